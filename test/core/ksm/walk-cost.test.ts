// Goal: ksmd pays for passing a zeropage PTE as its kernel does: with one walk over the page table from 6.18 on, with a
// look-up of each address before, for which holes are cheaper. Method: a full scan over one page and zeropage PTEs or holes,
// on either version.

import {expect, it} from 'vitest';
import {COSTS} from '../../../source/core/catalogue/costs.js';
import {advance, perform} from '../../../source/core/index.js';
import {createHost, region, set, start} from '../../support/host.js';

const PAGES = 2048;

/** ksmd's CPU time in a full scan over a page and PAGES - 1 zeropage PTEs, or holes, beside its wakeup. */
function scanNs(kernelVersion: '6.12' | '6.18', holes = false): number {
	const m = createHost('mainline', {kernelVersion});
	set(m, {pages_to_scan: 10_000, smart_scan: 0});
	start(m, 'guest', [region('ram', PAGES, ['nohugepage', 'mergeable'], null)]);
	if (!holes) perform(m, {do: 'read', target: {process: 'guest', region: 'ram'}});
	// A first write gives the VMA its anon_vma, without which ksmd passes it over.
	perform(m, {
		do: 'write',
		target: {process: 'guest', region: 'ram', from: 0, to: 1},
		content: () => () => 7,
	});
	set(m, {run: 1});
	while (m.ksm.fullScansEver < 1) advance(m, m.nowNs + 1e9);
	return m.ksm.thread.cpuNs - COSTS.wakeup * m.ksm.thread.wakeups;
}

it('looks up each address by itself up to 6.17, and walks the range from 6.18 on', () => {
	expect(scanNs('6.12') - COSTS.firstVisitBase).toBe((PAGES - 1) * COSTS.zeropagePteLookedUp);
	expect(scanNs('6.12', true) - COSTS.firstVisitBase).toBe((PAGES - 1) * COSTS.holeLookedUp);
	expect(scanNs('6.18', true)).toBe(COSTS.firstVisitBase);
	expect(scanNs('6.18') - COSTS.firstVisitBase).toBe((PAGES - 1) * COSTS.zeropagePteWalked);
});

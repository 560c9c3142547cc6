// Goal: what fork does to ksm_zero_pages, as a real 6.18 does it: the child starts with its parent's whole number, also
// for pages of VM_DONTFORK VMAs, and that part stays in the sum when all processes have gone. Method: the reproducer
// that was run there (1,024 zero pages, MADV_DONTFORK; 1024, then 2048, then 1024 to the end), step by step.

import {describe, expect, it} from 'vitest';
import {advance, checkInvariants, perform, type Machine} from '../../../source/core/index.js';
import {processReport} from '../../../source/core/query/process-report.js';
import {createHost, region, set, start} from '../../support/host.js';

function hostOfZeroPages(dontFork: boolean): Machine {
	const m = createHost('before', {kernelVersion: '6.18'});
	set(m, {use_zero_pages: 1, pages_to_scan: 100_000, smart_scan: 0});
	start(m, 'parent', [region('ram', 1024, ['nohugepage', 'mergeable'], () => 0)]);
	if (dontFork) perform(m, {do: 'madvise', target: {process: 'parent', region: 'ram'}, advice: 'dontfork'});
	set(m, {run: 1});
	while (m.ksm.fullScansEver < 2) advance(m, m.nowNs + 1e9);
	set(m, {run: 0});
	return m;
}

const own = (m: Machine, name: string): number => {
	const process = m.processes.find((candidate) => candidate.name === name && candidate.alive);
	return process === undefined ? NaN : processReport(process).ksm_zero_pages;
};

describe('ksm_zero_pages over fork', () => {
	it('keeps in the sum what a child inherited without copying it', () => {
		const m = hostOfZeroPages(true);
		expect(m.ksm.zeroPages).toBe(1024);
		perform(m, {do: 'fork', process: 'parent', name: 'child', count: 1});
		expect([m.ksm.zeroPages, own(m, 'child')]).toEqual([2048, 1024]);
		perform(m, {do: 'exit', process: 'child'});
		expect([m.ksm.zeroPages, own(m, 'parent')]).toEqual([2048, 1024]);
		perform(m, {do: 'exit', process: 'parent'});
		expect(m.ksm.zeroPages).toBe(1024);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('comes back to 0 where all pages were copied', () => {
		const m = hostOfZeroPages(false);
		perform(m, {do: 'fork', process: 'parent', name: 'child', count: 1});
		expect(m.ksm.zeroPages).toBe(2048);
		for (const process of ['parent', 'child']) perform(m, {do: 'exit', process});
		expect(m.ksm.zeroPages).toBe(0);
		expect(checkInvariants(m)).toEqual([]);
	});
});

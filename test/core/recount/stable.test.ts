// Goal: the recount excuses nothing that did not happen. Method: break one rule at a time in a machine that is right, with
// events in its rings that have nothing to do with it.

import {describe, expect, it} from 'vitest';
import {record} from '../../../source/core/events.js';
import {checkInvariants, perform} from '../../../source/core/index.js';
import type {Slot} from '../../../source/core/base/brands.js';
import type {Machine} from '../../../source/core/state/machine.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

function withSixEqualPages(): Machine {
	const m = createHost('mainline');
	set(m, {max_page_sharing: 3, pages_to_scan: 5000, run: 1});
	start(m, 'guest', [region('ram', 6, ['nohugepage', 'mergeable'], () => 7)]);
	while (m.ksm.fullScans < 4) wakeup(m);
	return m;
}

describe('max_page_sharing', () => {
	it('holds for pages that ksmd merged', () => {
		const m = withSixEqualPages();
		expect(m.ksm.dups).toBe(2);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('is not excused by an event of a migration', () => {
		const m = withSixEqualPages();
		record(m, 'migrate', m.processes[0].vmas[0].slot as Slot, 0, 1);
		m.knobs.max_page_sharing = 2;
		expect(checkInvariants(m).join()).toContain('beyond max_page_sharing');
	});

	it('does not hold for what a fork maps, for those nodes only', () => {
		const m = withSixEqualPages();
		perform(m, {do: 'fork', process: 'guest', name: 'child', count: 1});
		const {fullScans} = m.ksm;
		while (m.ksm.fullScans < fullScans + 3) wakeup(m);
		expect(m.ksm.pagesShared + m.ksm.pagesSharing).toBe(12);
		expect(checkInvariants(m)).toEqual([]);
	});
});

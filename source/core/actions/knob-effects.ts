// Effects of a write to sysfs beside storing the value, and refusals of values that are in range (mm/ksm.c: run_store,
// pages_to_scan_store, sleep_millisecs_store, max_page_sharing_store, merge_across_nodes_store, advisor_mode_store;
// mm/khugepaged.c, __sleep_millisecs_store). Most knobs have none: they are read where they matter.

import type {Steps} from '../base/steps.js';
import type {KnobName, KnobValues} from '../catalogue/knobs/index.js';
import type {Errno} from '../base/errno.js';
import {switchAdvisor} from '../ksm/control/advisor.js';
import {removeAllStableNodes, setRun} from '../ksm/control/run-control.js';
import {wakeSleeper} from '../ksm/thread.js';
import type {Machine} from '../state/machine.js';
import {wakeKhugepaged} from '../thp/khugepaged.js';

/** Acts on the value before it is stored; the errno refuses the write. */
type Effect<Name extends KnobName> = (
	m: Machine,
	value: KnobValues[Name],
) => Steps<Errno | undefined> | Errno | undefined;

/** Nothing may be merged while how pages are merged changes. */
function* unlessMerged(m: Machine, changes: boolean): Steps<Errno | undefined> {
	if (!changes) return undefined;
	return m.ksm.pagesShared > 0 || (yield* removeAllStableNodes(m)) ? 'EBUSY' : undefined;
}

function endSleep(m: Machine): undefined {
	wakeKhugepaged(m);
}

/**
 * Effects by sysfs name; knobs without one only store their value. Each runs before the value is stored, so that
 * it sees the old one in Machine.knobs.
 */
export const KNOB_EFFECTS: {readonly [Name in KnobName]?: Effect<Name>} = {
	run: setRun,
	pages_to_scan: (m) => (m.knobs.advisor_mode === 'none' ? undefined : 'EINVAL'),
	sleep_millisecs(m, value) {
		if (value !== m.knobs.sleep_millisecs) wakeSleeper(m);
		return undefined;
	},
	max_page_sharing: (m, value) => unlessMerged(m, value !== m.knobs.max_page_sharing),
	merge_across_nodes: (m, value) => unlessMerged(m, value !== m.knobs.merge_across_nodes),
	advisor_mode(m, value) {
		if (value !== m.knobs.advisor_mode) switchAdvisor(m, value);
		return undefined;
	},
	'khugepaged/scan_sleep_millisecs': endSleep,
	'khugepaged/alloc_sleep_millisecs': endSleep,
};

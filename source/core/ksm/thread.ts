// Whether ksmd runs, and waking it (mm/ksm.c, ksmd_should_run). It waits in ksm_thread_wait without a timeout while it
// should not run, and in ksm_iter_wait for sleep_millisecs between two wakeups. The freezer is left out.

import type {Machine} from '../state/machine.js';

/** ksmd_should_run. */
export const shouldRun = (m: Machine): boolean => (m.knobs.run & 1) !== 0 && m.ksm.mms.length > 0;

/** Wakes ksmd if it waits to be woken; a timed sleep runs to its end. */
export function wakeKsmd(m: Machine): void {
	const {thread} = m.ksm;
	if (thread.nextWakeNs === Infinity && thread.budgetLeft < 0 && shouldRun(m)) thread.nextWakeNs = m.nowNs;
}

/** sleep_millisecs has changed: a timed sleep ends now. */
export function wakeSleeper(m: Machine): void {
	const {thread} = m.ksm;
	if (thread.budgetLeft < 0 && thread.nextWakeNs !== Infinity) thread.nextWakeNs = m.nowNs;
}

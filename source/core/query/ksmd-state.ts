// What ksmd does just now, and how far its full scan has come.

import type {ReadonlyMachine} from './readonly-machine.js';

/**
 * What ksmd does: `stopped` while run is 0 or 2; `waiting` until a process has mergeable memory; `sleeping` between
 * wakeups; `scanning` in the middle of one.
 */
export type KsmdActivity = 'stopped' | 'waiting' | 'sleeping' | 'scanning';

/** A summary of ksmd for panels and reports; times are simulated ns. */
export interface KsmdState {
	/** What it does at this moment. */
	readonly activity: KsmdActivity;
	/** Completed full scans since the start; run=2 does not reset them as it does full_scans. */
	readonly fullScansEver: number;
	/** pages_to_scan as the current wakeup read it, or the last one. */
	readonly budget: number;
	/** Pages freed by the wakeup that is under way; null while none is. */
	readonly freedSoFar: number | null;
	/** Where the cursor stands in this full scan, 0..1 of the mergeable pages; 0 between full scans. */
	readonly progress: number;
	/** At least one full scan ended, and the wakeups since find no page to visit. */
	readonly nothingLeft: boolean;
	/** Simulated time of the first wakeup; null before. */
	readonly firstWakeNs: number | null;
}

function activityOf({knobs, ksm}: ReadonlyMachine): KsmdActivity {
	if (ksm.thread.budgetLeft >= 0) return 'scanning';
	if (knobs.run !== 1) return 'stopped';
	return ksm.mms.length === 0 && ksm.thread.nextWakeNs === Infinity ? 'waiting' : 'sleeping';
}

/** Where ksmd's cursor stands in this full scan, 0..1 of the mergeable pages; 0 between full scans. */
function scanProgress(m: ReadonlyMachine): number {
	const {mms, cursor} = m.ksm;
	if (cursor.at < 0) return 0;
	let total = 0;
	let passed = 0;
	for (const [at, id] of mms.entries()) {
		for (const vma of m.processes[id].vmas) {
			if (!vma.mergeable) continue;
			total += vma.end - vma.start;
			if (at < cursor.at || (at === cursor.at && cursor.address >= vma.end)) passed += vma.end - vma.start;
			else if (at === cursor.at && cursor.address > vma.start) passed += cursor.address - vma.start;
		}
	}
	return total === 0 ? 0 : passed / total;
}

/** Costs a walk over the VMAs of all processes with mergeable memory. */
export function ksmdState(m: ReadonlyMachine): KsmdState {
	const {thread, fullScansEver} = m.ksm;
	return {
		activity: activityOf(m),
		fullScansEver,
		budget: thread.budget,
		freedSoFar: thread.budgetLeft >= 0 ? m.ledger.freedInWakeup : null,
		progress: scanProgress(m),
		nothingLeft: fullScansEver > 0 && thread.lastScanned === 0 && thread.scannedInFullScan === 0,
		firstWakeNs: thread.firstWakeNs < 0 ? null : thread.firstWakeNs,
	};
}

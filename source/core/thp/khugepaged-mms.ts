// The mms that khugepaged scans (mm/khugepaged.c: khugepaged_enter_vma, __khugepaged_enter, __khugepaged_exit;
// include/linux/khugepaged.h: khugepaged_fork, khugepaged_exit).

import type {Machine} from '../state/machine.js';
import type {Process, Vma} from '../state/mm/process.js';
import {collapseAllowed} from './allowable.js';

/** Gives a process an mm_slot at the end of the list. Nothing on a machine on which khugepaged never wakes. */
function enter(m: Machine, id: number): void {
	const {khugepaged} = m.thp;
	if (m.config.khugepaged === 'asleep' || khugepaged.registered.has(id)) return;
	khugepaged.registered.add(id);
	khugepaged.mms.push(id);
}

/**
 * khugepaged_enter_vma: at a fault that may make a THP, and when VMAs were joined. A VMA without a page so far does not register its mm.
 */
export function khugepagedEnterVma(m: Machine, process: Process, vma: Vma): void {
	if (collapseAllowed(m, vma)) enter(m, process.id);
}

/**
 * The same after advice has changed a VMA, whatever the advice was: it counts if MADV_HUGEPAGE was given there
 * (madvise_update_vma).
 */
export function khugepagedEnterAdvised(m: Machine, process: Process, vma: Vma): void {
	if (vma.thp === 'huge') khugepagedEnterVma(m, process, vma);
}

/** khugepaged_fork: a child goes to the end of the list if its parent is in it. */
export function khugepagedFork(m: Machine, parent: Process, child: Process): void {
	if (m.thp.khugepaged.registered.has(parent.id)) enter(m, child.id);
}

/** khugepaged_exit: an mm leaves the list at once, unless the cursor is in it: then khugepaged removes it at its next turn. */
export function khugepagedExit(m: Machine, process: Process): void {
	const {khugepaged} = m.thp;
	const place = khugepaged.mms.indexOf(process.id);
	if (place < 0 || place === khugepaged.at) return;
	khugepaged.mms.splice(place, 1);
	khugepaged.registered.delete(process.id);
	if (place < khugepaged.at) khugepaged.at--;
}

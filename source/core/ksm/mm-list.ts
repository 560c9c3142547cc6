// The list of mms that ksmd scans, and its cursor's place in it (mm/ksm.c, __ksm_enter, __ksm_exit; struct ksm_mm_slot).
// An mm that has exited stays on it until ksmd has freed its rmap_items. The order of the list decides what merges with
// what, and is the kernel's.

import type {PageNumber} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import type {Process} from '../state/mm/process.js';
import {releaseExtents} from '../mm/vma/extents.js';
import {wakeKsmd} from './thread.js';

/** Gives a process an mm_slot: just before the cursor's, so that it is scanned last; at the list's tail while run is 2. */
export function ksmEnter(m: Machine, process: Process): void {
	if (process.onMmList) return;
	const {ksm} = m;
	const wasEmpty = ksm.mms.length === 0;
	process.onMmList = true;
	if (ksm.cursor.at < 0 || (m.knobs.run & 2) !== 0) ksm.mms.push(process.id);
	else {
		ksm.mms.splice(ksm.cursor.at, 0, process.id);
		ksm.cursor.at++;
	}
	if (wasEmpty) wakeKsmd(m);
}

/** An mm exits: without rmap_items its slot is freed at once; else ksmd frees it next, or when it has finished scanning it. */
export function ksmExit(m: Machine, process: Process): void {
	const {ksm} = m;
	if (!process.onMmList) return;
	const at = ksm.mms.indexOf(process.id);
	if (at === ksm.cursor.at) return;
	ksm.mms.splice(at, 1);
	if (at < ksm.cursor.at) ksm.cursor.at--;
	if (process.ksmRmapItems === 0) {
		process.onMmList = false;
		releaseExtents(m, process);
	} else ksm.mms.splice(ksm.cursor.at + 1, 0, process.id);
}

/** Takes the mm under the cursor off the list; the cursor is then at the next one, or past the end. */
export function removeCurrentMm(m: Machine, process: Process): void {
	m.ksm.mms.splice(m.ksm.cursor.at, 1);
	process.onMmList = false;
	releaseExtents(m, process);
}

/** Puts the cursor at the start of its mm. */
export function rewindCursor(m: Machine): void {
	m.ksm.cursor.address = 0 as PageNumber;
	m.ksm.cursor.dropFrom = 0 as PageNumber;
	m.ksm.cursor.isLeaving = false;
}

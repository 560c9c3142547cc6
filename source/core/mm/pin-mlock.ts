// Holding pages in memory: pins (pin_user_pages with FOLL_WRITE, as a device driver takes them) and mlock. Both fault
// pages in for writing first, so that a KSM page or a zeropage is unshared by it. A pin is a reference that refuses
// splits and merges; mlock keeps pages from reclaim and their zero subpages from the remap.

import {isStep, type Steps} from '../base/steps.js';
import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import type {Machine} from '../state/machine.js';
import {drainLruBatch} from './reclaim/lru-batch.js';
import {changeVmas} from './vma/munmap.js';
import type {Process, Vma} from '../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT, PTE_SWAP} from '../state/mm/slots.js';
import {swapIn} from './swap/swap-in.js';
import {writePage} from './fault/write-fault.js';
import {coveredEnd, slotRuns} from './vma/find.js';
import {readPage} from './fault/read-fault.js';
import {contentAt, pageFolio} from './folio.js';

/** Calls `visit` for each mapped address in [from, to). Stops with the error that it gives. */
function* forEachPage(
	process: Process,
	from: PageNumber,
	to: PageNumber,
	visit: (slot: Slot, vma: Vma) => Errno | undefined,
): Steps<Errno | undefined> {
	for (const {vma, first, end} of slotRuns(process, from, to)) {
		for (let slot: number = first; slot < end; slot++) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			const errno = visit(slot as Slot, vma);
			if (errno !== undefined) return errno;
		}
	}
	return undefined;
}

/**
 * Faults a page in as a program that touches it would, for writing where that is allowed, without changing it.
 * EFAULT without access.
 */
export function faultIn(m: Machine, vma: Vma, slot: Slot): Errno | undefined {
	if (vma.protection === 'none') return 'EFAULT';
	if ((m.slots.pte[slot] & PTE_KIND) === PTE_SWAP && !swapIn(m, vma, slot)) return 'ENOMEM';
	const done =
		vma.protection === 'read_write' ? writePage(m, vma, slot, contentAt(m, slot)) : readPage(m, vma, slot);
	return done ? undefined : 'ENOMEM';
}

/** Adds to the pins of a page and of its folio, or takes one off them if the page has any. */
function countPin({frames}: Machine, page: Frame, change: 1 | -1): void {
	const own = frames.pagePins.get(page) ?? 0;
	if (own + change < 0) return;
	const folio = pageFolio(frames, page);
	for (const [counts, key] of [
		[frames.pagePins, page],
		[frames.pins, folio],
	] as const) {
		const count = (counts.get(key) ?? 0) + change;
		if (count > 0) counts.set(key, count);
		else counts.delete(key);
	}
}

/** Pins every page of [from, to) once more. EFAULT, and nothing is pinned, where they may not be written, or at a hole. */
export function* pinRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	const pinned: Frame[] = [];
	const end = coveredEnd(process, from, to);
	const refused = yield* forEachPage(process, from, end, (slot, vma) => {
		const errno = vma.protection === 'read_write' ? faultIn(m, vma, slot) : 'EFAULT';
		if (errno !== undefined) return errno;
		const page = m.slots.frame[slot] as Frame;
		countPin(m, page, 1);
		pinned.push(page);
		return undefined;
	});
	const error = refused ?? (end < to ? 'EFAULT' : undefined);
	if (error !== undefined) for (const page of pinned) countPin(m, page, -1);
	return error;
}

/** Takes one pin off every page of [from, to) that has one. */
export function* unpinRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	return yield* forEachPage(process, from, to, (slot) => {
		if ((m.slots.pte[slot] & PTE_KIND) === PTE_PRESENT) countPin(m, m.slots.frame[slot] as Frame, -1);
		return undefined;
	});
}

/** mlock or munlock. ENOMEM at a hole: VMAs before it are locked, and nothing is faulted in. */
export function* lockRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	locked: boolean,
): Steps<Errno | undefined> {
	const end = coveredEnd(process, from, to);
	yield* changeVmas(
		m,
		process,
		from,
		end,
		(vma) => vma.locked !== locked,
		(vma) => {
			vma.locked = locked;
			// mlock_vma_pages_range begins and ends with it.
			drainLruBatch(m);
			return undefined;
		},
	);
	if (end < to) return 'ENOMEM';
	if (!locked) return undefined;
	const errno = yield* forEachPage(process, from, to, (slot, vma) => faultIn(m, vma, slot));
	drainLruBatch(m);
	// __mlock_posix_error_return.
	return errno === 'EFAULT' ? 'ENOMEM' : errno;
}

// Holding pages in memory: pins (pin_user_pages with FOLL_WRITE, as a device driver takes them) and mlock. Both fault
// pages in for writing first, so that a KSM page or a zeropage is unshared by it. A pin is a reference that refuses
// splits and merges; mlock keeps pages from reclaim and their zero subpages from the remap.

import type {Content, Frame, PageNumber, Slot} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import type {Machine} from '../state/machine.js';
import {blockOf, headOf, isLarge} from '../state/frames.js';
import {drainLruBatch} from './reclaim/lru-batch.js';
import {changeVmas} from './vma/munmap.js';
import type {Process} from '../state/process.js';
import {PTE_KIND, PTE_PRESENT, PTE_SWAP} from '../state/slots.js';
import {slotIn, vmasIn} from './vma/vma.js';
import {swapIn} from './swap/swap-in.js';
import {writePage} from './fault/write-fault.js';

/** Calls `visit` for each mapped address in [from, to). Stops with the error that it gives. */
function forEachPage(
	process: Process,
	from: PageNumber,
	to: PageNumber,
	visit: (slot: Slot, vma: ReturnType<typeof vmasIn>[number]) => Errno | undefined,
): Errno | undefined {
	for (const vma of vmasIn(process, from, to)) {
		const end = slotIn(vma, Math.min(to, vma.end) as PageNumber);
		for (let slot = slotIn(vma, Math.max(from, vma.start) as PageNumber) as number; slot < end; slot++) {
			const errno = visit(slot as Slot, vma);
			if (errno !== undefined) return errno;
		}
	}
	return undefined;
}

/** Faults a page in for writing, without changing it. */
function faultIn(m: Machine, vma: ReturnType<typeof vmasIn>[number], slot: Slot): Errno | undefined {
	const {slots, frames} = m;
	if ((slots.pte[slot] & PTE_KIND) === PTE_SWAP && !swapIn(m, vma, slot)) return 'ENOMEM';
	const content = (slots.pte[slot] & PTE_KIND) === PTE_PRESENT ? frames.content[slots.frame[slot]] : 0;
	return writePage(m, vma, slot, content as Content) ? undefined : 'ENOMEM';
}

const pinHolder = (m: Machine, frame: Frame): Frame =>
	isLarge(m.frames, frame) ? headOf(blockOf(frame)) : frame;

/** Pins every page of [from, to) once more. */
export function pinRange(m: Machine, process: Process, from: PageNumber, to: PageNumber): Errno | undefined {
	const {pins} = m.frames;
	return forEachPage(process, from, to, (slot, vma) => {
		const errno = faultIn(m, vma, slot);
		if (errno !== undefined) return errno;
		const frame = pinHolder(m, m.slots.frame[slot] as Frame);
		pins.set(frame, (pins.get(frame) ?? 0) + 1);
		return undefined;
	});
}

/** Takes one pin off every page of [from, to) that has one. */
export function unpinRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Errno | undefined {
	const {pins} = m.frames;
	return forEachPage(process, from, to, (slot) => {
		if ((m.slots.pte[slot] & PTE_KIND) !== PTE_PRESENT) return undefined;
		const frame = pinHolder(m, m.slots.frame[slot] as Frame);
		const left = (pins.get(frame) ?? 0) - 1;
		if (left > 0) pins.set(frame, left);
		else pins.delete(frame);
		return undefined;
	});
}

/** mlock or munlock. */
export function lockRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	locked: boolean,
): Errno | undefined {
	changeVmas(
		m,
		process,
		from,
		to,
		(vma) => vma.locked !== locked,
		(vma) => {
			vma.locked = locked;
			// mlock_vma_pages_range begins and ends with it.
			drainLruBatch(m);
			return undefined;
		},
	);
	if (!locked) return undefined;
	const errno = forEachPage(process, from, to, (slot, vma) => faultIn(m, vma, slot));
	drainLruBatch(m);
	return errno;
}

// From addresses to VMAs and slots, and back (mm/mmap.c, find_vma; include/linux/pagemap.h, linear_page_index). VMAs are a
// sorted array, where the kernel has a maple tree.

import type {Process, Vma} from '../../state/mm/process.js';
import type {PageNumber, Slot} from '../../base/brands.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import type {Machine} from '../../state/machine.js';

/** The VMA that holds the address, or undefined. */
export function findVma(process: Process, address: PageNumber): Vma | undefined {
	const at = firstVmaAfter(process, address);
	const vma = process.vmas[at];
	return vma !== undefined && vma.start <= address ? vma : undefined;
}

/** Index of the first VMA that ends above the address (find_vma); vmas.length if there is none. */
export function firstVmaAfter(process: Process, address: PageNumber): number {
	const {vmas} = process;
	let low = 0;
	let high = vmas.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (vmas[middle].end > address) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** The VMAs that overlap [from, to). */
export function vmasIn(process: Process, from: PageNumber, to: PageNumber): Vma[] {
	const found: Vma[] = [];
	for (let at = firstVmaAfter(process, from); at < process.vmas.length && process.vmas[at].start < to; at++) {
		found.push(process.vmas[at]);
	}
	return found;
}

/** The slot behind an address of a VMA. */
export const slotIn = (vma: Vma, address: PageNumber): Slot => (vma.slot + (address - vma.start)) as Slot;

/** The slot behind an address of an extent, whether or not a VMA lies there; 0 if the address has none. */
export function slotAt(process: Process, address: PageNumber): Slot {
	for (const extent of process.extents) {
		if (address >= extent.start && address < extent.end) {
			return (extent.first * PAGES_PER_THP + (address - extent.start)) as Slot;
		}
	}
	return 0 as Slot;
}

/** The process whose page tables hold the slot. */
export const processOf = (m: Machine, slot: Slot): Process => m.processes[m.slots.owner[slot >>> 9]];

/** The virtual page number of the slot. */
export const addressOf = (m: Machine, slot: Slot): PageNumber =>
	(m.slots.address[slot >>> 9] + (slot & (PAGES_PER_THP - 1))) as PageNumber;

/** The VMA that holds the slot's address, or undefined. */
export const vmaOf = (m: Machine, slot: Slot): Vma | undefined =>
	findVma(processOf(m, slot), addressOf(m, slot));

/** The place of a slot of a VMA in the VMA's object (linear_page_index): mremap keeps it. */
export const linearIndex = (vma: Vma, slot: Slot): number => vma.pageOffset + (slot - vma.slot);

/** Whether the slot lies in an mlocked VMA. */
export const isLockedSlot = (m: Machine, slot: Slot): boolean => vmaOf(m, slot)?.locked === true;

/** The slots [first, end) of one VMA. */
export interface SlotRun {
	/** The VMA that the slots lie in. */
	readonly vma: Vma;
	/** The first slot. */
	readonly first: Slot;
	/** The slot after the last. */
	readonly end: number;
}

/** Where the VMAs that cover `from` without a hole end, at most `to`. */
export function coveredEnd(process: Process, from: PageNumber, to: PageNumber): PageNumber {
	let end = from;
	for (const vma of vmasIn(process, from, to)) {
		if (vma.start > end) break;
		end = Math.min(to, vma.end) as PageNumber;
	}
	return end;
}

/** The slots of the addresses [from, to) of a process, VMA by VMA. */
export function slotRuns(process: Process, from: PageNumber, to: PageNumber): SlotRun[] {
	return vmasIn(process, from, to).map((vma) => ({
		vma,
		first: slotIn(vma, Math.max(from, vma.start) as PageNumber),
		end: slotIn(vma, Math.min(to, vma.end) as PageNumber),
	}));
}

// Finding, cutting, joining and removing VMAs (mm/vma.c), and the slots behind their addresses.

import {invariant} from '../../base/invariant.js';
import {invalidateVma} from '../../ksm/unstable/unstable-tree.js';
import type {Machine} from '../../state/machine.js';
import type {PageNumber, PmdRange, Slot} from '../../base/brands.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import type {Extent, Process, Vma} from '../../state/process.js';
import {freeRanges, allocRanges} from '../../state/slots.js';

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

/** Cuts the VMA that holds `address` in two there (split_vma), unless a VMA begins there or none holds it. */
export function cutVmaAt(m: Machine, process: Process, address: PageNumber): void {
	const at = firstVmaAfter(process, address);
	const vma = process.vmas[at];
	if (vma === undefined || vma.start >= address) return;
	const tail: Vma = {
		...vma,
		start: address,
		slot: slotIn(vma, address),
		pageOffset: (vma.pageOffset + (address - vma.start)) as PageNumber,
	};
	vma.end = address;
	process.vmas.splice(at + 1, 0, tail);
	process.vmaVersion++;
	joinAnonVmas(m, tail);
}

/** Removes a VMA whose slots are empty. */
export function removeVma(m: Machine, process: Process, vma: Vma): void {
	if (vma.mergeable) invalidateVma(m);
	process.vmas.splice(process.vmas.indexOf(vma), 1);
	process.vmaVersion++;
	leaveAnonVmas(m, vma);
}

/** Joins neighbours that have become alike, from the VMA that ends at `from` to the one that starts at `to` (vma_merge). */
export function joinVmas(m: Machine, process: Process, from: PageNumber, to: PageNumber): void {
	const {vmas} = process;
	let at = firstVmaAfter(process, (from - 1) as PageNumber);
	while (at + 1 < vmas.length && vmas[at].end <= to) {
		const [vma, next] = [vmas[at], vmas[at + 1]];
		if (!areAlike(m, vma, next)) {
			at++;
			continue;
		}
		const {anonVma} = next;
		removeVma(m, process, next);
		vma.end = next.end;
		if (vma.anonVma !== anonVma && anonVma !== 0) {
			vma.anonVma = anonVma;
			joinAnonVmas(m, vma);
		}
	}
}

/** is_mergeable_vma, is_mergeable_anon_vma: an anon_vma that came by fork is not given to a neighbour without one. */
function areAlike(m: Machine, vma: Vma, next: Vma): boolean {
	const pages = vma.end - vma.start;
	return (
		vma.end === next.start &&
		vma.pageOffset + pages === next.pageOffset &&
		vma.slot + pages === next.slot &&
		vma.mergeable === next.mergeable &&
		vma.dontFork === next.dontFork &&
		vma.locked === next.locked &&
		vma.thp === next.thp &&
		vma.node === next.node &&
		vma.region === next.region &&
		(vma.anonVma === next.anonVma ||
			(Math.min(vma.anonVma, next.anonVma) === 0 &&
				m.anonVmas[Math.max(vma.anonVma, next.anonVma)].parent === 0))
	);
}

/** Enters a VMA in its anon_vma and in those that it was forked from (anon_vma_clone). */
export function joinAnonVmas(m: Machine, vma: Vma): void {
	for (let number = vma.anonVma; number !== 0; number = m.anonVmas[number].parent)
		m.anonVmas[number].vmas.push(vma);
}

function leaveAnonVmas(m: Machine, vma: Vma): void {
	for (let number = vma.anonVma; number !== 0; number = m.anonVmas[number].parent) {
		const {vmas} = m.anonVmas[number];
		vmas.splice(vmas.indexOf(vma), 1);
	}
}

/** Gives a VMA its anon_vma, before its first page (anon_vma_prepare). */
export function prepareAnonVma(m: Machine, vma: Vma): void {
	if (vma.anonVma !== 0) return;
	const number = m.anonVmas.length;
	m.anonVmas.push({root: number, parent: 0, vmas: [vma]});
	vma.anonVma = number;
}

/** Puts a new VMA in its place. Its addresses must be free. */
export function insertVma(process: Process, vma: Vma): void {
	const at = firstVmaAfter(process, vma.start);
	const next = process.vmas[at];
	invariant(next === undefined || next.start >= vma.end, 'VMAs do not overlap');
	process.vmas.splice(at, 0, vma);
	process.vmaVersion++;
}

/** Makes sure that [start, end) has slots, and returns the slot of `start`. */
export function ensureExtent(m: Machine, process: Process, start: PageNumber, end: PageNumber): Slot {
	const known = slotAt(process, start);
	if (known !== 0) {
		const holder = process.extents.find((extent) => start >= extent.start && start < extent.end);
		invariant(holder !== undefined && end <= holder.end, 'a mapping lies within one run of addresses');
		return known;
	}
	const first = (start - (start % PAGES_PER_THP)) as PageNumber;
	const ranges = Math.ceil((end - first) / PAGES_PER_THP);
	const at = allocRanges(m.slots, ranges) as PmdRange;
	for (let i = 0; i < ranges; i++) {
		m.slots.owner[at + i] = process.id;
		m.slots.address[at + i] = first + i * PAGES_PER_THP;
	}
	const extent: Extent = {
		start: first,
		end: (first + ranges * PAGES_PER_THP) as PageNumber,
		first: at,
		ranges,
	};
	let place = 0;
	while (place < process.extents.length && process.extents[place].start < first) place++;
	process.extents.splice(place, 0, extent);
	return slotAt(process, start);
}

/** Gives back the extents in which no VMA lies and no rmap_item is left. */
export function releaseExtents(m: Machine, process: Process): void {
	const {items} = m.slots;
	process.extents = process.extents.filter((extent) => {
		if (process.vmas.some((vma) => vma.start < extent.end && vma.end > extent.start)) return true;
		for (let i = 0; i < extent.ranges; i++) if (items[extent.first + i] !== 0) return true;
		freeRanges(m.slots, extent.first, extent.ranges);
		return false;
	});
}

// Cutting, joining, inserting and removing VMAs (mm/vma.c: split_vma, vma_merge_existing_range, is_mergeable_vma). The
// VMAs of a process are a sorted array; joined are only VMAs of one region, whose slots follow one another.

import {khugepagedEnterVma} from '../../thp/khugepaged-mms.js';
import {invariant} from '../../base/invariant.js';
import {invalidateVma} from '../../ksm/invalidate.js';
import type {Machine} from '../../state/machine.js';
import type {PageNumber} from '../../base/brands.js';
import type {Process, Vma} from '../../state/mm/process.js';
import {firstVmaAfter, slotIn} from './find.js';
import {joinAnonVmas, leaveAnonVmas} from './anon-vma.js';

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
	joinAnonVmas(m, tail);
}

/** Removes a VMA whose slots are empty. */
export function removeVma(m: Machine, process: Process, vma: Vma): void {
	if (vma.mergeable) invalidateVma(m);
	process.vmas.splice(process.vmas.indexOf(vma), 1);
	leaveAnonVmas(m, vma);
}

/**
 * Joins neighbours that have become alike, from the VMA that ends at `from` to the one that starts at `to`
 * (vma_merge_existing_range).
 */
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
		khugepagedEnterVma(m, process, vma);
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
		vma.protection === next.protection &&
		vma.file === next.file &&
		vma.node === next.node &&
		vma.region === next.region &&
		(vma.anonVma === next.anonVma ||
			(Math.min(vma.anonVma, next.anonVma) === 0 &&
				m.anonVmas[Math.max(vma.anonVma, next.anonVma)].parent === 0))
	);
}

/** Puts a new VMA in its place. Its addresses must be free. */
export function insertVma(process: Process, vma: Vma): void {
	const at = firstVmaAfter(process, vma.start);
	const next = process.vmas[at];
	invariant(next === undefined || next.start >= vma.end, 'VMAs do not overlap');
	process.vmas.splice(at, 0, vma);
}

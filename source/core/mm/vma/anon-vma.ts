// anon_vmas: which VMAs may map a page that was first mapped through one of them (mm/rmap.c). Each VMA gets one of its own;
// sharing that of a neighbour (find_mergeable_anon_vma) and reusing a parent's on fork are left out.

import type {Machine} from '../../state/machine.js';
import type {Vma} from '../../state/mm/process.js';

/** Enters a VMA in its anon_vma and in those that it was forked from (anon_vma_clone). */
export function joinAnonVmas(m: Machine, vma: Vma): void {
	for (let number = vma.anonVma; number !== 0; number = m.anonVmas[number].parent)
		m.anonVmas[number].vmas.push(vma);
}

/** Removes a VMA that goes from all of them (unlink_anon_vmas). */
export function leaveAnonVmas(m: Machine, vma: Vma): void {
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

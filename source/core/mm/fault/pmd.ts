// PMD entries (mm/huge_memory.c): where a THP may be faulted in, queueing it for the underused shrinker
// (deferred_split_folio), and splitting a PMD mapping without splitting the folio (__split_huge_pmd). PMDs of files and the
// deposit of page tables are left out.

import type {Frame, Slot} from '../../base/brands.js';
import {invariant} from '../../base/invariant.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {THP_QUEUED} from '../../state/mm/frames.js';
import {splitMapping} from '../rmap/mm-ids.js';
import {processOf} from '../vma/find.js';
import type {Vma} from '../../state/mm/process.js';
import {thpAllowed} from '../../thp/allowable.js';
import {PMD_HUGE, PMD_HUGE_ZERO, PMD_NONE, PMD_TABLE} from '../../state/mm/slots.js';

/** Whether a write fault at the slot makes a THP: allowed, the PMD empty, and its 2 MiB inside the VMA. */
export function faultsThp(m: Machine, vma: Vma, slot: Slot): boolean {
	return m.slots.pmd[slot >>> 9] === PMD_NONE && thpAllowed(m, vma) && rangeInside(vma, slot);
}

/** Whether the 2 MiB around the slot lie inside the VMA. */
function rangeInside(vma: Vma, slot: Slot): boolean {
	const first = slot & ~(PAGES_PER_THP - 1);
	return first >= vma.slot && first + PAGES_PER_THP <= vma.slot + (vma.end - vma.start);
}

/** Puts the folio of a new THP on the deferred split queue if shrink_underused is 1 now (deferred_split_folio). */
export function queueNewThp(m: Machine, head: Frame): void {
	if (!m.kernel.shrinksUnderused || m.knobs.shrink_underused === 0) return;
	m.frames.blockFlags[head >>> 9] |= THP_QUEUED;
	m.thp.deferred.add(head);
}

/** __split_huge_pmd: the range is mapped by PTEs from now on; the folio, if it is one, stays large. */
export function splitPmd(m: Machine, range: number): void {
	const {slots} = m;
	const was = slots.pmd[range];
	invariant(was === PMD_HUGE || was === PMD_HUGE_ZERO, 'only a huge PMD is split');
	slots.pmd[range] = PMD_TABLE;
	m.vm.thp_split_pmd++;
	if (was !== PMD_HUGE) return;
	const process = processOf(m, (range << 9) as Slot);
	process.anonHugePages -= PAGES_PER_THP;
	splitMapping(m, slots.frame[range << 9] as Frame, process.id);
}

/** Splits the PMD over the slot if it is a huge one. */
export function splitPmdAt(m: Machine, slot: Slot): void {
	const pmd = m.slots.pmd[slot >>> 9];
	if (pmd === PMD_HUGE || pmd === PMD_HUGE_ZERO) splitPmd(m, slot >>> 9);
}

// Read faults (mm/memory.c, do_anonymous_page; mm/huge_memory.c, do_huge_pmd_anonymous_page): an untouched page reads as
// the shared zeropage, a whole untouched PMD as the huge zeropage where THPs are allowed, or as a THP of its own with
// transparent_hugepage/use_zero_page 0.

import type {Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {faultsThp} from './pmd.js';
import {mapZeropage} from '../rmap/ptes.js';
import {processOf} from '../vma/find.js';
import type {Vma} from '../../state/mm/process.js';
import {
	PMD_HUGE_ZERO,
	PMD_NONE,
	PMD_TABLE,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
	PTE_YOUNG,
} from '../../state/mm/slots.js';
import {khugepagedEnterVma} from '../../thp/khugepaged-mms.js';
import {swapIn} from '../swap/swap-in.js';
import {prepareAnonVma} from '../vma/anon-vma.js';
import {faultInThp} from './write-fault.js';

/** Reads the page of a slot; false when memory for a swap-in is short. */
export function readPage(m: Machine, vma: Vma, slot: Slot): boolean {
	const {slots} = m;
	const kind = slots.pte[slot] & PTE_KIND;
	if (kind === PTE_SWAP) return swapIn(m, vma, slot);
	if (kind === PTE_PRESENT) slots.pte[slot] |= PTE_YOUNG;
	if (kind !== PTE_NONE || vma.file) return true;
	if (faultsThp(m, vma, slot)) {
		prepareAnonVma(m, vma);
		khugepagedEnterVma(m, processOf(m, slot), vma);
		if (m.knobs.use_zero_page !== 0) {
			mapHugeZeropage(m, slot);
			return true;
		}
		if (faultInThp(m, vma, slot, 0, 'fault')) return true;
	}
	if (slots.pmd[slot >>> 9] === PMD_NONE) slots.pmd[slot >>> 9] = PMD_TABLE;
	mapZeropage(m, slot, 'fault');
	return true;
}

function mapHugeZeropage(m: Machine, slot: Slot): void {
	const first = slot & ~(PAGES_PER_THP - 1);
	if (!m.thp.hugeZeropageExists) {
		// The counter is of allocations: the one huge zeropage then serves all processes.
		m.thp.hugeZeropageExists = true;
		m.vm.thp_zero_page_alloc++;
	}
	for (let i = 0; i < PAGES_PER_THP; i++) mapZeropage(m, (first + i) as Slot, 'fault');
	m.slots.pmd[slot >>> 9] = PMD_HUGE_ZERO;
}

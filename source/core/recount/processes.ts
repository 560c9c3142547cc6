// Recounts what each process has from its page tables: RSS equals present PTEs, KSM's zeropages are dirty zeropage PTEs.

import type {Machine} from '../state/machine.js';
import type {Process} from '../state/mm/process.js';
import {
	PMD_HUGE,
	PTE_FROM_SPLIT,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
	PTE_ZERO_KSM,
} from '../state/mm/slots.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import type {ExpectEqual} from './expect-equal.js';

/** RSS, huge, swap and zeropage counts of each process, and the references to swap slots. */
export function recountProcesses(m: Machine, expectEqual: ExpectEqual): void {
	const zeropages = {ksm: 0, split: 0, fault: 0};
	const swapped = new Map<number, number>();
	for (const process of m.processes) recountProcess(m, process, zeropages, swapped, expectEqual);
	expectEqual('ksm_zero_pages', m.ksm.zeroPages - m.ksm.zeroPagesUncopied, zeropages.ksm);
	expectEqual('zeropage_ptes.ksm', m.thp.zeropagePtes.ksm, zeropages.ksm);
	expectEqual('zeropage_ptes.split', m.thp.zeropagePtes.split, zeropages.split);
	expectEqual('zeropage_ptes.fault', m.thp.zeropagePtes.fault, zeropages.fault);
	let wrongEntries = 0;
	for (const [slot, references] of swapped)
		if (m.reclaim.swap.references[slot] !== references) wrongEntries++;
	expectEqual('swap slots with a wrong reference count', 0, wrongEntries);
	expectEqual('swap slots in use', m.reclaim.swap.used, swapped.size);
}

function recountProcess(
	m: Machine,
	process: Process,
	zeropages: {ksm: number; split: number; fault: number},
	swapped: Map<number, number>,
	expectEqual: ExpectEqual,
): void {
	const {slots} = m;
	let present = 0;
	let huge = 0;
	let swap = 0;
	let zeroKsm = 0;
	let wrongRanges = 0;
	let outside = 0;
	for (const extent of process.extents) {
		for (let range = extent.first as number; range < extent.first + extent.ranges; range++) {
			let presentHere = 0;
			let zeroHere = 0;
			for (let slot = range << 9; slot < (range + 1) << 9; slot++) {
				const pte = slots.pte[slot];
				const kind = pte & PTE_KIND;
				if (kind === PTE_NONE) continue;
				if (!isInVma(process, extent.start + slot - (extent.first << 9))) outside++;
				if (kind === PTE_PRESENT) presentHere++;
				else if (kind === PTE_SWAP) {
					swap++;
					swapped.set(slots.frame[slot], (swapped.get(slots.frame[slot]) ?? 0) + 1);
				} else {
					zeroHere++;
					if (kind === PTE_ZERO_KSM) zeroKsm++;
					else if ((pte & PTE_FROM_SPLIT) === 0) zeropages.fault++;
					else zeropages.split++;
				}
			}
			present += presentHere;
			if (slots.pmd[range] === PMD_HUGE) huge += PAGES_PER_THP;
			if (presentHere !== slots.present[range] || zeroHere !== slots.zero[range]) wrongRanges++;
			if (slots.pmd[range] === PMD_HUGE && presentHere !== PAGES_PER_THP) wrongRanges++;
		}
	}
	zeropages.ksm += zeroKsm;
	const {name} = process;
	expectEqual(`${name}: RssAnon`, process.rssAnonPages, present);
	expectEqual(`${name}: AnonHugePages`, process.anonHugePages, huge);
	expectEqual(`${name}: swapped pages`, process.swapPages, swap);
	expectEqual(`${name}: ksm_zero_pages`, process.ksmZeroPages - process.ksmZeroPagesUncopied, zeroKsm);
	expectEqual(`${name}: PMD ranges with wrong counts`, 0, wrongRanges);
	expectEqual(`${name}: PTEs outside every VMA`, 0, outside);
}

const isInVma = (process: Process, address: number): boolean =>
	process.vmas.some((vma) => address >= vma.start && address < vma.end);

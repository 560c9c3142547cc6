// mmap of a region of private memory (mm/vma.c, mmap_region), and filling it page by page as a program would. Placement is
// simplified: each region follows the one before, after a gap.

import {isStep, type Steps} from '../../base/steps.js';
import type {Content, Frame, PageNumber, Slot} from '../../base/brands.js';
import {ksmEnter} from '../../ksm/mm-list.js';
import type {AllocCause} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {freePages, reserveBlocks} from '../page-alloc.js';
import {mapNewThp} from '../fault/alloc-page.js';
import {faultsThp, queueNewThp} from '../fault/pmd.js';
import type {Process, Vma} from '../../state/mm/process.js';
import {ensureExtent} from './extents.js';
import {insertVma} from './vma.js';
import {prepareAnonVma} from './anon-vma.js';
import {slotIn} from './find.js';
import {writePage} from '../fault/write-fault.js';

/** What a page of a region holds, by its index in the region. */
export type ContentOf = (page: number) => number;

/** Maps `pages` untouched pages as a region, at the next free address with its alignment (in pages). */
export function mapRegion(
	m: Machine,
	process: Process,
	region: {
		name: string;
		pages: number;
		alignPages: number;
		node: number;
		file: boolean;
		tagged: Array<[number, number]>;
	},
): Vma {
	const start = (Math.ceil(process.nextAddress / region.alignPages) * region.alignPages) as PageNumber;
	const end = (start + region.pages) as PageNumber;
	const slot = ensureExtent(m, process, start, end);
	const vma: Vma = {
		start,
		end,
		slot,
		mergeable: process.mergeAny,
		dontFork: false,
		locked: false,
		thp: 'none',
		protection: 'read_write',
		file: region.file,
		pageOffset: start,
		anonVma: 0,
		node: region.node,
		region: region.name,
	};
	insertVma(process, vma);
	// ksmd removes an mm without a mergeable VMA from its list; a new VMA of a merge-any process enters it again (ksm_vma_flags).
	if (process.mergeAny) ksmEnter(m, process);
	process.regions.push({
		name: region.name,
		start,
		pages: region.pages,
		inherited: false,
		tagged: region.tagged,
	});
	return vma;
}

/** Writes all of a VMA in address order. Returns how many pages could not be allocated. */
export function* fillVma(m: Machine, vma: Vma, content: ContentOf, cause: AllocCause): Steps<number> {
	const pages = vma.end - vma.start;
	prepareAnonVma(m, vma);
	reserveBlocks(
		m.frames,
		m.frames.blocks + Math.ceil(Math.min(pages, freePages(m.frames)) / PAGES_PER_THP) + 1,
	);
	for (let page = 0; page < pages;) {
		if (page > 0 && isStep(page)) yield page / pages;
		const slot = slotIn(vma, (vma.start + page) as PageNumber);
		const isThp = (slot & (PAGES_PER_THP - 1)) === 0 && faultsThp(m, vma, slot);
		const base = page;
		if (isThp && mapNewThp(m, vma, slot, (i) => content(base + i), cause)) {
			m.vm.thp_fault_alloc++;
			queueNewThp(m, m.slots.frame[slot] as Frame);
			page += PAGES_PER_THP;
			continue;
		}
		if (!writePage(m, vma, slot as Slot, content(page) as Content, cause)) return pages - page;
		page++;
	}
	return 0;
}

// Allocating pages for faults (mm/memory.c, alloc_anon_folio; mm/huge_memory.c, __do_huge_pmd_anonymous_page), mapping
// them, and counting them in the ledger. When memory is short, reclaim is tried before the fault fails.

import type {Content, Frame, Slot} from '../../base/brands.js';
import type {AllocCause} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {khugepagedEnterVma} from '../../thp/khugepaged-mms.js';
import {FRAME_TAGGED} from '../../state/mm/frames.js';
import {allocFrame, allocThp} from '../page-alloc.js';
import {addToLru} from '../reclaim/lru.js';
import {addToLruBatch, flushNewPages} from '../reclaim/lru-batch.js';
import {addMapping, mapFrame} from '../rmap/ptes.js';
import {addressOf, processOf} from '../vma/find.js';
import type {Vma} from '../../state/mm/process.js';
import {reclaimFor} from '../reclaim/reclaim.js';
import {PMD_HUGE, PMD_NONE, PMD_TABLE, PTE_PRESENT, PTE_YOUNG} from '../../state/mm/slots.js';

/** Whether the page of a slot carries MTE tags. */
function isTagged(m: Machine, slot: Slot): boolean {
	if (m.config.mte === 'off') return false;
	const address = addressOf(m, slot);
	return processOf(m, slot).regions.some(({start, tagged}) =>
		tagged.some(([from, to]) => address >= start + from && address < start + to),
	);
}

/** Takes a frame on the VMA's node, after reclaim if need be; 0 when memory is short all the same. */
export function allocateFrame(m: Machine, node: number, cause: AllocCause): Frame {
	let frame = allocFrame(m.frames, node);
	if (frame === 0 && reclaimFor(m, 1)) frame = allocFrame(m.frames, node);
	if (frame !== 0) m.ledger.allocatedPages[cause]++;
	return frame;
}

/** Maps a new base page with `content` at an empty slot; false when memory is short. It starts in the LRU-add batch. */
export function mapNewPage(m: Machine, vma: Vma, slot: Slot, content: Content, cause: AllocCause): boolean {
	const frame = allocateFrame(m, vma.node, cause);
	if (frame === 0) return false;
	m.frames.content[frame] = content;
	if (isTagged(m, slot)) m.frames.flags[frame] |= FRAME_TAGGED;
	if (m.slots.pmd[slot >>> 9] === PMD_NONE) m.slots.pmd[slot >>> 9] = PMD_TABLE;
	mapFrame(m, slot, frame);
	addToLruBatch(m, frame, vma.locked);
	return true;
}

/** Maps a new THP at an empty PMD; false when there is no room for one: the fault then falls back to a base page. */
export function mapNewThp(
	m: Machine,
	vma: Vma,
	first: Slot,
	contentAt: (page: number) => number,
	cause: AllocCause,
): boolean {
	const {frames, ledger} = m;
	khugepagedEnterVma(m, processOf(m, first), vma);
	const head = allocThp(frames, vma.node);
	if (head === 0) return false;
	ledger.allocatedPages[cause] += PAGES_PER_THP;
	for (let i = 0; i < PAGES_PER_THP; i++) frames.content[head + i] = contentAt(i);
	if (m.config.mte !== 'off') {
		for (let i = 0; i < PAGES_PER_THP; i++)
			if (isTagged(m, (first + i) as Slot)) frames.flags[head + i] |= FRAME_TAGGED;
	}
	mapThp(m, first, head);
	flushNewPages(m, vma.locked);
	addToLru(m, head);
	return true;
}

/** Maps all of a THP by a PMD at 512 empty slots. The caller puts it on the deferred split queue (queueNewThp). */
export function mapThp(m: Machine, first: Slot, head: Frame): void {
	const {slots} = m;
	const range = first >>> 9;
	slots.pmd[range] = PMD_HUGE;
	slots.present[range] = PAGES_PER_THP;
	slots.pte.fill(PTE_PRESENT | PTE_YOUNG, first, first + PAGES_PER_THP);
	for (let i = 0; i < PAGES_PER_THP; i++) {
		slots.frame[first + i] = head + i;
		addMapping(m, (first + i) as Slot, (head + i) as Frame);
	}
	const process = processOf(m, first);
	process.rssAnonPages += PAGES_PER_THP;
	process.anonHugePages += PAGES_PER_THP;
}

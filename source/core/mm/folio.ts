// What a page frame is: its folio, its block and node, what is in it and what maps it (include/linux/page-flags.h,
// include/linux/mm.h).

import type {Block, Content, Frame, Slot, StableNode} from '../base/brands.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {BLOCK_THP, FRAME_KSM, THP_PARTIALLY_MAPPED, THP_QUEUED, type Frames} from '../state/mm/frames.js';
import type {Machine} from '../state/machine.js';
import {PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';

/** The block that a frame lies in. */
export const blockOf = (frame: Frame): Block => (frame >>> 9) as Block;

/** The first frame of a block. */
export const headOf = (block: Block): Frame => (block << 9) as Frame;

/** Whether the page is part of a large folio (PageTransCompound). */
export const isLarge = (frames: Frames, page: Frame): boolean => frames.blockState[page >>> 9] === BLOCK_THP;

/** The folio of a page, by its first page (page_folio). */
export const pageFolio = (frames: Frames, page: Frame): Frame =>
	isLarge(frames, page) ? headOf(blockOf(page)) : page;

/** Pages of the folio (folio_nr_pages). */
export const folioNrPages = (frames: Frames, folio: Frame): number =>
	isLarge(frames, folio) ? PAGES_PER_THP : 1;

/** Whether a THP waits on the deferred split queue because part of it was unmapped. */
export function isQueuedPartiallyMapped(frames: Frames, head: Frame): boolean {
	const both = THP_QUEUED | THP_PARTIALLY_MAPPED;
	return (frames.blockFlags[head >>> 9] & both) === both;
}

/** The NUMA node of a page. */
export const nodeOf = (frames: Frames, page: Frame): number => frames.blockNode[page >>> 9];

/** Whether the page is a KSM page (folio_test_ksm). */
export const isKsm = (frames: Frames, page: Frame): boolean => (frames.flags[page] & FRAME_KSM) !== 0;

/** The stable node of a KSM page; 0 while it has none (folio_stable_node). */
export const stableNodeOf = (frames: Frames, page: Frame): StableNode => frames.mapping[page] as StableNode;

/** A slot that maps an ordinary anonymous page. */
export const ownerOf = (frames: Frames, page: Frame): Slot => frames.mapping[page] as Slot;

/** Extra references (pins) of a folio. */
export const pinsOf = (frames: Frames, folio: Frame): number =>
	frames.pins.size === 0 ? 0 : (frames.pins.get(folio) ?? 0);

/** What is in the page that a slot maps; 0 for the zeropage and where nothing is mapped. */
export function contentAt(m: Machine, slot: Slot): Content {
	const {pte, frame} = m.slots;
	return ((pte[slot] & PTE_KIND) === PTE_PRESENT ? m.frames.content[frame[slot]] : 0) as Content;
}

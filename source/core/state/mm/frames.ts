// Physical memory: page frames and the 2 MiB blocks they lie in (struct page, struct folio, as a structure of arrays). A
// THP takes a whole block; base pages take single frames of blocks that were broken up. Leaves out zones and orders
// between 0 and 9.

import {PAGES_PER_THP} from '../../base/page-size.js';

/** Bits of Frames.flags. This one: a KSM page (folio_test_ksm). */
export const FRAME_KSM = 1;
/** PG_mte_tagged. */
export const FRAME_TAGGED = 2;
/** PG_hwpoison. */
export const FRAME_HWPOISON = 4;
/** In the CPU's LRU-add batch, which holds a reference of its own (mm/swap.c folio_add_lru). */
export const FRAME_IN_LRU_BATCH = 8;
/** Also in the swap cache, which holds a reference. */
export const FRAME_SWAPCACHE = 16;
/** PG_referenced (mm/swap.c). */
export const FRAME_REFERENCED = 32;
/** PG_active (mm/swap.c). */
export const FRAME_ACTIVE = 64;
/** In use. */
export const FRAME_ALLOCATED = 128;

/** States of a block: Frames.blockState. This one: all 512 frames are free. */
export const BLOCK_FREE = 0;
/** Broken up into single frames. */
export const BLOCK_SINGLES = 1;
/** One large folio of order 9. */
export const BLOCK_THP = 2;

/** On the deferred split queue (folio->_deferred_list). */
export const THP_QUEUED = 1;
/** Some but not all of its pages were unmapped (folio_test_partially_mapped). */
export const THP_PARTIALLY_MAPPED = 2;

/** folio->_mm_ids: which two mms map a large folio, and how often each (see mm/rmap/mm-ids.ts). */
export interface MmIds {
	/** folio->_mm_id: process ids; -1 is none. */
	readonly mms: [number, number];
	/** folio->_mm_id_mapcount: PTEs and PMDs by which each of `mms` maps the folio. */
	readonly counts: [number, number];
	/** FOLIO_MM_IDS_SHARED_BITNUM. */
	shared: boolean;
	/** folio_large_mapcount: PTEs that map its pages, and PMDs that map the whole. */
	mappings: number;
}

/** Physical memory as a structure of arrays, by frame and by block; they grow as blocks are first used. */
export interface Frames {
	/** What is in the page: a Content. */
	content: Uint32Array;
	/** Page-table entries that map the page; a PMD counts as one for each of its 512 pages. Wider once one needs it. */
	mapCount: Uint16Array | Uint32Array;
	/** For a KSM page its stable node (0 while it has none), else a slot that maps it, from which the anon_vma is found. */
	mapping: Uint32Array;
	/** FRAME_ bits. */
	flags: Uint8Array;
	/** By block from here on: BLOCK_FREE, BLOCK_SINGLES or BLOCK_THP. */
	blockState: Uint8Array;
	/** For BLOCK_THP: THP_ bits. */
	blockFlags: Uint8Array;
	/** Free frames of a BLOCK_SINGLES. */
	blockFree: Uint16Array;
	/** For BLOCK_THP: PMDs and PTEs that map any of its pages, summed over its pages. */
	blockMapped: Uint32Array;
	/** The NUMA node of the block. */
	blockNode: Uint8Array;
	/** One bit per frame, set while the frame is free in a BLOCK_SINGLES. */
	freeBits: Uint32Array;
	/** Blocks in use or used before; the next new one has this number. Block 0 is the zeropage's. */
	blocks: number;
	/** Free whole blocks, by node; used as a stack. */
	freeBlocks: number[][];
	/** Blocks with free single frames, by node; used as a stack. */
	partialBlocks: number[][];
	/** Frames in use, by node. */
	usedPages: number[];
	/** Frames that each node has. */
	nodePages: number[];
	/** Frames that are mapped at all (NR_ANON_MAPPED). */
	mappedPages: number;
	/** Extra references (pins) by frame; of a THP by its head. Absent is 0. */
	pins: Map<number, number>;
	/** The same pins by the page through which each was taken; of a THP by its subpages. */
	pagePins: Map<number, number>;
	/** By the head of a THP that more than one mm has mapped. */
	mmIds: Map<number, MmIds>;
}

const FIRST_CAPACITY_BLOCKS = 16;

/** Physical memory of `memoryPages` pages, shared evenly among `nodes` nodes. */
export function createFrames(memoryPages: number, nodes: number): Frames {
	const capacity = FIRST_CAPACITY_BLOCKS * PAGES_PER_THP;
	const share = Math.floor(memoryPages / nodes);
	const frames: Frames = {
		content: new Uint32Array(capacity),
		mapCount: new Uint16Array(capacity),
		mapping: new Uint32Array(capacity),
		flags: new Uint8Array(capacity),
		blockState: new Uint8Array(FIRST_CAPACITY_BLOCKS),
		blockFlags: new Uint8Array(FIRST_CAPACITY_BLOCKS),
		blockFree: new Uint16Array(FIRST_CAPACITY_BLOCKS),
		blockMapped: new Uint32Array(FIRST_CAPACITY_BLOCKS),
		blockNode: new Uint8Array(FIRST_CAPACITY_BLOCKS),
		freeBits: new Uint32Array(capacity / 32),
		blocks: 1,
		freeBlocks: Array.from({length: nodes}, () => []),
		partialBlocks: Array.from({length: nodes}, () => []),
		usedPages: new Array<number>(nodes).fill(0),
		mappedPages: 0,
		nodePages: Array.from({length: nodes}, (_, node) =>
			node === 0 ? memoryPages - share * (nodes - 1) : share,
		),
		pins: new Map(),
		pagePins: new Map(),
		mmIds: new Map(),
	};
	frames.blockState[0] = BLOCK_SINGLES;
	return frames;
}

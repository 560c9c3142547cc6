// Physical memory: page frames and the 2 MiB blocks they lie in. A THP takes a whole block; base pages take single
// frames of blocks that were broken up. Leaves out zones, orders between 0 and 9, watermarks and compaction: a THP
// gets a block as long as 512 frames are free, because the numbers of frames are ours to hand out (mm/page_alloc.c).

import {invariant} from '../base/invariant.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import type {Block, Content, Frame, Slot, StableNode} from '../base/brands.js';
import {enlarged} from '../base/enlarged.js';

/** What a frame is, as bits of Frames.flags. */
export const FRAME_KSM = 1;
/** PG_mte_tagged. */
export const FRAME_TAGGED = 2;
export const FRAME_HWPOISON = 4;
/** In the CPU's LRU-add batch, which holds a reference of its own (mm/swap.c folio_add_lru). */
export const FRAME_IN_LRU_BATCH = 8;
/** Also in the swap cache, which holds a reference. */
export const FRAME_SWAPCACHE = 16;
/** PG_referenced and PG_active of mm/swap.c. */
export const FRAME_REFERENCED = 32;
export const FRAME_ACTIVE = 64;
export const FRAME_ALLOCATED = 128;

export const BLOCK_FREE = 0;
/** Broken up into single frames. */
export const BLOCK_SINGLES = 1;
/** One large folio of order 9. */
export const BLOCK_THP = 2;

/** On the deferred split queue (folio->_deferred_list). */
export const THP_QUEUED = 1;
/** Some but not all of its pages were unmapped (folio_test_partially_mapped). */
export const THP_PARTIALLY_MAPPED = 2;

export interface Frames {
	/** What is in the page. */
	content: Uint32Array;
	/** Page-table entries that map the page; a PMD counts as one for each of its 512 pages. Wider once one needs it. */
	mapCount: Uint16Array | Uint32Array;
	/** For a KSM page its stable node (0 while it has none), else a slot that maps it, from which the anon_vma is found. */
	mapping: Uint32Array;
	flags: Uint8Array;
	blockState: Uint8Array;
	/** For BLOCK_THP: THP_ bits. */
	blockFlags: Uint8Array;
	/** Free frames of a BLOCK_SINGLES. */
	blockFree: Uint16Array;
	/** For BLOCK_THP: PMDs and PTEs that map any of its pages, summed over its pages. */
	blockMapped: Uint32Array;
	blockNode: Uint8Array;
	/** One bit per frame, set while the frame is free in a BLOCK_SINGLES. */
	freeBits: Uint32Array;
	/** Blocks handed out so far; the next new one has this number. Block 0 is the zeropage's. */
	blocks: number;
	/** Free whole blocks and blocks with free single frames, by node; used as stacks. */
	freeBlocks: number[][];
	partialBlocks: number[][];
	/** Frames in use, by node, and how many a node has. */
	usedPages: number[];
	/** Frames that are mapped at all (NR_ANON_MAPPED). */
	mappedPages: number;
	nodePages: number[];
	/** Extra references (pins) by frame; of a THP by its head. Absent is 0. */
	pins: Map<number, number>;
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
	};
	frames.blockState[0] = BLOCK_SINGLES;
	return frames;
}

export const blockOf = (frame: Frame): Block => (frame >>> 9) as Block;
export const headOf = (block: Block): Frame => (block << 9) as Frame;
/** Whether the page is part of a large folio (PageTransCompound). */
export const isLarge = (frames: Frames, frame: Frame): boolean =>
	frames.blockState[frame >>> 9] === BLOCK_THP;
export const nodeOf = (frames: Frames, frame: Frame): number => frames.blockNode[frame >>> 9];
export const contentOf = (frames: Frames, frame: Frame): Content => frames.content[frame] as Content;
export const isKsm = (frames: Frames, frame: Frame): boolean => (frames.flags[frame] & FRAME_KSM) !== 0;
export const stableNodeOf = (frames: Frames, frame: Frame): StableNode => frames.mapping[frame] as StableNode;
export const ownerOf = (frames: Frames, frame: Frame): Slot => frames.mapping[frame] as Slot;
export const pinsOf = (frames: Frames, frame: Frame): number =>
	frames.pins.size === 0 ? 0 : (frames.pins.get(frame) ?? 0);

/** Pages in use on all nodes. */
export function pagesInUse(frames: Frames): number {
	return frames.usedPages.reduce((sum, pages) => sum + pages, 0);
}

/** Free pages on all nodes (nr_free_pages). */
export function freePages(frames: Frames): number {
	return frames.nodePages.reduce((sum, pages) => sum + pages, 0) - pagesInUse(frames);
}

/** Makes room for `blocks` blocks in all; a host that is filled at once asks for its room at once. */
export function reserveBlocks(frames: Frames, blocks: number): void {
	if (blocks <= frames.blockState.length) return;
	const capacity = blocks * PAGES_PER_THP;
	frames.content = enlarged(frames.content, capacity);
	frames.mapCount = enlarged(frames.mapCount, capacity);
	frames.mapping = enlarged(frames.mapping, capacity);
	frames.flags = enlarged(frames.flags, capacity);
	frames.freeBits = enlarged(frames.freeBits, capacity / 32);
	frames.blockState = enlarged(frames.blockState, blocks);
	frames.blockFlags = enlarged(frames.blockFlags, blocks);
	frames.blockFree = enlarged(frames.blockFree, blocks);
	frames.blockMapped = enlarged(frames.blockMapped, blocks);
	frames.blockNode = enlarged(frames.blockNode, blocks);
}

function takeBlock(frames: Frames, node: number): Block {
	const recycled = frames.freeBlocks[node].pop();
	if (recycled !== undefined) return recycled as Block;
	if (frames.blocks === frames.blockState.length)
		reserveBlocks(frames, frames.blocks + (frames.blocks >>> 3) + FIRST_CAPACITY_BLOCKS);
	const block = frames.blocks++;
	frames.blockNode[block] = node;
	return block as Block;
}

/** The node to take `pages` from: the preferred one, else the first with room; -1 if none has. */
function nodeWithRoom(frames: Frames, preferred: number, pages: number): number {
	const {usedPages, nodePages} = frames;
	if (usedPages[preferred] + pages <= nodePages[preferred]) return preferred;
	for (let node = 0; node < nodePages.length; node++)
		if (usedPages[node] + pages <= nodePages[node]) return node;
	return -1;
}

/**
 * Takes 512 frames in one block for a THP and returns its head, or 0 when memory is short.
 * The caller sets content, mapCount and rmap, and books the pages.
 */
export function allocThp(frames: Frames, preferredNode: number): Frame {
	const node = nodeWithRoom(frames, preferredNode, PAGES_PER_THP);
	if (node < 0) return 0 as Frame;
	const block = takeBlock(frames, node);
	frames.blockState[block] = BLOCK_THP;
	frames.blockFlags[block] = 0;
	frames.blockMapped[block] = 0;
	frames.usedPages[node] += PAGES_PER_THP;
	const head = block << 9;
	frames.flags.fill(FRAME_ALLOCATED, head, head + PAGES_PER_THP);
	return head as Frame;
}

/** Takes one frame, or returns 0 when memory is short. The caller sets content, mapCount and rmap, and books the page. */
export function allocFrame(frames: Frames, preferredNode: number): Frame {
	const node = nodeWithRoom(frames, preferredNode, 1);
	if (node < 0) return 0 as Frame;
	const partial = frames.partialBlocks[node];
	if (partial.length === 0) {
		const fresh = takeBlock(frames, node);
		frames.blockState[fresh] = BLOCK_SINGLES;
		frames.blockFree[fresh] = PAGES_PER_THP;
		frames.freeBits.fill(0xff_ff_ff_ff, fresh << 4, (fresh + 1) << 4);
		partial.push(fresh);
	}
	const block = partial[partial.length - 1];
	let word = block << 4;
	while (frames.freeBits[word] === 0) word++;
	const bit = 31 - Math.clz32(frames.freeBits[word] & -frames.freeBits[word]);
	frames.freeBits[word] &= ~(1 << bit);
	if (--frames.blockFree[block] === 0) partial.pop();
	frames.usedPages[node]++;
	const frame = (word << 5) | bit;
	frames.flags[frame] = FRAME_ALLOCATED;
	return frame as Frame;
}

/** Gives one frame of a broken-up block back. The caller has booked it and unmapped it. */
export function freeFrame(frames: Frames, frame: Frame): void {
	const block = frame >>> 9;
	invariant(
		frames.blockState[block] === BLOCK_SINGLES && (frames.flags[frame] & FRAME_ALLOCATED) !== 0,
		'a frame is freed once, as a base page',
	);
	const node = frames.blockNode[block];
	frames.flags[frame] = 0;
	frames.mapping[frame] = 0;
	frames.freeBits[frame >>> 5] |= 1 << (frame & 31);
	frames.usedPages[node]--;
	const free = ++frames.blockFree[block];
	if (free === PAGES_PER_THP) {
		// The block is whole again. It leaves the stack of partial blocks, where it is most often near the top.
		const partial = frames.partialBlocks[node];
		partial.splice(partial.lastIndexOf(block), 1);
		frames.blockState[block] = BLOCK_FREE;
		frames.freeBlocks[node].push(block);
	} else if (free === 1) {
		frames.partialBlocks[node].push(block);
	}
}

/**
 * Gives the frames of a THP that has just been broken up back, as far as their map count is 0: `count` of them. The
 * caller has booked and unmapped them.
 */
export function freeFramesOf(frames: Frames, head: Frame, count: number): void {
	const {flags, mapping, freeBits, mapCount} = frames;
	const block = blockOf(head);
	const node = frames.blockNode[block];
	frames.usedPages[node] -= count;
	if (count === PAGES_PER_THP) {
		flags.fill(0, head, head + PAGES_PER_THP);
		mapping.fill(0, head, head + PAGES_PER_THP);
		freeBits.fill(0xff_ff_ff_ff, block << 4, (block + 1) << 4);
		frames.blockFree[block] = PAGES_PER_THP;
		frames.blockState[block] = BLOCK_FREE;
		frames.freeBlocks[node].push(block);
		return;
	}
	for (let frame = head as number; frame < head + PAGES_PER_THP; frame++) {
		if (mapCount[frame] !== 0) continue;
		flags[frame] = 0;
		mapping[frame] = 0;
		freeBits[frame >>> 5] |= 1 << (frame & 31);
	}
	frames.blockFree[block] = count;
	frames.partialBlocks[node].push(block);
}

/** Gives a whole THP back. */
export function freeThp(frames: Frames, head: Frame): void {
	const block = head >>> 9;
	invariant(frames.blockState[block] === BLOCK_THP, 'a THP is freed as one');
	const node = frames.blockNode[block];
	frames.flags.fill(0, head, head + PAGES_PER_THP);
	frames.mapping.fill(0, head, head + PAGES_PER_THP);
	frames.blockState[block] = BLOCK_FREE;
	frames.blockFlags[block] = 0;
	frames.usedPages[node] -= PAGES_PER_THP;
	frames.freeBlocks[node].push(block);
}

/** Counts one more mapping of a frame; returns how many there were. */
export function raiseMapCount(frames: Frames, frame: Frame): number {
	const before = frames.mapCount[frame];
	if (before === 0xffff && frames.mapCount instanceof Uint16Array)
		frames.mapCount = Uint32Array.from(frames.mapCount);
	frames.mapCount[frame] = before + 1;
	if (before === 0) frames.mappedPages++;
	return before;
}

/** Turns a THP into 512 base pages in place (the folio split itself; __split_unmapped_folio). All stay allocated. */
export function breakUpThp(frames: Frames, head: Frame): void {
	const block = head >>> 9;
	frames.blockState[block] = BLOCK_SINGLES;
	frames.blockFlags[block] = 0;
	frames.blockFree[block] = 0;
	frames.freeBits.fill(0, block << 4, (block + 1) << 4);
}

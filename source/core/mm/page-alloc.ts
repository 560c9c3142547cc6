// Allocating and freeing frames and 2 MiB blocks (mm/page_alloc.c). A THP gets a block as long as 512 frames
// are free: frame numbers have no meaning here, so that free frames need not lie together. No compaction, no watermarks.

import {type Frames, BLOCK_THP, FRAME_ALLOCATED, BLOCK_SINGLES, BLOCK_FREE} from '../state/mm/frames.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {enlarged} from '../base/enlarged.js';
import type {Block, Frame} from '../base/brands.js';
import {invariant} from '../base/invariant.js';
import {blockOf} from './folio.js';

/** Blocks made room for beyond what is needed, besides an eighth. */
const SPARE_BLOCKS = 16;

/** Pages in use on all nodes. */
export function pagesInUse(frames: Frames): number {
	return frames.usedPages.reduce((sum, pages) => sum + pages, 0);
}

/** Free pages on all nodes (nr_free_pages). */
export function freePages(frames: Frames): number {
	return frames.nodePages.reduce((sum, pages) => sum + pages, 0) - pagesInUse(frames);
}

/** Makes room for `blocks` blocks in all; a host that is filled at once reserves them at once. */
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
		reserveBlocks(frames, frames.blocks + (frames.blocks >>> 3) + SPARE_BLOCKS);
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
 * Allocates 512 frames in one block for a THP and returns its head, or 0 when memory is short.
 * The caller sets content, mapCount and mapping, and counts the pages in the ledger.
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

/**
 * Allocates one frame, or returns 0 when memory is short. The caller sets content, mapCount and mapping, and
 * counts the page in the ledger.
 */
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

/** Frees one frame of a broken-up block. The caller has unmapped it and counted it in the ledger. */
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
	if (free === 1) frames.partialBlocks[node].push(block);
	else if (free === PAGES_PER_THP) freeBlock(frames, block as Block);
}

/** The last frame of a block has been freed: it is whole again. */
function freeBlock(frames: Frames, block: Block): void {
	const node = frames.blockNode[block];
	// It leaves the stack of partial blocks, where it is most often near the top.
	const partial = frames.partialBlocks[node];
	partial.splice(partial.lastIndexOf(block), 1);
	frames.blockState[block] = BLOCK_FREE;
	frames.freeBlocks[node].push(block);
}

/**
 * Frees those frames of a THP that has just been broken up whose map count is 0: `count` of them. The caller has unmapped
 * them and counts them in the ledger.
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

/** Frees all 512 frames of a THP. The caller has unmapped them and counts them in the ledger. */
export function freeThp(frames: Frames, head: Frame): void {
	const block = head >>> 9;
	invariant(frames.blockState[block] === BLOCK_THP, 'a THP is freed as one');
	const node = frames.blockNode[block];
	frames.flags.fill(0, head, head + PAGES_PER_THP);
	frames.mapping.fill(0, head, head + PAGES_PER_THP);
	frames.blockState[block] = BLOCK_FREE;
	frames.blockFlags[block] = 0;
	frames.mmIds.delete(head);
	frames.usedPages[node] -= PAGES_PER_THP;
	frames.freeBlocks[node].push(block);
}

/** Turns a THP into 512 base pages in place (the folio split itself; __split_unmapped_folio). All stay allocated. */
export function breakUpThp(frames: Frames, head: Frame): void {
	const block = head >>> 9;
	frames.blockState[block] = BLOCK_SINGLES;
	frames.blockFlags[block] = 0;
	frames.mmIds.delete(head);
	frames.blockFree[block] = 0;
	frames.freeBits.fill(0, block << 4, (block + 1) << 4);
}

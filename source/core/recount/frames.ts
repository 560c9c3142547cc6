// Recounts the mappings of every frame from the page tables, and the frames in use.

import type {Machine} from '../state/machine.js';
import {BLOCK_SINGLES, BLOCK_THP, FRAME_ALLOCATED, FRAME_KSM, FRAME_SWAPCACHE} from '../state/mm/frames.js';
import {pagesInUse} from '../mm/page-alloc.js';
import {PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import type {ExpectEqual} from './expect-equal.js';

/** Map counts, owners, used frames and free frames of blocks. */
export function recountFrames(m: Machine, expectEqual: ExpectEqual): void {
	const {frames, slots} = m;
	const total = frames.blocks * PAGES_PER_THP;
	const mapped = new Uint32Array(total);
	for (let slot = PAGES_PER_THP; slot < slots.ranges * PAGES_PER_THP; slot++) {
		if ((slots.pte[slot] & PTE_KIND) === PTE_PRESENT) mapped[slots.frame[slot]]++;
	}
	let inUse = 0;
	let mappedFrames = 0;
	let wrong = 0;
	let lost = 0;
	let badOwners = 0;
	for (let frame = PAGES_PER_THP; frame < total; frame++) {
		const block = frame >>> 9;
		const allocated = (frames.flags[frame] & FRAME_ALLOCATED) !== 0;
		if (allocated) inUse++;
		if (mapped[frame] > 0) mappedFrames++;
		if (mapped[frame] !== (allocated ? frames.mapCount[frame] : 0)) wrong++;
		const isHeld = frames.blockState[block] === BLOCK_THP || (frames.flags[frame] & FRAME_SWAPCACHE) !== 0;
		if (allocated && mapped[frame] === 0 && !isHeld) lost++;
		const owner = frames.mapping[frame];
		if (
			allocated &&
			mapped[frame] > 0 &&
			(frames.flags[frame] & FRAME_KSM) === 0 &&
			slots.frame[owner] !== frame
		)
			badOwners++;
	}
	expectEqual('frames in use', pagesInUse(frames), inUse);
	expectEqual('frames mapped', frames.mappedPages, mappedFrames);
	expectEqual('frames with a wrong map count', 0, wrong);
	expectEqual('base pages in use that nothing maps', 0, lost);
	expectEqual('pages whose rmap does not lead to a mapping', 0, badOwners);
	let wrongBlocks = 0;
	for (let block = 1; block < frames.blocks; block++) {
		const first = block * PAGES_PER_THP;
		let maps = 0;
		let free = 0;
		for (let frame = first; frame < first + PAGES_PER_THP; frame++) {
			maps += mapped[frame];
			if ((frames.flags[frame] & FRAME_ALLOCATED) === 0) free++;
		}
		if (frames.blockState[block] === BLOCK_THP && (maps !== frames.blockMapped[block] || maps === 0))
			wrongBlocks++;
		if (frames.blockState[block] === BLOCK_SINGLES && free !== frames.blockFree[block]) wrongBlocks++;
	}
	expectEqual('blocks with wrong counts', 0, wrongBlocks);
}

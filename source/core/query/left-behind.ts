// What memory still holds that could have been freed: zero-filled pages, in memory and in swap.

import {isSwapZero} from '../mm/swap/swap-space.js';
import {BLOCK_FREE, FRAME_ALLOCATED} from '../state/mm/frames.js';
import {readable, type ReadonlyMachine} from './readonly-machine.js';

/** Allocated pages whose content is all zero. Walks all of memory. */
export function zeroFilledPages({frames}: ReadonlyMachine): number {
	let found = 0;
	for (let block = 1; block < frames.blocks; block++) {
		if (frames.blockState[block] === BLOCK_FREE) continue;
		for (let frame = block << 9; frame < (block + 1) << 9; frame++)
			if (frames.content[frame] === 0 && (frames.flags[frame] & FRAME_ALLOCATED) !== 0) found++;
	}
	return found;
}

/** Swap slots that zero-filled pages take. */
export function zeroFilledSwapSlots(m: ReadonlyMachine): number {
	const {next} = m.reclaim.swap;
	let found = 0;
	for (let slot = 1; slot < next; slot++) if (isSwapZero(readable(m), slot)) found++;
	return found;
}

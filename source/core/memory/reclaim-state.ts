// State of reclaim and swap.

import {createSwapSpace, type SwapSpace} from './swap-space.js';

export interface Reclaim {
	/** Reclaim is at work: an action asks for pages, or an allocation found none. */
	active: boolean;
	readonly swap: SwapSpace;
}

export function createReclaim(): Reclaim {
	return {active: false, swap: createSwapSpace()};
}

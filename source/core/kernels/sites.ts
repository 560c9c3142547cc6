// Which split sites ask for the zeropage remap, as records that the kernels are written with.

import {SPLIT_SITES, type SplitSite} from './kernel.js';

/** For each split site, whether it asks for the remap (Kernel.remap). */
export type Remap = Readonly<Record<SplitSite, boolean>>;

/** Every site asks, but for those named. */
export function allBut(...refused: readonly SplitSite[]): Remap {
	return Object.fromEntries(SPLIT_SITES.map((site) => [site, !refused.includes(site)])) as Remap;
}

/** No site asks, but for those named. */
export function onlyBy(...asking: readonly SplitSite[]): Remap {
	return Object.fromEntries(SPLIT_SITES.map((site) => [site, asking.includes(site)])) as Remap;
}

// The action mremap (mm/mremap.c): over part of the same region (MREMAP_FIXED), or to a new address. The length never
// changes. Beside the pages, which mm/mremap.ts moves, the names of regions follow.

import type {Steps} from '../base/steps.js';
import type {PageNumber} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import type {Machine} from '../state/machine.js';
import {claimedPages, claimHostMemory} from '../mm/host-memory.js';
import {moveRange, nextAddressFor} from '../mm/mremap.js';
import type {Reach} from './targets.js';

/**
 * Moves the range to page `to.page` of its region, whatever is mapped there, or to a new address. A region that moves
 * as a whole keeps its name; of a part that moves to a new address the new region is called "<name>-moved".
 */
export function* move(
	m: Machine,
	{process, region, from, to}: Reach,
	target: {readonly page: number} | null,
): Steps<Errno | undefined> {
	const pages = to - from;
	claimHostMemory(m, `mremap of ${region.name}`, {pages: claimedPages(pages), vmas: 1, processes: 0});
	if (target !== null) {
		const errno = yield* moveRange(m, process, from, to, (region.start + target.page) as PageNumber);
		if (errno === undefined) region.pages = Math.max(region.pages, target.page + pages);
		return errno;
	}
	const address = nextAddressFor(process, from);
	const errno = yield* moveRange(m, process, from, to, address);
	if (errno !== undefined) return errno;
	if (pages === region.pages) region.start = address;
	else process.regions.push({...region, name: `${region.name}-moved`, start: address, pages, tagged: []});
	return undefined;
}

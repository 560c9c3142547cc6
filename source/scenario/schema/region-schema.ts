// The fields of a region: a run of addresses that is mapped, advised and filled.

import type {z} from 'zod';
import {REGION_ADVICES} from '../../core/index.js';
import {fill} from './fill-schema.js';
import {fields, identifier, integer, leaf, listOf, range, size, word} from './leaves.js';
import {MAX_NODES, MAX_PAGES, MAX_SIZE_WORDS} from '../base/limits.js';

const powerOfTwo = size(1, 2 ** 18, '1GiB').refine((pages) => Number.isInteger(Math.log2(pages)), {
	error: 'an alignment is a power of two',
});

/** How a region is mapped. Shared mappings are named only to say that there are none. */
const mapping = leaf<'anonymous' | 'private_file'>((value) => {
	if (value === 'anonymous' || value === 'private_file') return {value};
	const isShared = value === 'shared' || value === 'shared_file' || value === 'shmem';
	return {
		refused: isShared
			? 'shared mappings are not modelled: KSM never looks at them (VM_SHARED)'
			: 'no such mapping',
		allowed: 'anonymous, private_file',
	};
});

/** The fields of a region but its name: `mmap` of a timeline has them too. */
export const regionFields = {
	size: size(1, MAX_PAGES, MAX_SIZE_WORDS),
	align: powerOfTwo.optional(),
	node: integer(0, MAX_NODES - 1).default(0),
	mapping: mapping.default('anonymous'),
	advice: listOf(word(REGION_ADVICES), 16).default([]),
	tagged: listOf(range, 10_000).default([]),
	fill: fill.optional(),
};

/** An item of a process's `regions`. */
export const region = fields('a region', {name: identifier, ...regionFields});
/** A region, checked; sizes in pages. */
export type RegionData = z.output<typeof region>;

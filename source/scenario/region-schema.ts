// The fields of a region: a run of addresses that is mapped, advised and filled.

import type {z} from 'zod';
import {fill} from './fill-schema.js';
import {fields, identifier, integer, listOf, range, size, word} from './leaves.js';
import {MAX_NODES, MAX_PAGES, MAX_SIZE_WORDS} from './limits.js';

const powerOfTwo = size(1, 2 ** 18, '1GiB').refine((pages) => Number.isInteger(Math.log2(pages)), {
	error: 'an alignment is a power of two',
});

/** Advice that a region can have from the start. */
export const REGION_ADVICE = [
	'mergeable',
	'unmergeable',
	'hugepage',
	'nohugepage',
	'dontfork',
	'dofork',
] as const;

export const regionFields = {
	size: size(1, MAX_PAGES, MAX_SIZE_WORDS),
	align: powerOfTwo.optional(),
	node: integer(0, MAX_NODES - 1).default(0),
	advice: listOf(word(REGION_ADVICE), 16).default([]),
	tagged: listOf(range, 10_000).default([]),
	fill: fill.optional(),
};

export const region = fields('a region', {name: identifier, ...regionFields});
export type RegionData = z.output<typeof region>;

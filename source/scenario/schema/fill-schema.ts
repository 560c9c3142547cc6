// The contents of a region's pages as a preset gives them. A fill is one of the words `zero` and `unique`, or a map with
// exactly one of the fields below.

import {z} from 'zod';
import {decimal, duration, fields, identifier, integer, leaf, size} from './leaves.js';
import {MAX_CONTENT, MAX_PAGES, MAX_SIZE_WORDS} from '../base/limits.js';

/** A run of pages of a pattern. */
export interface Run {
	/** zero; one content for all; consecutive contents, the same in each repeat; or new ones in each repeat. */
	readonly kind: 'zero' | 'content' | 'contents' | 'unique';
	/** Pages, > 0. */
	readonly count: number;
	/** First content; of `content` the content; null: a range of its own. */
	readonly from: number | null;
}

/** A checked fill, by its kind; `from` is null where contents are to be allocated, and numbers of pages are > 0. */
export type Fill =
	| {readonly kind: 'zero'}
	| {readonly kind: 'content'; readonly content: number}
	| {readonly kind: 'unique'; readonly from: number | null}
	| {readonly kind: 'groups'; readonly of: number; readonly from: number | null}
	| {readonly kind: 'pool'; readonly contents: number}
	| {readonly kind: 'mix'; readonly parts: ReadonlyArray<{readonly share: number; readonly fill: Fill}>}
	| {readonly kind: 'pattern'; readonly runs: readonly Run[]}
	| {readonly kind: 'thps'; readonly fills: readonly Fill[]}
	| {readonly kind: 'image'; readonly name: string; readonly pages: number; readonly rest: Fill}
	| {readonly kind: 'volatile'; readonly everyNs: number; readonly fraction: number; readonly fill: Fill};

const MAX_PARTS = 10_000;
const MAX_RUNS = 500_000;

const content = integer(0, MAX_CONTENT);
const pages = integer(1, MAX_PAGES);
const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Exactly one of the fields of `shape` must be given; `make` turns it into what is compiled. */
function oneOf<Shape extends Record<string, z.ZodType>, Made>(
	what: string,
	shape: Shape,
	make: (given: {[Name in keyof Shape]?: z.output<Shape[Name]>}) => Made | undefined,
	beside: readonly string[] = [],
): z.ZodType<Made> {
	const names = Object.keys(shape).filter((name) => !beside.includes(name));
	const optional = Object.fromEntries(
		Object.entries(shape).map(([name, schema]) => [name, schema.optional()]),
	);
	return fields(what, optional).transform((given, context) => {
		const chosen = Object.keys(given).filter((name) => names.includes(name));
		const made =
			chosen.length === 1 ? make(given as {[Name in keyof Shape]?: z.output<Shape[Name]>}) : undefined;
		if (made !== undefined) return made;
		// An unknown field has been noted already.
		if (context.issues.length > 0) return z.NEVER;
		const message =
			chosen.length > 1 ? `${what} is one thing, not ${chosen.join(' and ')}` : `${what} is missing`;
		context.addIssue({code: 'custom', message, params: {allowed: `one of ${names.join(', ')}`}});
		return z.NEVER;
	}) as unknown as z.ZodType<Made>;
}

const from = content.optional();

const run: z.ZodType<Run> = oneOf<Record<string, z.ZodType>, Run>(
	'a run of a pattern',
	{
		zero: pages,
		contents: fields('contents', {from, count: pages}),
		unique: fields('unique', {from, count: pages}),
		content,
		count: pages,
	},
	(given) => {
		const {
			zero,
			contents,
			unique,
			content: same,
			count,
		} = given as {
			zero?: number;
			contents?: {from?: number; count: number};
			unique?: {from?: number; count: number};
			content?: number;
			count?: number;
		};
		if (count !== undefined && same === undefined) return undefined;
		if (zero !== undefined) return {kind: 'zero', count: zero, from: 0};
		if (contents !== undefined) return {kind: 'contents', count: contents.count, from: contents.from ?? null};
		if (unique !== undefined) return {kind: 'unique', count: unique.count, from: unique.from ?? null};
		return {kind: 'content', count: count ?? 1, from: same as number};
	},
	['count'],
);

const nothing = leaf<true>((value) =>
	value === true || value === null || value === 1
		? {value: true}
		: {refused: 'zero takes no value here', allowed: 'zero'},
);

const listed = <Item extends z.ZodType>(
	what: string,
	item: Item,
	max: number,
): z.ZodType<Array<z.output<Item>>> =>
	z
		.array(item, {error: `${what} is a list`})
		.min(1, {error: `${what} is an empty list`})
		.max(max, {error: `${what} is too long a list, at most ${max}`}) as unknown as z.ZodType<
		Array<z.output<Item>>
	>;

/** Turns words and bare values into the map that they abbreviate. */
function widen(value: unknown): unknown {
	if (value === 'zero' || value === 0) return {zero: true};
	if (value === 'unique') return {unique: {}};
	return isPlain(value) && value['unique'] === null ? {...value, unique: {}} : value;
}

const mixPart = z.lazy(() => fields('a part of a mix', {share: decimal(0, 1), fill}));
const lazyFill: z.ZodType<Fill> = z.lazy(() => fill);

/** A fill. Shares of a mix must sum to 1. */
export const fill: z.ZodType<Fill> = z.preprocess(
	widen,
	oneOf<Record<string, z.ZodType>, Fill>(
		'a fill',
		{
			zero: nothing,
			content,
			unique: fields('unique', {from}),
			groups: fields('groups', {of: pages, from}),
			pool: fields('pool', {contents: pages}),
			mix: listed('a mix', mixPart, MAX_PARTS).refine(
				(parts) =>
					Math.abs((parts as Array<{share: number}>).reduce((sum, part) => sum + part.share, 0) - 1) < 1e-6,
				{error: 'the shares of a mix must sum to 1'},
			),
			pattern: listed('a pattern', run, MAX_RUNS),
			thps: listed('thps', lazyFill, MAX_PARTS),
			image: fields('an image', {
				name: identifier,
				size: size(1, MAX_PAGES, MAX_SIZE_WORDS),
				rest: lazyFill.optional(),
			}),
			volatile: fields('volatile', {
				every: duration(1_000_000),
				fraction: decimal(0, 1),
				fill: lazyFill.optional(),
			}),
		},
		(given) => {
			// oxlint-disable-next-line typescript/no-explicit-any
			const g = given as Record<string, any>;
			if (g['zero']) return {kind: 'zero'};
			if (g['content'] !== undefined)
				return g['content'] === 0 ? {kind: 'zero'} : {kind: 'content', content: g['content']};
			if (g['unique']) return {kind: 'unique', from: g['unique'].from ?? null};
			if (g['groups']) return {kind: 'groups', of: g['groups'].of, from: g['groups'].from ?? null};
			if (g['pool']) return {kind: 'pool', contents: g['pool'].contents};
			if (g['mix']) return {kind: 'mix', parts: g['mix']};
			if (g['pattern']) return {kind: 'pattern', runs: g['pattern']};
			if (g['thps']) return {kind: 'thps', fills: g['thps']};
			if (g['image'])
				return {
					kind: 'image',
					name: g['image'].name,
					pages: g['image'].size,
					rest: g['image'].rest ?? {kind: 'zero'},
				};
			const {every, fraction, fill: first} = g['volatile'];
			return {kind: 'volatile', everyNs: every, fraction, fill: first ?? {kind: 'unique', from: null}};
		},
	),
) as unknown as z.ZodType<Fill>;

// The fields of a preset but for its timeline and its fills.

import {z} from 'zod';
import {KERNEL_CHANGES, KERNEL_VERSIONS, SPLIT_SITES} from '../../core/index.js';
import {
	boolean,
	decimal,
	duration,
	fields,
	identifier,
	integer,
	leaf,
	listOf,
	prose,
	size,
	sysfsText,
	word,
} from './leaves.js';
import {
	MAX_EXPECTATIONS,
	MAX_KERNELS,
	MAX_NODES,
	MAX_PAGES,
	MAX_PROCESSES,
	MAX_REGIONS,
	MAX_SEED,
	MAX_SIZE_WORDS,
	MAX_TIMELINE,
} from '../base/limits.js';
import {region} from './region-schema.js';
import {timelineEntry} from './timeline-schema.js';
import {MAX_WATCHED} from '../base/limits.js';

const machine = fields('machine', {
	memory: size(1, MAX_PAGES, MAX_SIZE_WORDS).default(2 ** 20),
	swap: size(0, MAX_PAGES, MAX_SIZE_WORDS).default(0),
	hz: leaf<number>((value) =>
		value === 100 || value === 250 || value === 300 || value === 1000
			? {value}
			: {refused: 'not a frequency of the timer', allowed: '100, 250, 300 or 1000'},
	).default(250),
	nodes: integer(1, MAX_NODES).default(1),
	thp: word(['madvise', 'always', 'never']).default('madvise'),
	khugepaged: word(['asleep', 'awake']).default('asleep'),
	mte: word(['off', 'before-fix', 'zeropage-flagged', 'fixed', 'skip-folio', 'ask-page']).default('off'),
	rmap_walk: word(['full', 'address', 'stored']).default('full'),
	missed_mapping: word(['reported', 'derived']).default('reported'),
	ksm_pages_old: boolean.default(false),
	min_free: size(1, MAX_PAGES, MAX_SIZE_WORDS).optional(),
	watermark_scale_factor: integer(1, 3000).default(10),
	ksm_age: word([...KERNEL_VERSIONS]).default('6.12'),
	early_exit_511: boolean.default(true),
	cost_scale: decimal(1e-6, 1e6).default(1),
});

const ownKernel = fields('a kernel of your own', {
	id: identifier.optional(),
	base: identifier,
	remap: fields(
		'remap',
		Object.fromEntries(SPLIT_SITES.map((site) => [site, boolean.optional()])),
	).optional(),
	spares_mergeable: boolean.optional(),
	needs_shrink_underused: boolean.optional(),
	check_zeropage: boolean.optional(),
	erase_stale: boolean.optional(),
	skip_huge: word(['never', 'knob', 'unless-pressure']).optional(),
	shrink_underused_thps: boolean.optional(),
	note_zero_swap: boolean.optional(),
	about: prose(1000).optional(),
	source: prose(1000).optional(),
} satisfies Record<'id' | 'base' | (typeof KERNEL_CHANGES)[number], z.ZodType>);

/** The name of one that ships, or one derived from another. */
const kernel = z.preprocess(
	(value) => (typeof value === 'string' ? {base: value} : value),
	ownKernel,
) as unknown as typeof ownKernel;

const process = fields('a process', {
	name: identifier,
	count: integer(1, MAX_PROCESSES).default(1),
	merge_any: boolean.default(false),
	regions: z
		.array(region, {error: 'regions is a list'})
		.max(MAX_REGIONS, {error: `too many regions, at most ${MAX_REGIONS}`})
		.default([]),
});
/** An item of `processes`, checked. */
export type ProcessData = z.output<typeof process>;

const number = leaf<number>((value) => {
	if (typeof value === 'boolean') return {value: Number(value)};
	return typeof value === 'number' && Number.isFinite(value) ? {value} : {refused: 'not a number'};
});
/** A figure's value: a number, or a time as a duration. */
const figureValue = leaf<number>((value) => {
	const text = duration().safeParse(value);
	if (typeof value === 'string' && text.success) return {value: text.data};
	const plain = number.safeParse(value);
	return plain.success
		? {value: plain.data}
		: {refused: 'not a number', allowed: 'a number, or a duration for a time'};
});
const pair = z
	.array(figureValue, {error: 'between is a list of two numbers'})
	.length(2, {error: 'between is a list of two numbers'})
	.refine(([low, high]) => low <= high, {error: 'between has the smaller number first'});

const tests = {
	equals: figureValue.optional(),
	at_least: figureValue.optional(),
	at_most: figureValue.optional(),
	between: pair.optional(),
};

/** An absolute amount, or a share of what is expected: 5%. */
const tolerance = leaf<{absolute: number; share: number}>((value) => {
	if (typeof value === 'number' && value >= 0 && value < 1e15) return {value: {absolute: value, share: 0}};
	const share = typeof value === 'string' ? /^(\d{1,3}(?:\.\d{1,6})?)\s*%$/.exec(value.trim()) : null;
	if (share) return {value: {absolute: 0, share: Number(share[1]) / 100}};
	return {refused: 'not a tolerance', allowed: 'an amount such as 2, or a share such as 5%'};
});

const expectation = fields('an expectation', {
	kernel: listOf(identifier, 64).optional(),
	name: identifier,
	process: identifier.optional(),
	...tests,
	ratio_to: fields('ratio_to', {kernel: identifier, name: identifier.optional(), ...tests}).optional(),
	tolerance: tolerance.optional(),
	at: duration().optional(),
	when: prose(2000).optional(),
	source: prose(1000).default(''),
});
/** An item of `expect`, checked; `at` in ns. */
export type ExpectationData = z.output<typeof expectation>;

const PARAM_NAME = /^[a-z][a-z\d_]{0,31}$/;
const PARAM_ADVICE = 'the name of a parameter is up to 32 of a to z, digits and _, a letter first';
/** What `${name}` stands for: a number or a short text, which cannot itself refer to a parameter. */
const paramValue = leaf<string>((value) => {
	if (typeof value === 'number' && Number.isFinite(value)) return {value: String(value)};
	return typeof value === 'string' && value.length <= 100 && !value.includes('${')
		? {value}
		: {
				refused: 'not a value of a parameter',
				allowed: 'a number, or a text of up to 100 characters without ${',
			};
});

/** A map from names to what is written; the names are checked later, against the knobs. */
const knobMap = z.record(z.string(), sysfsText, {error: 'a map of knobs'});

/** All fields of a preset, with their defaults; what they mean is in presets/README.md. */
export const presetSchema = fields('a preset', {
	name: prose(200).optional(),
	about: prose(4000).default(''),
	source: prose(4000).default(''),
	params: z
		.record(z.string().regex(PARAM_NAME, {error: PARAM_ADVICE}), paramValue, {error: 'a map of parameters'})
		.default({}),
	seed: integer(0, MAX_SEED).default(1),
	kernels: listOf(kernel, MAX_KERNELS).default([]),
	machine: machine.prefault({}),
	knobs: knobMap.default({}),
	processes: z
		.array(process, {error: 'processes is a list'})
		.max(MAX_PROCESSES, {error: `too many processes, at most ${MAX_PROCESSES}`})
		.default([]),
	timeline: z
		.array(timelineEntry, {error: 'timeline is a list'})
		.max(MAX_TIMELINE, {error: `too long a timeline, at most ${MAX_TIMELINE} entries`})
		.default([]),
	until: prose(2000).optional(),
	check: word(['always', 'named']).default('always'),
	watch: listOf(identifier, MAX_WATCHED).default([]),
	chart: identifier.optional(),
	expect: z
		.array(expectation, {error: 'expect is a list'})
		.max(MAX_EXPECTATIONS, {error: `too many expectations, at most ${MAX_EXPECTATIONS}`})
		.default([]),
});
/** A preset whose fields are valid one by one; names are checked when it is compiled. */
export type PresetData = z.output<typeof presetSchema>;

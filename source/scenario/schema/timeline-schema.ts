// The fields of a timeline entry: when it fires, what happens in the machine, what the viewer is asked for. Names of
// knobs, processes and regions are checked when the entry is compiled.

import {z} from 'zod';
import {ADVICES, ERRNOS, PROTECTIONS, type Errno} from '../../core/index.js';
import {fill} from './fill-schema.js';
import {
	boolean,
	duration,
	fields,
	identifier,
	integer,
	leaf,
	listOf,
	prose,
	range,
	size,
	sysfsText,
	word,
} from './leaves.js';
import {regionFields, type RegionData} from './region-schema.js';
import {MAX_NODES, MAX_PAGES, MAX_PROCESSES, MAX_SIZE_WORDS} from '../base/limits.js';

const target = {process: identifier.optional(), region: identifier, range: range.optional()};
const bare = fields('a target', target);

/** A process by name, or in a map. */
const named = z.preprocess(
	(value) => (typeof value === 'string' || typeof value === 'number' ? {process: value} : value),
	fields('a process', {process: identifier}),
) as unknown as z.ZodType<{process: string}>;

/** Pages as a plain number, or a size. */
const pageCount = leaf<number>((value) => {
	if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_PAGES) return {value};
	const sized = typeof value === 'string' ? size(1, MAX_PAGES, MAX_SIZE_WORDS).safeParse(value) : undefined;
	return sized?.success
		? {value: sized.data}
		: {refused: 'not a number of pages', allowed: 'a whole number of pages, or a size'};
});

/** A region and whose it is; its name as `name` or `region`, or all of it as a map under `region`. */
const mapped = z.preprocess(
	(value) => {
		const given = value as Record<string, unknown>;
		if (typeof value !== 'object' || value === null || !('region' in value)) return value;
		const {region, ...rest} = given;
		return typeof region === 'object' && region !== null ? {...rest, ...region} : {...rest, name: region};
	},
	fields('mmap', {process: identifier.optional(), name: identifier, ...regionFields}),
) as unknown as z.ZodType<RegionData & {process?: string}>;

/** The schema of each action, by its field in an entry. */
export const actionFields = {
	set: z.record(z.string(), sysfsText, {error: 'set is a map of knobs'}),
	write: fields('write', {...target, fill}),
	read: bare,
	madvise: fields('madvise', {...target, advice: listOf(word(ADVICES), 16)}),
	process_madvise: fields('process_madvise', {...target, advice: listOf(word(ADVICES), 16)}),
	mprotect: fields('mprotect', {...target, protection: word(PROTECTIONS)}),
	mmap: mapped,
	munmap: bare,
	mremap: fields('mremap', {...target, to: size(0, MAX_PAGES, MAX_SIZE_WORDS).nullable().optional()}),
	fork: fields('fork', {
		process: identifier.optional(),
		name: identifier,
		count: integer(1, MAX_PROCESSES).default(1),
	}),
	start: named,
	exec: named,
	exit: named,
	prctl: fields('prctl', {process: identifier.optional(), merge_any: boolean}),
	pressure: fields('pressure', {pages: pageCount.optional(), until: prose(2000).optional()}),
	drop_caches: integer(1, 3),
	collapse: bare,
	migrate: fields('migrate', {...target, node: integer(0, MAX_NODES - 1)}),
	split: bare,
	pin: bare,
	unpin: bare,
	mlock: bare,
	munlock: bare,
} as const;

/** A key of actionFields. */
export type ActionName = keyof typeof actionFields;
/** What each action's field holds, checked. */
export type ActionData = {[Name in ActionName]: z.output<(typeof actionFields)[Name]>};

/** How fast simulated time passes: seconds per second, or max. */
const speed = leaf<number>((value) => {
	if (value === 'max') return {value: Infinity};
	return typeof value === 'number' && value > 0 && value <= 1e9
		? {value}
		: {refused: 'not a speed', allowed: 'simulated seconds per second, more than 0, or max'};
});

const errno = word(Object.keys(ERRNOS) as Errno[]);
const optional = Object.fromEntries(
	Object.entries(actionFields).map(([name, schema]) => [name, (schema as z.ZodType).optional()]),
) as unknown as {[Name in ActionName]: z.ZodOptional<(typeof actionFields)[Name]>};

/** An item of `timeline`, and a command of a session. */
export const timelineEntry = fields('a timeline entry', {
	at: duration().optional(),
	when: prose(2000).optional(),
	...optional,
	fails: errno.optional(),
	speed: speed.optional(),
	pause: boolean.optional(),
	mark: prose(200).optional(),
	caption: prose(1000).optional(),
});
/** An entry, checked; `at` in ns. */
export type EntryData = z.output<typeof timelineEntry>;

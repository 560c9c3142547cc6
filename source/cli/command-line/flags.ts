// Every flag, a row each: how it is written, what it takes, what becomes of it among the options. The parser, --help,
// the man page, the completions and the error messages are made from this table; which command knows which flag is said
// by the command (commands/).

import {MAX_SEED} from '../../scenario/base/limits.js';
import * as values from './flag-values.js';
import type {Parse} from './flag-values.js';

/** What a shell may complete a value to, beside a list of words. */
export type Words = 'files' | 'formats' | 'kernels' | 'knobs' | 'presets' | 'names';

interface Row {
	readonly name: string;
	/** Its name among the options. */
	readonly option: string;
	/** What its value looks like; absent: a switch. */
	readonly value?: string;
	readonly repeatable?: boolean;
	readonly words?: Words | readonly string[];
	readonly about: string;
	/** Makes the option of what was given; `texts` has an entry for each time the flag was given with a value. */
	readonly read: (texts: readonly string[], given: boolean, flag: string) => unknown;
}

const optional =
	<Value>(parse: Parse<Value>) =>
	([text]: readonly string[], _given: boolean, flag: string): Value | undefined =>
		text === undefined ? undefined : parse(text, flag);

const defaulting =
	<Value>(parse: Parse<Value>, otherwise: Value) =>
	([text]: readonly string[], _given: boolean, flag: string): Value =>
		text === undefined ? otherwise : parse(text, flag);

const all =
	<Value>(parse: Parse<Value>) =>
	(texts: readonly string[], _given: boolean, flag: string): readonly Value[] =>
		texts.map((text) => parse(text, flag));

const given = (_texts: readonly string[], isGiven: boolean): boolean => isGiven;
const notGiven = (_texts: readonly string[], isGiven: boolean): boolean => !isGiven;

const DAY_NS = 86_400e9;
const SECOND_NS = 1_000_000_000;

export const FLAGS = [
	{
		name: 'kernel',
		option: 'kernel',
		value: '<id>',
		words: 'kernels',
		about: 'the kernel to run',
		read: optional(values.asWritten),
	},
	{
		name: 'kernels',
		option: 'kernels',
		value: '<id,id,...>',
		words: 'kernels',
		about: 'the kernels to run side by side',
		read: optional(values.list),
	},
	{
		name: 'set',
		option: 'sets',
		value: '<knob>=<value>',
		repeatable: true,
		words: 'knobs',
		about: 'a knob at the start, over the preset',
		read: all(values.setting),
	},
	{
		name: 'param',
		option: 'params',
		value: '<name>=<value>',
		repeatable: true,
		about: 'a parameter of the preset, over its own value',
		read: all(values.parameter),
	},
	{
		name: 'seed',
		option: 'seed',
		value: '<n>',
		about: 'seed of everything that is drawn',
		read: optional(values.whole(0, MAX_SEED)),
	},
	{
		// As written; names in it can only be checked once the preset is known.
		name: 'until',
		option: 'until',
		value: '<condition>',
		about: "when a run ends, as full_scans>=2 or 'time>=60s or mainline:freed_pages.split_remap>0'",
		read: optional(values.asWritten),
	},
	{
		name: 'limit',
		option: 'limitNs',
		value: '<duration>',
		about: 'simulated time after which to give up; default 24h',
		read: defaulting(values.durationNs, DAY_NS),
	},
	{
		name: 'wall-limit',
		option: 'wallLimitNs',
		value: '<duration>',
		about: 'wall-clock time after which to stop and report what there is; default none',
		read: optional(values.durationNs),
	},
	{
		name: 'every',
		option: 'every',
		value: '<duration>|wakeup|pass',
		words: ['wakeup', 'pass'],
		about: 'take rows of all counters at this interval',
		read: optional(values.interval),
	},
	{
		name: 'wakeup-log',
		option: 'wakeupLog',
		about: 'every wakeup as run lengths: pages scanned and freed',
		read: given,
	},
	{
		name: 'record',
		option: 'record',
		value: '<file>',
		words: 'files',
		about: 'write a run file that replay runs again',
		read: optional(values.asWritten),
	},
	{
		name: 'format',
		option: 'format',
		value: '<format>',
		words: 'formats',
		about: 'how to print it',
		read: optional(values.format),
	},
	{
		name: 'events',
		option: 'events',
		value: '<file>',
		words: 'files',
		about: 'write the events as JSON lines; - for stdout',
		read: optional(values.asWritten),
	},
	{
		name: 'output',
		option: 'output',
		value: '<file>',
		words: 'files',
		about: 'write to a file, which appears whole or not at all',
		read: optional(values.asWritten),
	},
	{
		name: 'from',
		option: 'from',
		value: '<file|->',
		words: 'files',
		about: 'a recording of another machine, as its reproducer printed it; - for standard input',
		read: optional(values.asWritten),
	},
	{
		name: 'identify',
		option: 'identify',
		about: 'run the fewest presets that tell kernels apart, and say which kernel this is',
		read: given,
	},
	{
		name: 'interval',
		option: 'intervalNs',
		value: '<duration>',
		about: 'how often the machine is read, 100ms to 1h; default 1s',
		read: defaulting(values.sampleInterval, SECOND_NS),
	},
	{
		name: 'count',
		option: 'count',
		value: '<n>',
		about: 'snapshots to print, 0 until interrupted; default 1. The first has no rates',
		read: optional(values.whole(0, 1_000_000_000)),
	},
	{
		name: 'root',
		option: 'root',
		value: '<dir>',
		words: 'files',
		about: 'a folder with the sys and proc of a machine, as a support dump has them, instead of this one',
		read: optional(values.asWritten),
	},
	{
		name: 'write',
		option: 'write',
		about: 'let the knob keys write the real files of this machine; needs root',
		read: given,
	},
	{
		name: 'vary',
		option: 'vary',
		value: '<name>=<a,b,c>',
		repeatable: true,
		words: 'knobs',
		about: 'values to try, of a knob or a parameter of the preset',
		read: all(values.variation),
	},
	{
		name: 'repeat',
		option: 'repeat',
		value: '<n>',
		about: 'seeds to run each combination with',
		read: defaulting(values.whole(1, 10_000), 1),
	},
	{
		name: 'shard',
		option: 'shard',
		value: '<i/n>',
		about: 'run only the i-th of n equal parts',
		read: optional(values.shard),
	},
	{
		name: 'list',
		option: 'list',
		about: 'print a command line for each combination, and run none',
		read: given,
	},
	{
		name: 'merge',
		option: 'merge',
		about: 'put parts together: files of --format ndjson are named instead of a preset',
		read: given,
	},
	{
		name: 'speed',
		option: 'speed',
		value: '<x>|max',
		words: ['max'],
		about: 'simulated seconds per second',
		read: optional(values.speed),
	},
	{
		name: 'fps',
		option: 'fps',
		value: '<n>',
		about: 'frames per second, 1 to 30',
		read: optional(values.decimal(1, 30)),
	},
	{
		name: 'cast',
		option: 'cast',
		value: '<file>',
		words: 'files',
		about: 'record the screen as asciicast v2, for asciinema and web pages',
		read: optional(values.asWritten),
	},
	{name: 'view', option: 'view', about: 'show it in the live view', read: given},
	{name: 'ascii', option: 'ascii', about: 'no glyphs beyond ASCII', read: given},
	{name: 'no-color', option: 'color', about: 'no colours; NO_COLOR does the same', read: notGiven},
	{name: 'plain', option: 'plain', about: 'lines instead of the full screen', read: given},
	{name: 'read-only', option: 'readOnly', about: 'knobs and commands are disabled', read: given},
	{name: 'help', option: 'help', about: 'what the program or the command takes, with examples', read: given},
	{name: 'version', option: 'version', about: "ksmtop's version", read: given},
] as const satisfies readonly Row[];

type FlagRow = (typeof FLAGS)[number];
export type FlagName = FlagRow['name'];

export interface Flag extends Row {
	readonly name: FlagName;
}

/** What the flags on a command line come to, with every default filled in. */
export type FlagOptions = {readonly [Each in FlagRow as Each['option']]: ReturnType<Each['read']>};

export const flagNamed = (name: string): Flag | undefined => FLAGS.find((flag) => flag.name === name);

/** The flags of a command, in the order of the table; --help and --version are every command's. */
export const flagsOf = ({flags}: {readonly flags: readonly FlagName[]}): readonly Flag[] =>
	FLAGS.filter(({name}) => name === 'help' || name === 'version' || flags.includes(name));

/** What a flag does, in the words of the command that it is given to. */
export const aboutFlag = ({about, words}: Flag, {formats}: {readonly formats: readonly string[]}): string =>
	words === 'formats' ? `${about}: ${formats.join(', ')}` : about;

/** Every option; `textsOf` has the texts of a flag that was given, undefined for one that was not. */
export function readFlags(textsOf: (name: FlagName) => readonly string[] | undefined): FlagOptions {
	return Object.fromEntries(
		FLAGS.map(({name, option, read}) => {
			const texts = textsOf(name);
			return [option, read(texts ?? [], texts !== undefined, `--${name}`)];
		}),
	) as unknown as FlagOptions;
}

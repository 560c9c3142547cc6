// Every flag, one row each: its name, its value and its option. The parser, --help, the man page, the completions and the
// error messages are made from this table; each command (commands/) lists the flags that it takes.

import {MAX_SEED} from '../../scenario/base/limits.js';
import * as values from './flag-values.js';
import type {Parse} from './flag-values.js';

/** Sources of words for completing a value in a shell, besides a fixed list. */
export type Words = 'files' | 'formats' | 'kernels' | 'knobs' | 'presets' | 'names';

interface Row {
	readonly name: string;
	/** Its member of Options. */
	readonly option: string;
	/** The form of its value, as help prints it; absent: a switch. */
	readonly value?: string;
	readonly repeatable?: boolean;
	readonly words?: Words | readonly string[];
	readonly about: string;
	/** Reads the option; `texts` has one entry for each time the flag was given with a value. */
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

/** The table of flags, in the order of --help; a new flag is a new row. */
export const FLAGS = [
	{
		name: 'kernel',
		option: 'kernel',
		value: '<id>',
		words: 'kernels',
		about: 'a kernel of ksmtop list kernels or of the preset',
		read: optional(values.asWritten),
	},
	{
		name: 'kernels',
		option: 'kernels',
		value: '<id,id,...>',
		words: 'kernels',
		about: "the kernels to run side by side; default the preset's",
		read: optional(values.list),
	},
	{
		name: 'set',
		option: 'sets',
		value: '<knob>=<value>',
		repeatable: true,
		words: 'knobs',
		about: "a knob at the start, instead of the preset's value",
		read: all(values.setting),
	},
	{
		name: 'param',
		option: 'params',
		value: '<name>=<value>',
		repeatable: true,
		about: 'a parameter of the preset, instead of its default',
		read: all(values.parameter),
	},
	{
		name: 'seed',
		option: 'seed',
		value: '<n>',
		about: "seed of all random fills, a whole number from 0; default the preset's",
		read: optional(values.whole(0, MAX_SEED)),
	},
	{
		// As written; names in it can only be checked once the preset is known.
		name: 'until',
		option: 'until',
		value: '<condition>',
		about:
			"when a run ends, as full_scans>=2 or 'time>=60s or mainline:freed_pages.split_remap>0'; default the preset's",
		read: optional(values.asWritten),
	},
	{
		name: 'limit',
		option: 'limitNs',
		value: '<duration>',
		about: 'simulated time after which a run ends with exit code 1; default 24h',
		read: defaulting(values.durationNs, DAY_NS),
	},
	{
		name: 'wall-limit',
		option: 'wallLimitNs',
		value: '<duration>',
		about: 'wall-clock time after which to stop, report and exit with 1; default none',
		read: optional(values.durationNs),
	},
	{
		name: 'every',
		option: 'every',
		value: '<duration>|wakeup|pass',
		words: ['wakeup', 'pass'],
		about: 'take rows of all counters at this interval; default none, for csv and ndjson pass',
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
		about: 'format of the output, the first is the default',
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
		about: 'write to a file, which appears complete or not at all; default standard output',
		read: optional(values.asWritten),
	},
	{
		name: 'from',
		option: 'from',
		value: '<file|->',
		words: 'files',
		about: 'a recording that a reproducer printed on another machine; - for standard input',
		read: optional(values.asWritten),
	},
	{
		name: 'identify',
		option: 'identify',
		about: 'run the fewest presets that distinguish all kernels, and print which kernel this is',
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
		about: 'read sys and proc of another machine from this folder (a support dump)',
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
		about: 'seeds to run each combination with, 1 to 10000; default 1',
		read: defaulting(values.whole(1, 10_000), 1),
	},
	{
		name: 'shard',
		option: 'shard',
		value: '<i/n>',
		about: 'run only the i-th of n equal parts; default all',
		read: optional(values.shard),
	},
	{
		name: 'list',
		option: 'list',
		about: 'print one command line for each combination and run nothing',
		read: given,
	},
	{
		name: 'merge',
		option: 'merge',
		about: 'combine the parts of a sweep: the arguments are files of --format ndjson',
		read: given,
	},
	{
		name: 'speed',
		option: 'speed',
		value: '<x>|max',
		words: ['max'],
		about: "simulated seconds per second, 0.000001 to 1e9; default the preset's, else 10",
		read: optional(values.speed),
	},
	{
		name: 'fps',
		option: 'fps',
		value: '<n>',
		about: 'frames per second, 1 to 30; default 4, over SSH 2',
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
	{name: 'help', option: 'help', about: 'usage, flags and examples', read: given},
	{name: 'version', option: 'version', about: "ksmtop's version", read: given},
] as const satisfies readonly Row[];

type FlagRow = (typeof FLAGS)[number];
/** The name of a flag without its leading dashes. */
export type FlagName = FlagRow['name'];

/** A row of the table FLAGS, as generic code sees it. */
export interface Flag extends Row {
	/** The flag's name without leading dashes. */
	readonly name: FlagName;
}

/** All options by name, with every default filled in; types follow from each row's `read`. */
export type FlagOptions = {readonly [Each in FlagRow as Each['option']]: ReturnType<Each['read']>};

/** The flag of a name without leading dashes; undefined: there is none. */
export const flagNamed = (name: string): Flag | undefined => FLAGS.find((flag) => flag.name === name);

/** The flags of a command, in the order of the table; --help and --version are every command's. */
export const flagsOf = ({flags}: {readonly flags: readonly FlagName[]}): readonly Flag[] =>
	FLAGS.filter(({name}) => name === 'help' || name === 'version' || flags.includes(name));

/** What a flag does for a command: of --format with the names of the command's formats. */
export const aboutFlag = ({about, words}: Flag, {formats}: {readonly formats: readonly string[]}): string =>
	words === 'formats' ? `${about}: ${formats.join(', ')}` : about;

/** Reads every option. `textsOf`: the texts of a flag that was given, undefined for one that was not. Throws a UsageError. */
export function readFlags(textsOf: (name: FlagName) => readonly string[] | undefined): FlagOptions {
	return Object.fromEntries(
		FLAGS.map(({name, option, read}) => {
			const texts = textsOf(name);
			return [option, read(texts ?? [], texts !== undefined, `--${name}`)];
		}),
	) as unknown as FlagOptions;
}

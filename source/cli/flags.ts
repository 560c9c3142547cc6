// Every flag: how it is written, what it takes, which commands know it. The parser, --help and the error messages are
// all made from this table.

import type {CommandName} from './invocation.js';

export type CommandKey = CommandName | 'live';

export interface Flag {
	readonly name: string;
	/** What its value looks like; absent: a switch. */
	readonly value?: string;
	readonly repeatable?: boolean;
	readonly about: string;
	readonly commands: readonly CommandKey[];
}

const SESSIONS = ['live', 'run', 'compare', 'check', 'sweep'] as const;
const HEADLESS = ['run', 'compare', 'check', 'sweep', 'replay', 'list', 'explain', 'doctor'] as const;
const RUNS = ['run', 'compare'] as const;

export const FLAGS: readonly Flag[] = [
	{name: 'kernel', value: '<id>', about: 'the kernel to run', commands: ['live', 'run', 'check', 'sweep']},
	{
		name: 'kernels',
		value: '<id,id,...>',
		about: 'the kernels to run side by side',
		commands: ['live', 'compare', 'check', 'sweep'],
	},
	{
		name: 'set',
		value: '<knob>=<value>',
		repeatable: true,
		about: 'a knob at the start, over the preset',
		commands: SESSIONS,
	},
	{name: 'seed', value: '<n>', about: 'seed of everything that is drawn', commands: SESSIONS},
	{
		name: 'until',
		value: '<condition>',
		about: "when a run ends, as full_scans>=2 or 'time>=60s or mainline:freed_pages.split_remap>0'",
		commands: ['live', 'run', 'compare', 'sweep'],
	},
	{
		name: 'limit',
		value: '<duration>',
		about: 'simulated time after which to give up; default 24h',
		commands: ['run', 'compare', 'check', 'sweep'],
	},
	{
		name: 'every',
		value: '<duration>|wakeup|pass',
		about: 'take rows of all counters at this interval',
		commands: RUNS,
	},
	{name: 'wakeup-log', about: 'every wakeup as run lengths: pages scanned and freed', commands: RUNS},
	{
		name: 'record',
		value: '<file>',
		about: 'write a run file that replay runs again',
		commands: ['live', 'run', 'compare'],
	},
	{
		name: 'format',
		value: '<format>',
		about: 'table json ndjson csv markdown openmetrics tap kselftest; which, depends on the command',
		commands: HEADLESS,
	},
	{name: 'events', value: '<file>', about: 'write the events as JSON lines; - for stdout', commands: RUNS},
	{
		name: 'output',
		value: '<file>',
		about: 'write to a file, which appears whole or not at all',
		commands: HEADLESS,
	},
	{
		name: 'vary',
		value: '<knob>=<a,b,c>',
		repeatable: true,
		about: 'values of a knob to try',
		commands: ['sweep'],
	},
	{name: 'repeat', value: '<n>', about: 'seeds to run each combination with', commands: ['sweep']},
	{
		name: 'shard',
		value: '<i/n>',
		about: 'take only every n-th combination, from the i-th',
		commands: ['sweep'],
	},
	{name: 'speed', value: '<x>|max', about: 'simulated seconds per second', commands: ['live']},
	{name: 'fps', value: '<n>', about: 'frames per second, 1 to 30', commands: ['live']},
	{name: 'ascii', about: 'no glyphs beyond ASCII', commands: ['live']},
	{name: 'no-color', about: 'no colours; NO_COLOR does the same', commands: ['live']},
	{name: 'plain', about: 'lines instead of the full screen', commands: ['live']},
	{name: 'read-only', about: 'knobs and commands are disabled', commands: ['live']},
	{name: 'help', about: 'this text', commands: ['live', ...HEADLESS]},
	{name: 'version', about: "ksmtop's version", commands: ['live', ...HEADLESS]},
];

export const flagNamed = (name: string): Flag | undefined => FLAGS.find((flag) => flag.name === name);

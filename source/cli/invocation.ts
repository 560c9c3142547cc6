// A command line after it was read and checked: what a command gets. Numbers are numbers, names are not looked up yet.

export const COMMANDS = ['run', 'compare', 'check', 'sweep', 'replay', 'list', 'explain', 'doctor'] as const;
export type CommandName = (typeof COMMANDS)[number];

export const FORMATS = [
	'table',
	'json',
	'ndjson',
	'csv',
	'markdown',
	'openmetrics',
	'tap',
	'kselftest',
] as const;
export type Format = (typeof FORMATS)[number];

export interface Shard {
	/** 1..of: takes combinations index, index + of, ... */
	readonly index: number;
	readonly of: number;
}

export interface Options {
	readonly kernel: string | undefined;
	readonly kernels: readonly string[] | undefined;
	readonly sets: ReadonlyArray<{readonly name: string; readonly value: string}>;
	readonly seed: number | undefined;
	/** As written; names in it can only be checked once the preset is known. */
	readonly until: string | undefined;
	readonly limitNs: number;
	readonly every: number | 'wakeup' | 'pass' | undefined;
	readonly wakeupLog: boolean;
	readonly record: string | undefined;
	readonly format: Format | undefined;
	readonly events: string | undefined;
	readonly output: string | undefined;
	/** Simulated seconds per second; Infinity for "max". */
	readonly speed: number | undefined;
	readonly fps: number | undefined;
	readonly ascii: boolean;
	/** false: --no-color. */
	readonly color: boolean;
	readonly plain: boolean;
	readonly readOnly: boolean;
	readonly vary: ReadonlyArray<{readonly name: string; readonly values: readonly string[]}>;
	readonly repeat: number;
	readonly shard: Shard | undefined;
}

/** A command does its work and says with which code to exit. It throws UsageError for what its user can put right. */
export type Command = (positionals: readonly string[], options: Options) => Promise<number>;

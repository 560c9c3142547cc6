// A command line after it was read and checked, and what a command is: what it is called, what it takes, what its help
// says, and how its work is loaded. Numbers are numbers, names are not looked up yet.

import type {Format} from '../../report/formats.js';
import type {FlagName, FlagOptions, Words} from './flags.js';

export type {Shard} from './flag-values.js';

export interface Options extends Omit<FlagOptions, 'format' | 'help' | 'version'> {
	/** One that the command speaks: as asked for, else its first. */
	readonly format: Format;
	/** It was asked for. */
	readonly isFormatGiven: boolean;
}

/**
 * A command does its work and says with which code to exit. It throws UsageError for what its user can put right.
 * `table` is that of all commands, for those that speak of it.
 */
export type Command = (
	positionals: readonly string[],
	options: Options,
	table: CommandTable,
) => Promise<number>;

export interface CommandDescription {
	/** The word on the command line. */
	readonly name: string;
	readonly usage: string;
	/** One line, for the list of commands. */
	readonly short: string;
	readonly about: string;
	readonly examples: readonly string[];
	/** Beside --help and --version, which every command knows. */
	readonly flags: readonly FlagName[];
	/** What --format may be; the first is the default. Empty: it prints in one way only. */
	readonly formats: readonly Format[];
	/** What a shell completes its arguments to. */
	readonly words?: Words | readonly string[];
	/** Imports the work: only the command that runs is loaded, so that the others cost nothing at start. */
	readonly load: () => Promise<Command>;
}

export interface CommandTable {
	/** What runs when no command is named. */
	readonly view: CommandDescription;
	readonly commands: readonly CommandDescription[];
}

// A checked command line, and the description of a command: name, arguments, help, and how its code is loaded. Numbers are
// parsed; names of presets, kernels and knobs are not looked up yet.

import type {Format} from '../../report/formats.js';
import type {FlagName, FlagOptions, Words} from './flags.js';

export type {Shard} from './flag-values.js';

/** What a command gets: every flag's option, also of flags that it does not take (then the default). */
export interface Options extends Omit<FlagOptions, 'format' | 'help' | 'version'> {
	/** One that the command prints: that of --format, else the command's first; "table" for a command without formats. */
	readonly format: Format;
	/** Whether --format was given: commands with a view then print instead. */
	readonly isFormatGiven: boolean;
}

/**
 * A command does its work and resolves with the exit code. It throws a UsageError for what the user can correct.
 * `table`: all commands, for completion and man.
 */
export type Command = (
	positionals: readonly string[],
	options: Options,
	table: CommandTable,
) => Promise<number>;

/** A row of the table of commands: everything that help, man page and completions say of it. */
export interface CommandDescription {
	/** The word on the command line; "view" is never written. */
	readonly name: string;
	/** How the command is called, as help prints it after "Usage:". */
	readonly usage: string;
	/** One line, for the list of commands. */
	readonly short: string;
	/** Sentences for --help and the man page. */
	readonly about: string;
	/** Command lines that work as they are printed. */
	readonly examples: readonly string[];
	/** The flags that it takes besides --help and --version. */
	readonly flags: readonly FlagName[];
	/** What --format may be; the first is the default. Empty: it has no --format. */
	readonly formats: readonly Format[];
	/** What its arguments are, for completion in a shell; absent: it takes none. */
	readonly words?: Words | readonly string[];
	/** Imports the work: only the command that runs is loaded, so that the others cost nothing at start. */
	readonly load: () => Promise<Command>;
}

/** All commands, for help, completions and the man page. */
export interface CommandTable {
	/** What runs when no command is named. */
	readonly view: CommandDescription;
	/** Every command but the view, in the order of help. */
	readonly commands: readonly CommandDescription[];
}

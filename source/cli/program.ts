// From the words of the command line to an exit code. Every error is reported on stderr in a line or two, without a
// stack trace; KSMTOP_DEBUG=1 shows it for bug reports.

import type {HostMemoryError} from '../core/index.js';
import {readArguments, type Invocation} from './command-line/arguments.js';
import {COMMANDS, VIEW} from './commands/index.js';
import {checkDistinct} from './files/distinct.js';
import {helpText} from './command-line/help.js';
import {endOnClosedPipe, streamOutput} from './files/output.js';
import {version} from './package-root.js';
import {sanitize} from '../scenario/base/text.js';
import {EXIT, UsageError} from './command-line/usage-error.js';

async function execute({
	command,
	positionals,
	options,
	help,
	version: wantsVersion,
}: Invocation): Promise<number> {
	if (help || wantsVersion) {
		await streamOutput(process.stdout).write(help ? helpText(command) : `${version()}\n`);
		return EXIT.fine;
	}
	const {output, record, events, cast, from} = options;
	checkDistinct(
		[
			{argument: '--output', path: output},
			{argument: '--record', path: record},
			{argument: '--events', path: events},
			{argument: '--cast', path: cast},
		],
		[...positionals, from].map((path) => ({argument: 'what is read', path})),
	);
	const work = await command.load();
	return work(positionals, options, {view: VIEW, commands: COMMANDS});
}

/**
 * Whether the system refused something, as by a limit of ulimit or a folder that was removed meanwhile: no defect of ours.
 * Files that somebody named have been seen to before.
 */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
	error instanceof Error &&
	('syscall' in error || /^(?:EMFILE|ENOMEM|ERR_WORKER_)/.test(`${(error as NodeJS.ErrnoException).code}`));

/** Prints the error on stderr; returns the exit code: 2 for what the user can correct, 3 for a defect of ksmtop. */
async function report(caught: unknown): Promise<number> {
	// Known by its name: the module that defines it is loaded only where there was something to simulate.
	const isMemory = caught instanceof Error && caught.name === 'HostMemoryError';
	const error = isMemory
		? (await import('./setup/host-memory.js')).hostMemoryProblem(caught as HostMemoryError)
		: caught;
	if (error instanceof UsageError) {
		for (const line of error.message.split('\n')) process.stderr.write(`ksmtop: ${line}\n`);
		return EXIT.usage;
	}
	if (isSystemError(error)) {
		process.stderr.write(`ksmtop: the system refused: ${sanitize(error.message)}\n`);
		return EXIT.usage;
	}
	const debug = process.env['KSMTOP_DEBUG'] === '1' && error instanceof Error ? `\n${error.stack ?? ''}` : '';
	const message = error instanceof Error ? error.message : String(error);
	const own = error instanceof Error && error.name === 'InvariantError';
	const words = own ? message : `internal error: ${message}`;
	process.stderr.write(
		`ksmtop: ${words.replaceAll(/\s+/g, ' ')}\nksmtop: this is a defect of ksmtop, not of your input${debug}\n`,
	);
	return EXIT.invariant;
}

/** Runs the program; `argv` without node and file. Never throws. */
export async function main(argv: readonly string[]): Promise<number> {
	endOnClosedPipe(process.stdout);
	process.stderr.on('error', () => {
		// stderr is closed.
	});
	try {
		return await execute(readArguments(argv));
	} catch (error) {
		return report(error);
	}
}

// Errors that the user can correct, as they are printed on stderr, without a stack trace.

import type {Problem} from '../../scenario/scenario.js';
import {sanitize, startOf} from '../../scenario/base/text.js';

/**
 * Exit codes. missed: an expectation, a limit, a differing replay; usage: bad usage or input; invariant: a defect of
 * ksmtop; the rest 128 + signal.
 */
export const EXIT = {
	fine: 0,
	missed: 1,
	usage: 2,
	invariant: 3,
	hangup: 129,
	interrupted: 130,
	quit: 131,
	terminated: 143,
} as const;

/** Exit code 2. The message may have several lines. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** The parts of an error message; each is sanitized when it is printed. */
export interface Wrong {
	/** What is wrong, without the argument's name. */
	readonly message: string;
	/** The text that was given, quoted and cut at 120 characters. */
	readonly found?: string | undefined;
	/** What may stand there: values, a range or a form. */
	readonly allowed?: string | undefined;
	/** The closest valid name, as in "did you mean ...?". */
	readonly nearest?: string | undefined;
}

/** "--kernel: no kernel of this name: found "mainlin", allowed: ...; did you mean mainline?" */
export function wrongArgument(argument: string, wrong: Wrong): UsageError {
	return new UsageError(`${sanitize(shortened(argument))}: ${sentence(wrong)}`);
}

function sentence({message, found, allowed, nearest}: Wrong): string {
	const parts = [message];
	if (found !== undefined) parts.push(`: found ${JSON.stringify(shortened(found))}`);
	if (allowed !== undefined) parts.push(`${found === undefined ? ':' : ','} allowed: ${allowed}`);
	if (nearest !== undefined) parts.push(`; did you mean ${nearest}?`);
	return sanitize(parts.join(''));
}

const shortened = (text: string): string => startOf(text, 120);

/** One line per problem: "file:line:column: message: found ..., allowed: ...". */
export function problemsError(problems: readonly Problem[]): UsageError {
	return new UsageError(
		problems
			.map((problem) => `${sanitize(problem.file)}:${problem.line}:${problem.column}: ${sentence(problem)}`)
			.join('\n'),
	);
}

/** What went wrong with a file, without Node's own words: "cannot read x: it is a directory". */
export function fileError(doing: string, file: string, error: unknown): UsageError {
	const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
	const reason = REASONS[code] ?? (code === '' ? 'it failed' : code);
	return new UsageError(`cannot ${doing} ${sanitize(shortened(file))}: ${reason}`);
}

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file or directory',
	EACCES: 'permission denied',
	EPERM: 'operation not permitted',
	EISDIR: 'it is a directory',
	ENOTDIR: 'a part of its path is not a directory',
	ENOSPC: 'no space left on the device',
	EROFS: 'the file system is read-only',
	EMFILE: 'too many open files',
	ENAMETOOLONG: 'the name is too long',
	ELOOP: 'too many symbolic links',
	EDQUOT: 'disk quota exceeded',
	EIO: 'input/output error',
	EEXIST: 'there is such a file already',
	EFBIG: 'the file is too large',
	ENOTREG: 'it is not a regular file',
	EPIPE: 'its reader has closed it',
	ENOREADER: 'nobody reads it',
	ERR_INVALID_ARG_VALUE: 'the name holds a zero byte',
};

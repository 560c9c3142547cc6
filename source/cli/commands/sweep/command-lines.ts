// sweep --list: the sweep as command lines, one for each combination, for GNU parallel and the like.

import {FLAGS} from '../../command-line/flags.js';
import {UsageError} from '../../command-line/usage-error.js';

const DROPPED = ['list', 'output', 'format', 'shard'];

/** A word as a POSIX shell (and xargs) takes it. */
function quote(word: string): string {
	if (/[\n\r\0]/.test(word)) throw new UsageError('--list: a command of several lines cannot be listed');
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The words without the flags that each line sets itself. */
function withoutDropped(argv: readonly string[]): string[] {
	const kept: string[] = [];
	for (let i = 0; i < argv.length; i++) {
		const [written, ...value] = argv[i].split('=');
		const flag = FLAGS.find(({name}) => written === `--${name}`);
		if (!flag || !DROPPED.includes(flag.name)) kept.push(argv[i]);
		else if ('value' in flag && value.length === 0) i++;
	}
	return kept;
}

/**
 * A line for each of `count` combinations; each prints the rows that --merge puts together.
 *
 * @param argv the command line of the sweep, without node and file
 */
export function commandLines(argv: readonly string[], count: number): string[] {
	const words = withoutDropped(argv);
	const own = ['ksmtop', ...words].map((word) => quote(word)).join(' ');
	return Array.from({length: count}, (_, i) => `${own} --shard ${i + 1}/${count} --format ndjson`);
}

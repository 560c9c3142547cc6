// Goal: every command that README.md and source/cli/README.md show with its output prints that output, to the digit, and the figures of "What we
// found" are those of the commands beside them. Method: run the commands of the documents in a shell, with the built
// program as ksmtop, and compare line by line ("..." stands for any lines, or for the rest of one); read the figures out
// of the text and out of JSON reports.

import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {PROGRAM, workFolder} from './program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const work = workFolder();
afterAll(() => {
	work.remove();
});

mkdirSync(path.join(work.folder, 'bin'));
chmodSync(work.file('bin/ksmtop', `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`), 0o755);

function shell(command: string): string {
	const {stdout, error} = spawnSync('sh', ['-c', `exec 2>&1; ${command}`], {
		cwd: work.folder,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		env: {
			...process.env,
			PATH: `${work.folder}/bin:${process.env['PATH'] ?? ''}`,
			COLUMNS: '80',
			LANG: 'C.UTF-8',
		},
	});
	if (error) throw error;
	return stdout;
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

interface Shown {
	readonly command: string;
	readonly output: string[];
}

/** Commands after a `$ ` in indented blocks, with the lines that follow them. */
function shownIn(text: string): Shown[] {
	const found: Shown[] = [];
	let last: Shown | null = null;
	for (const line of text.split('\n')) {
		const [, code] = /^ {4}(.*)$/.exec(line) ?? [];
		if (code === undefined) last = null;
		else if (code.startsWith('$ ')) found.push((last = {command: code.slice(2), output: []}));
		else last?.output.push(code.trimEnd());
	}
	return found;
}

/** Those that only run as root, on another machine, or with a program that is not here. */
const runsHere = ({command, output}: Shown): boolean =>
	command.startsWith('ksmtop ') &&
	output.length > 0 &&
	!/\bssh\b/.test(command) &&
	(!command.includes('| jq') || has('jq'));

/** Whether a line is the one shown, or begins as it does where " ..." ends that. */
const isShown = (line: string, shown: string): boolean =>
	shown.endsWith(' ...') ? line.startsWith(shown.slice(0, -4)) : line === shown;

/** The output with what the document leaves out replaced by "...": what it ought to show. */
function asShown(seen: string, output: readonly string[]): string[] {
	const lines = seen
		.trimEnd()
		.split('\n')
		.map((line) => line.trimEnd());
	// A heading may be left out silently.
	let at = Math.max(
		0,
		lines.findIndex((line) => isShown(line, output[0])),
	);
	return output.map((shown, i) => {
		if (shown === '...') {
			const next = lines.findIndex((line, j) => j >= at && isShown(line, output[i + 1] ?? ''));
			at = next < 0 ? lines.length : next;
			return shown;
		}
		const line = lines[at++] ?? '(no more output)';
		return isShown(line, shown) ? shown : line;
	});
}

describe.each(['README.md', 'source/cli/README.md'])('%s', (name) => {
	const shown = shownIn(read(name)).filter((one) => runsHere(one));

	it('shows commands', () => {
		expect(shown.length).toBeGreaterThanOrEqual(2);
	});

	it.each(shown)('$command', ({command, output}) => {
		expect(asShown(shell(command), output)).toEqual(output);
	});
});

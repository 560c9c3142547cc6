// Goal: every command that README.md and source/cli/README.md show with its output prints that output, to the digit, and the figures of "What we
// found" are those of the commands beside them. Method: run the commands of the documents in a shell, with the built
// program as ksmtop, and compare line by line ("..." stands for any lines, or for the rest of one); read the figures out
// of the text and out of JSON reports.

import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {environment, PROGRAM} from '../tools/program.js';
import {workFolder} from './program.js';

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
		env: environment({PATH: `${work.folder}/bin:${process.env['PATH'] ?? ''}`, COLUMNS: '80'}, work.folder),
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

describe('presets/README.md, what we found', () => {
	// Quote marks and line breaks of the document make no difference.
	const text = read('presets/README.md').replaceAll(/\n>? */g, ' ');
	/** The numbers of a sentence, which must be there once. */
	const numbers = (sentence: RegExp): number[] => {
		const found = sentence.exec(text);
		expect(found, String(sentence)).not.toBeNull();
		return (found ?? []).slice(1).map((digits) => Number(digits.replaceAll(',', '')));
	};
	// The shapes are those of the reports; what is missing makes the comparison fail.
	const json = (command: string): any => JSON.parse(shell(`${command} --format json`));
	const rounded = (value: number, like: number): number => {
		const decimals = String(like).split('.')[1]?.length ?? 0;
		return Number(value.toFixed(decimals));
	};
	const expectRounded = (values: readonly number[], documented: readonly number[]): void => {
		expect(documented.map((number, i) => rounded(values[i], number))).toEqual(documented);
	};

	it('the changelog beside the mechanism', () => {
		const {counters, model} = json('ksmtop run changelog --kernel mainline');
		const [splits, scans] = numbers(/there are (\d+) splits in (\d+) full scans/);
		expect([counters.thp_split_page, counters.full_scans]).toEqual([splits, scans]);
		expectRounded(
			[model.unstable_search_ended_at_stale_node / 1e6, counters.pages_scanned / 1e6],
			numbers(/([\d.]+) of the ([\d.]+) million visits end at it/),
		);
		const {runs, common} = json('ksmtop compare changelog');
		expectRounded(
			[
				(common.to_ns - common.from_ns) / 1e9,
				...runs.map((run: {common_rates: {ksmd_cpu_percent: number}}) => run.common_rates.ksmd_cpu_percent),
			],
			numbers(/over the same (\d+) s \(([\d.]+)0? % on mainline, ([\d.]+) % on before\)/),
		);
	});

	it('the factor is a size', () => {
		// 1 GiB takes long; its factor is the sweep's as well.
		const {rows} = json('ksmtop sweep slow-zero --vary zeros=16MiB,64MiB --kernels before,mainline');
		const rates = rows.map((row: {freed_mb_s: number}) => row.freed_mb_s) as number[];
		expectRounded(
			[rates[0] / rates[1], rates[2] / rates[3]],
			numbers(/([\d.]+) at 16 MiB, ([\d.]+) at 64 MiB, \d+ at 1 GiB/),
		);
	});

	it('smart_scan', () => {
		const {rows} = json(
			"ksmtop sweep slow-merge --vary smart_scan=0,1 --kernels before,mainline --until 'full_scans>=260'",
		);
		const [before, off, , on] = rows.map((row: {merged_mb_s: number}) => row.merged_mb_s) as number[];
		expectRounded(
			[before, off, on, before / off, before / on],
			numbers(
				/merge at (\d+) MB\/s on before; on mainline at ([\d.]+) .* and ([\d.]+) with 1, the default: ([\d.]+) and ([\d.]+) times/,
			),
		);
	});

	it('patch 3 alone', () => {
		const {scores} = json(
			'ksmtop compare slow-zero --kernels mainline,v1-underused,v1 --set shrink_underused=0',
		);
		expectRounded(
			scores.map((score: {freed_mb_s: number}) => score.freed_mb_s),
			numbers(/slow-zero frees ([\d.]+), ([\d.]+) and ([\d.]+) MB\/s/),
		);
	});

	it('erasing stale items', () => {
		const {scores} = json('ksmtop compare slow-zero --kernels erase-stale,before,mainline');
		expectRounded(
			scores.map((score: {time_to_90_percent_ns: number}) => score.time_to_90_percent_ns / 1e9),
			numbers(/90 % after ([\d.]+) s, where before takes ([\d.]+) and mainline ([\d.]+)\./),
		);
		expect([scores[0].worst_wakeup_pages, scores[0].worst_wakeup_budget]).toEqual(
			numbers(/frees up to ([\d,]+) pages in a wakeup of ([\d,]+)\./),
		);
	});
});

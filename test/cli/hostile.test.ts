// Goal: whatever comes in, as arguments or files of any kind, is either done or refused in words: no crash, no hang, no
// stack trace, nothing that a terminal would obey. Method: the worst of it to the built program; test/fuzz draws the rest.

import {execFileSync} from 'node:child_process';
import {mkdirSync, symlinkSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import {planSweep} from '../../source/cli/commands/sweep/plan.js';
import {zeroThps} from '../session/presets.js';
import {expectRefusal, ksmtop, start, workFolder} from './program.js';

const work = workFolder();
afterAll(work.remove);

describe('shards', () => {
	it('divide a sweep without overlap or gap', () => {
		const values = fc.uniqueArray(fc.integer({min: 0, max: 99}).map(String), {minLength: 1, maxLength: 5});
		fc.assert(
			fc.property(values, values, fc.integer({min: 1, max: 9}), (one, other, of) => {
				const vary = [
					{name: 'pages_to_scan', values: one},
					{name: 'sleep_millisecs', values: other},
				];
				const whole = planSweep(vary, ['before', 'mainline'], [1, 2], undefined);
				const parts = Array.from({length: of}, (_, i) =>
					planSweep(vary, ['before', 'mainline'], [1, 2], {index: i + 1, of}),
				);
				expect(parts.flat().sort((a, b) => a.index - b.index)).toEqual(whole);
				expect(new Set(whole.map((c) => JSON.stringify([c.kernels, c.seed, c.values]))).size).toBe(
					one.length * other.length * 2,
				);
			}),
			{numRuns: 50},
		);
	});
});

describe('files that are no presets', () => {
	it('are refused with their name', async () => {
		mkdirSync(path.join(work.folder, 'folder.yaml'));
		symlinkSync('loop.yaml', path.join(work.folder, 'loop.yaml'));
		const cases: Array<[file: string, words: RegExp]> = [
			[path.join(work.folder, 'folder.yaml'), /it is a directory/],
			[path.join(work.folder, 'loop.yaml'), /too many symbolic links/],
			[path.join(work.folder, 'missing.yaml'), /no such file/],
			[work.file('big.yaml', Buffer.alloc(100 * 1024 * 1024, 0x20)), /at most 1 MiB/],
			[work.file('binary.yaml', Buffer.from([0xff, 0xfe, 0x00, 0x80])), /not text in UTF-8/],
			[work.file('zero.yaml', Buffer.alloc(1000)), /zero byte/],
			['/dev/zero', /larger than 1 MiB/],
			[work.file('empty.yaml', ''), /:1:1: /],
			[work.file('cycle.yaml', 'a: &a [*a]\n'), /:1:\d+: /],
			[work.file('escape\u001B[31m.yaml', 'nonsense: 1\n'), /\\u001b/],
			['no\u001B]0;title\u0007/x', /\\u001b/],
		];
		for (const [file, words] of cases) expectRefusal(await ksmtop('run', file), words);
	});

	it('are refused before they fill the memory: a million blank lines, one endless line', async () => {
		const blank = work.file('blank.ndjson', '\n'.repeat(1e6));
		expectRefusal(await ksmtop('sweep', '--merge', blank), /more than 1000 blank lines/);
		expectRefusal(
			await ksmtop('real', 'ghost', '--from', blank, '--format', 'json'),
			/more than 1000 blank lines/,
		);
		expectRefusal(
			await ksmtop('real', 'ghost', '--from', '/dev/zero', '--format', 'json'),
			/line of more than/,
		);
		expectRefusal(await ksmtop('sweep', '--merge', '/dev/zero'), /line of more than/);
	});

	it('include a FIFO that nobody writes to', async () => {
		const fifo = path.join(work.folder, 'fifo.yaml');
		execFileSync('mkfifo', [fifo]);
		expectRefusal(await ksmtop('run', fifo), /fifo\.yaml/);
	});
});

describe('figures out of all bounds', () => {
	const preset = (region: string, rest = ''): string =>
		`name: x\n${rest}\nprocesses: [{name: p, regions: [{name: r, ${region}}]}]\nuntil: 1s\n`;

	it('are refused with line and column', async () => {
		const cases = [
			preset('size: 1PiB, fill: zero'),
			preset('size: -4KiB'),
			preset('size: .nan'),
			preset('size: 1e999'),
			preset('size: 8MiB, fill: zero', 'machine: {memory: 4MiB}'),
			'name: x\nuntil: 1s\nprocesses: [{name: p, count: 1000000000, regions: [{name: r, size: 4KiB}]}]\n',
			`${'a: &a [x,x,x,x,x,x,x,x,x]\n'}${'bcdefgh'
				.split('')
				.map((c, i) => `${c}: &${c} [${Array.from({length: 9}, () => `*${'abcdefgh'[i]}`).join(',')}]\n`)
				.join('')}`,
		];
		for (const [i, text] of cases.entries())
			expectRefusal(await ksmtop('run', work.file(`bounds-${i}.yaml`, text)), /bounds-\d\.yaml:\d+:\d+: /);
	});

	it('are refused with the argument', async () => {
		const file = work.file('fine.yaml', zeroThps('until: full_scans>=2', 2));
		const cases: Array<[args: string[], words: RegExp]> = [
			[['--until', 'full_scan>=1'], /--until, column 1: .*did you mean full_scans\?/],
			[['--until', 'full_scans>=NaN'], /--until, column 13/],
			[['--until', 'mainlin:full_scans>=1'], /did you mean mainline\?/],
			[['--kernel', 'mainlin'], /--kernel: .*did you mean mainline\?/],
			[['--set', 'pages_to_scan=-1'], /--set: .*EINVAL/],
			[['--set', 'pages_to_scan'], /--set: /],
			[['--limit', '1e999s'], /--limit: not a duration/],
			[['--seed', '9007199254740992'], /--seed: /],
			[['--every', '0'], /--every: /],
			[['--format', 'xml'], /--format: no such format/],
			[['--until', 'time>=105d'], /--until, column 7: too long a duration: .*at most 104d/],
			[['--\u001B[2J'], /^ksmtop: --\\u001b\[2J: no such flag/],
			[['--record', '/nonexistent/file'], /cannot write \/nonexistent\/file/],
			[['--vary', 'run=1'], /--vary: not a flag of the command run/],
		];
		for (const [args, words] of cases) expectRefusal(await ksmtop('run', file, ...args), words);
		expectRefusal(await start(['rn', file]).done, /did you mean run\?/);
		expectRefusal(await ksmtop('doctor', 'now'), /doctor: takes no argument/);
		expectRefusal(await ksmtop('check', '-', '-'), /standard input can be read once/);
	});
});

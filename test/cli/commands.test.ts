// Goal: each command does for its users what its help promises, with the exit codes that are documented. Method: the
// built program in processes of its own, on presets that ship and on small ones written here.

import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {zeroThps} from '../session/presets.js';
import {presetText} from '../support/shipped-presets.js';
import {fileIn} from '../tools/patience.js';
import {environment, PROGRAM} from '../tools/program.js';
import {expectRefusal, ksmtop, start, workFolder} from './program.js';

const work = workFolder();
afterAll(work.remove);

const small = work.file(
	'small.yaml',
	zeroThps('until: full_scans>=3\nexpect: [{kernel: mainline, name: ksm_zero_pages, equals: 0}]', 4),
);
const endless = work.file(
	'endless.yaml',
	zeroThps('timeline: [{at: 0s, set: {run: 1, sleep_millisecs: 0}}]\nuntil: 100d', 4),
);
const json = <T>(text: string): T => JSON.parse(text) as T;

describe('run', () => {
	it('shows the regression in JSON, and what was before it', async () => {
		const args = ['run', 'free-at-once', '--until', 'full_scans>=2', '--format', 'json', '--kernel'];
		const mainline = await ksmtop(...args, 'mainline');
		expect(mainline).toMatchObject({code: 0, stderr: ''});
		expect(json(mainline.stdout)).toMatchObject({
			schema: 1,
			kernel: 'mainline',
			ended_by: 'until',
			freed_pages: {split_remap: 262_144},
			counters: {ksm_zero_pages: 0},
			max_freed_in_one_wakeup: 51_200,
		});
		const before = await ksmtop(...args, 'before');
		expect(json(before.stdout)).toMatchObject({
			freed_pages: {ksm_zero_page: 262_144, split_remap: 0},
			max_freed_in_one_wakeup: 100,
		});
	});

	it('takes mainline if the preset has it, reads standard input, and says the same twice', async () => {
		const text = readFileSync(small, 'utf8');
		const one = await start(['run', '-', '--format', 'json'], {input: text}).done;
		const two = await ksmtop('run', small, '--format', 'json');
		expect(one.code).toBe(0);
		expect(json(one.stdout)).toMatchObject({kernel: 'mainline'});
		expect(two.stdout).toBe(one.stdout);
	});

	it('gives the same fingerprint whatever is logged and printed', async () => {
		const {stdout} = await ksmtop('run', small, '--format', 'json');
		const {fingerprint} = json<{fingerprint: string}>(stdout);
		const events = path.join(work.folder, 'events.ndjson');
		const table = await ksmtop('run', small, '--wakeup-log', '--every', '7ms', '--events', events);
		expect(table.stdout).toContain(fingerprint);
		const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
		const names = new Set(lines.map((line) => json<{event: string}>(line).event));
		expect(names).toContain('ksm_stop_scan');
		expect(names).toContain('thp_split_page');
		const csv = await ksmtop('run', small, '--every', 'wakeup', '--format', 'csv');
		const {wakeups} = json<{wakeups: number}>(stdout);
		expect(csv.stdout.trimEnd().split('\n')).toHaveLength(wakeups + 1);
	});

	it('exits with 1 at the limit and at a missed expectation of the unchanged preset', async () => {
		expect((await ksmtop('run', small, '--limit', '30ms')).code).toBe(1);
		const wrong = work.file('wrong.yaml', readFileSync(small, 'utf8').replace('equals: 0', 'equals: 7'));
		expect((await ksmtop('run', wrong)).code).toBe(1);
		expect((await ksmtop('run', wrong, '--set', 'pages_to_scan=50')).code).toBe(0);
	});

	it('writes --output whole or not at all', async () => {
		const output = path.join(work.folder, 'report.json');
		expect(await ksmtop('run', small, '--format', 'json', '--output', output)).toMatchObject({
			code: 0,
			stdout: '',
		});
		expect(json(readFileSync(output, 'utf8'))).toMatchObject({schema: 1});
		expectRefusal(await ksmtop('run', small, '--output', '/dev/full'), /no space left/);
		expectRefusal(await ksmtop('run', small, '--output', work.folder), /it is a directory/);
		expect(readdirSync(work.folder).filter((name) => name.includes('.tmp'))).toEqual([]);
	});
});

describe('signals and pipes', () => {
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)
		it(`${signal} ends with ${code} and leaves nothing half written`, async () => {
			const output = path.join(work.folder, `${signal}.json`);
			const {child, done} = start(['run', endless, '--format', 'json', '--output', output]);
			// It takes the signals before it opens its temporary file.
			const isTemporary = (name: string): boolean => name.startsWith(`.${signal}`);
			await Promise.race([fileIn(work.folder, isTemporary), done]);
			child.kill(signal);
			expect((await done).code).toBe(code);
			expect(existsSync(output)).toBe(signal === 'SIGINT');
			if (signal === 'SIGINT')
				expect(json(readFileSync(output, 'utf8'))).toMatchObject({ended_by: 'interrupted'});
			expect(readdirSync(work.folder).filter((name) => isTemporary(name))).toEqual([]);
		});

	it('a reader that goes away is no error', () => {
		const shell = `"${process.execPath}" "${PROGRAM}" run "${small}" --every wakeup --format ndjson | head -n 1; echo "code \${PIPESTATUS[0]}"`;
		const said = execFileSync('bash', ['-c', shell], {encoding: 'utf8', env: environment()});
		expect(said).toMatch(/"type":"header"/);
		expect(said).toMatch(/code 0\n$/);
	});
});

describe('compare', () => {
	it('scores kernels side by side, as table, JSON and Markdown', async () => {
		const table = await ksmtop('compare', small);
		expect(table.code).toBe(0);
		expect(table.stdout).toMatch(/^0 s to .*s: +before +mainline +v1-mergeable$/m);
		expect(table.stdout).toMatch(/most in one visit +1 of 1 +512 of 1, x512 +1 of 1$/m);
		expect(table.stdout).toContain('v1-mergeable never differs from before');
		const {stdout} = await ksmtop('compare', small, '--kernels', 'before,rfc', '--format', 'json');
		expect(json(stdout)).toMatchObject({runs: [{kernel: 'before'}, {kernel: 'rfc'}], first_divergence: []});
		const markdown = await ksmtop('compare', small, '--format', 'markdown');
		for (const line of markdown.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
	});
});

describe('check', () => {
	it('passes on a preset that ships and prints figures on one line', async () => {
		const said = await ksmtop('check', 'sharing-limit', small);
		expect(said).toMatchObject({code: 0, stderr: ''});
		expect(said.stdout).toMatch(/pages_shared pages_sharing.* expected 4 766.* seen 4 766/);
		expect(said.stdout).toMatch(/2 presets, \d+ expectations: all met/);
	});

	it('fails on one that was broken on purpose, in every format', async () => {
		const broken = presetText('sharing-limit').replaceAll('equals: 766', 'equals: 767');
		const file = work.file('broken.yaml', broken);
		const table = await ksmtop('check', file);
		expect(table.code).toBe(1);
		expect(table.stdout).toMatch(/FAILED .*pages_sharing +expected 767 +seen 766/);
		const tap = await ksmtop('check', file, '--format', 'tap');
		expect(tap.code).toBe(1);
		expect(tap.stdout).toMatch(/^TAP version 13\n1\.\.\d+\n/);
		expect(tap.stdout).toMatch(/^not ok \d+ - .*pages_sharing/m);
		const machine = await ksmtop('check', file, '--format', 'json');
		expect(json(machine.stdout)).toMatchObject({ok: false, presets: [{preset: 'sharing-limit'}]});
	});

	it('reports an unreadable preset before it runs any', async () => {
		expectRefusal(await ksmtop('check', small, './missing.yaml'), /missing\.yaml: there is no such file/);
	});
});

describe('sweep', () => {
	const vary = [
		'--vary',
		'pages_to_scan=50,100,200',
		'--vary',
		'use_zero_pages=0,1',
		'--kernels',
		'before,mainline',
	];

	it('runs all combinations; shards together are the whole', async () => {
		const whole = await ksmtop('sweep', small, ...vary, '--format', 'ndjson');
		expect(whole.code).toBe(0);
		const rows = whole.stdout.trimEnd().split('\n');
		expect(rows).toHaveLength(12);
		const parts = await Promise.all(
			['1/3', '2/3', '3/3'].map(async (shard) =>
				ksmtop('sweep', small, ...vary, '--shard', shard, '--format', 'ndjson'),
			),
		);
		const byIndex = parts
			.flatMap(({stdout}) => stdout.trimEnd().split('\n'))
			.sort((a, b) => json<{index: number}>(a).index - json<{index: number}>(b).index);
		expect(byIndex).toEqual(rows);
	});

	it('refuses what it cannot vary', async () => {
		expectRefusal(await ksmtop('sweep', small), /--vary: sweep needs at least one/);
		expectRefusal(await ksmtop('sweep', small, '--vary', 'pages_to_scn=1'), /did you mean pages_to_scan/);
		expectRefusal(await ksmtop('sweep', small, '--vary', 'run=3'), /EINVAL/);
		expectRefusal(await ksmtop('sweep', small, '--vary', 'run=1', '--shard', '3/2'), /--shard/);
	});
});

describe('list, explain, doctor, help', () => {
	it('list every kind in words', async () => {
		const {stdout, code} = await ksmtop('list');
		expect(code).toBe(0);
		for (const name of [
			'free-at-once',
			'ksm-opt-out',
			'use_zero_pages',
			'unstable_search_ended_at_stale_node',
		])
			expect(stdout).toContain(`  ${name}`);
		for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
		expect(json((await ksmtop('list', 'causes', '--format', 'json')).stdout)).toHaveProperty('causes');
	});

	it('explain a kernel, a knob, a counter, a cause, an event and a preset', async () => {
		for (const [name, words] of [
			['mainline', /\(kernel\)/],
			['pages_to_scan', /default +100/],
			['pages_volatile', /\(counter\)/],
			['split_remap', /\(cause\)/],
			['stale_item', /\(event\)/],
			['slow-zero', /\(preset\)/],
		] as const) {
			const said = await ksmtop('explain', name);
			expect(said.code).toBe(0);
			expect(said.stdout).toMatch(words);
		}
		expectRefusal(await ksmtop('explain', 'pages_volatil'), /did you mean pages_volatile/);
	});

	it('doctor says what was detected and why', async () => {
		const {stdout, code} = await ksmtop('doctor');
		expect(code).toBe(0);
		expect(stdout).toMatch(/view +plain lines +standard output is not a terminal/);
		expect(json((await ksmtop('doctor', '--format', 'json')).stdout)).toHaveProperty('decisions');
	});

	it('help of the program and of a command', async () => {
		for (const command of ['', 'run']) {
			const {stdout, code} = await ksmtop(...(command === '' ? [] : [command]), '--help');
			expect(code).toBe(0);
			expect(stdout).toMatch(new RegExp(`^Usage: ksmtop ?${command}`));
		}
		expect((await ksmtop('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});

describe('without a terminal', () => {
	it('the view is lines: the story, what came out, the fingerprint', async () => {
		const {stdout, code} = await ksmtop(small);
		expect(code).toBe(0);
		expect(stdout).toMatch(/A before {3}B mainline {3}C v1-mergeable/);
		expect(stdout).toMatch(/all {2}full scan 1 ended/);
		expect(stdout).toMatch(/KSM counted none of it/);
		// eslint-disable-next-line no-control-regex
		expect(stdout).not.toMatch(/\u001B/);
	});
});

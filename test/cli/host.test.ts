// Goal: ksmtop host reads machines of several ages as they are, says what it cannot see, prints every format that it
// promises, and refuses what it cannot do. Method: the built program on folders made up like the sysfs and procfs of
// 6.1, 6.6, 6.12 and 6.18, and on broken ones.

import {mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {afterAll, describe, expect, it} from 'vitest';
import {HostTree, type Tree} from '../support/host-tree.js';
import {expectRefusal, ksmtop, start, startListening, workFolder} from './program.js';

const work = workFolder();
afterAll(work.remove);

let trees = 0;
const tree = (changes: Partial<Tree> = {}): HostTree =>
	new HostTree(`${work.folder}/tree-${trees++}`, changes);
const host = async (at: HostTree, ...args: string[]) => ksmtop('host', '--root', at.root, ...args);

interface Snapshot {
	readonly schema: number;
	readonly counters: Readonly<Record<string, number>>;
	readonly knobs: Readonly<Record<string, number | string>>;
	readonly processes: ReadonlyArray<Readonly<Record<string, unknown>>>;
	readonly missing: ReadonlyArray<{readonly file: string; readonly why: string}>;
	readonly rates: object | null;
	readonly ksmd: object | null;
}
async function snapshot(at: HostTree, ...args: string[]): Promise<Snapshot> {
	const said = await host(at, '--format', 'json', ...args);
	expect(said).toMatchObject({code: 0, stderr: ''});
	return JSON.parse(said.stdout) as Snapshot;
}

/** The whole lines of NDJSON so far. */
const rowsOf = (text: string): Array<Snapshot & {readonly type: string}> =>
	text
		.split('\n')
		.slice(0, -1)
		.map((line) => JSON.parse(line) as Snapshot & {type: string});

const guests = [
	{pid: 1000, comm: 'small', merging: 10, items: 20, anon: 300},
	{pid: 1001, comm: 'large', merging: 500, items: 1000, anon: 2000, huge: 512, mergeable: true},
	{pid: 1002, comm: 'not merged'},
];

describe('kernels of several ages', () => {
	it.each([
		{release: '6.1.90', missing: 12, profit: 10 * 4096 - 20 * 64, computed: true},
		{release: '6.6.30', missing: 9, profit: 10 * 4096 - 20 * 64, computed: false},
		{release: '6.12.9', missing: 0, profit: 10 * 4096 - 20 * 64, computed: false},
		{release: '6.18.1', missing: 0, profit: 10 * 4096 - 20 * 64, computed: false},
		{release: '5.19.0', missing: 12, profit: 10 * 4096, computed: true},
	])('reads $release', async ({release, missing, profit, computed}) => {
		const seen = await snapshot(tree({release, processes: guests, counters: {pages_sharing: 509}}));
		expect(seen.counters['pages_sharing']).toBe(509);
		expect(seen.knobs).toMatchObject({run: 0, enabled: 'madvise', sleep_millisecs: 20});
		// vmstat of the made-up machines lacks the counters of zero-filled swap.
		const absent = seen.missing.filter(({file}) => !file.includes('zero') || file.includes('ksm_zero'));
		expect(absent).toHaveLength(missing);
		expect(new Set(seen.missing.map(({why}) => why))).toEqual(new Set(['ENOENT']));
		expect(seen.processes.map(({name}) => name)).toEqual(['large', 'small']);
		expect(seen.processes[1]).toMatchObject({
			saved_bytes: profit,
			saved_is_computed: computed,
			rss_anon_pages: 300,
		});
		expect(seen.rates).toBeNull();
	});

	it('has no ksmd where nobody shows it', async () => {
		expect((await snapshot(tree({ksmd: null}))).ksmd).toBeNull();
		expect((await host(tree({ksmd: null}))).stdout).toContain('ksmd is not visible here');
	});

	it('says in one line that there is no KSM', async () => {
		const none = tree();
		none.remove('sys/kernel/mm/ksm');
		const said = await host(none);
		expectRefusal(said, /^ksmtop: no KSM here: there is no .*sys\/kernel\/mm\/ksm/);
		expect(said.stderr.trimEnd().split('\n')).toHaveLength(1);
	});
});

describe('what is broken', () => {
	it('reads around files that hold anything at all, or are none', async () => {
		const odd = tree({processes: guests});
		odd.file('sys/kernel/mm/ksm/pages_shared', '\u001B]0;owned\u0007 5\n');
		odd.file('sys/kernel/mm/ksm/run', Buffer.from([0xff, 0, 0x80]));
		odd.file('proc/vmstat', 'x'.repeat(100_000));
		odd.file('proc/1001/ksm_stat', 'ksm_rmap_items -\nksm_merging_pages 1e99\n');
		odd.file('proc/1000/stat', '1000 (\u001B[31mred) S 1');
		odd.file('proc/99999/ksm_stat', 'ksm_rmap_items 1\n');
		rmSync(odd.path('sys/kernel/mm/ksm/full_scans'));
		mkdirSync(odd.path('sys/kernel/mm/ksm/full_scans'));
		symlinkSync('/proc/self/nothing', odd.path('proc/4242'));
		const said = await host(odd);
		expect(said).toMatchObject({code: 0, stderr: ''});
		expect(said.stdout).toContain('/sys/kernel/mm/ksm/full_scans: EISDIR');
		expect(said.stdout).toContain('/sys/kernel/mm/ksm/pages_shared: not a number');
		// eslint-disable-next-line no-control-regex
		expect(said.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
	});

	it('goes on when processes vanish and counters go backwards', async () => {
		const changing = tree({
			processes: guests,
			counters: {pages_scanned: 5000, thp_split_page: 9},
			knobs: {run: 1},
		});
		const {child, done} = start([
			...['host', '--root', changing.root, '--format', 'ndjson', '--count', '0', '--interval', '100ms'],
		]);
		let text = '';
		child.stdout?.on('data', (more: string) => {
			text += more;
			// The header and the first row have come.
			if (changing.tree.processes.length > 0 && text.split('\n').length > 2) {
				for (const {pid} of guests) changing.remove(`proc/${pid}`);
				changing.tree.processes = [];
				changing.tree.counters = {pages_scanned: 40, thp_split_page: 1};
				changing.write();
			}
			const newest = rowsOf(text).at(-1);
			const {pages_scanned: scanned, thp_split_page: splits} = newest?.counters ?? {};
			if (newest?.processes?.length === 0 && scanned === 40 && splits === 1) child.kill('SIGINT');
		});
		const said = await done;
		expect(said).toMatchObject({code: 0, stderr: ''});
		const [header, first, ...others] = rowsOf(said.stdout);
		expect(header.type).toBe('header');
		expect(first.processes).toHaveLength(2);
		expect(others.at(-1)).toMatchObject({processes: [], counters: {pages_scanned: 40}});
		for (const {rates} of others)
			for (const rate of Object.values(rates ?? {}))
				if (rate !== null) expect(rate).toBeGreaterThanOrEqual(0);
	});
});

describe('formats', () => {
	it('prints OpenMetrics text with the names of node_exporter', async () => {
		const at = tree({processes: [{...guests[0], comm: 'a "b" \\ c'}], counters: {full_scans: 3}});
		const {stdout, code} = await host(at, '--format', 'openmetrics');
		expect(code).toBe(0);
		const lines = stdout.trimEnd().split('\n');
		expect(lines.at(-1)).toBe('# EOF');
		expect(lines).toContain('node_ksmd_full_scans_total 3');
		expect(lines).toContain(String.raw`ksmtop_process_ksm_merging_pages{pid="1000",name="a \"b\" \\ c"} 10`);
		let family = '';
		const seen = new Set<string>();
		for (const line of lines.slice(0, -1)) {
			const type = /^# TYPE ([a-z_]\w*) (counter|gauge|unknown)$/.exec(line);
			if (type !== null) {
				family = type[1];
				// Samples of a family stand together.
				expect(seen).not.toContain(family);
				seen.add(family);
				continue;
			}
			if (line.startsWith(`# HELP ${family} `)) continue;
			expect(line).toMatch(
				/^[a-z_]\w*(\{[a-z_]+="([^"\\\n]|\\.)*"(,[a-z_]+="([^"\\\n]|\\.)*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/,
			);
			expect(line.replace(/[{ ].*/, '').replace(/_total$/, '')).toBe(family);
		}
	});

	it('prints CSV of which every line has the columns of the head', async () => {
		const {stdout} = await host(
			tree({processes: guests}),
			'--format',
			'csv',
			'--count',
			'2',
			'--interval',
			'100ms',
		);
		const lines = stdout.trimEnd().split('\n');
		expect(lines).toHaveLength(1 + 2 * 3);
		expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
	});

	it('prints a table in 80 columns that says what it lacks', async () => {
		const {stdout} = await host(tree({release: '6.1.90', processes: guests}));
		expect(stdout).toContain('Not in this kernel: ');
		expect(stdout).toContain('* computed from merged pages');
		expect(stdout).toContain('Rates need a second sample');
		for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
		const markdown = await host(tree({processes: guests}), '--format', 'markdown');
		expect(markdown.stdout).toMatch(/^\| pages_sharing/m);
	});

	it('gives rates from the second snapshot on', async () => {
		const seen = await snapshot(tree(), '--count', '2', '--interval', '100ms');
		expect(seen.rates).toMatchObject({merged_mb_s: 0, scanned_pages_s: 0, ksmd_cpu_percent: 0});
	});
});

it('has the newest snapshot when it is interrupted on the way', async () => {
	const {child, done} = start([
		'host',
		'--root',
		tree().root,
		'--format',
		'ndjson',
		'--count',
		'5',
		'--interval',
		'1h',
	]);
	child.stdout?.once('data', () => child.kill('SIGINT'));
	const rows = await done;
	expect([rows.code, rows.stderr]).toEqual([130, '']);
	expect(rows.stdout.trimEnd().split('\n')).toHaveLength(2);
	const folder = `${work.folder}/interrupted`;
	mkdirSync(folder);
	const file = `${folder}/seen.json`;
	const other = await startListening([
		'host',
		'--root',
		tree().root,
		'--format',
		'json',
		'--count',
		'5',
		'--interval',
		'1h',
		'--output',
		file,
	]);
	// It has opened its temporary file before that.
	expect(readdirSync(folder)).toHaveLength(1);
	other.child.kill('SIGINT');
	expect((await other.done).code).toBe(130);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({schema: 1, release: '6.18.1'});
	expect(readdirSync(folder)).toEqual(['seen.json']);
});

describe('what is refused', () => {
	it.each([
		[['--interval', '5ms'], /--interval: out of range: found "5ms", allowed: 100ms to 1h/],
		[['--interval', 'soon'], /--interval/],
		[['--count', '-1'], /--count/],
		[['--format', 'tap'], /--format: host does not print it/],
		[['--format', 'json', '--count', '0'], /--count: json is one text/],
		[['free-at-once'], /host: takes no preset and no file/],
		[['--root', '/nowhere'], /no KSM here/],
		[['--root', '/etc', '--write'], /--write: writes knobs of this machine/],
		[['--write', '--format', 'json'], /--write: is for the keys of the live view/],
	] as const)('%j', async (args, words) => {
		expectRefusal(await ksmtop('host', ...args), words);
	});
});

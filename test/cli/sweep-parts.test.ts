// Goal: a sweep may be divided in any way among any machines, and its parts come together to the very bytes of the
// sweep in one piece; what is missing or contradicts itself is named. Method: properties over the deal; the built
// program with shards, with the commands of --list run by a shell, and by GNU parallel over ssh to an sshd that each connection starts.

import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {test} from '@fast-check/vitest';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {commandLines} from '../../source/cli/commands/sweep/command-lines.js';
import {deal} from '../../source/cli/commands/sweep/deal.js';
import {zeroThps} from '../session/presets.js';
import {environment, PROGRAM} from '../tools/program.js';
import {expectRefusal, ksmtop, workFolder} from './program.js';

const {folder, file, remove} = workFolder();
afterAll(remove);

const small = file('small.yaml', zeroThps('until: full_scans>=2', 4));
const SWEEP = ['sweep', small, '--vary', 'pages_to_scan=50,100,200', '--vary', 'use_zero_pages=0,1'];
const ALL = [...SWEEP, '--kernels', 'before,mainline'];

/** How often each value of each digit comes to each shard: [digit][value][shard]. */
function shares(sizes: readonly number[], shards: number): number[][][] {
	const count = sizes.reduce((product, size) => product * size, 1);
	const dealt = deal(sizes, shards);
	const table = sizes.map((size) => Array.from({length: size}, () => new Array<number>(shards).fill(0)));
	for (let index = 0; index < count; index++) {
		const shard = dealt[index];
		let rest = index;
		for (const [digit, size] of sizes.entries()) {
			table[digit][rest % size][shard]++;
			rest = Math.floor(rest / size);
		}
	}
	return table;
}

const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers);

describe('the deal', () => {
	const sizes = fc.array(fc.integer({min: 1, max: 7}), {minLength: 1, maxLength: 4});

	test.prop([sizes, fc.integer({min: 1, max: 40})])(
		'gives shards that differ by one at most',
		(dims, shards) => {
			const [values] = shares(dims, shards);
			const perShard = Array.from({length: shards}, (_, shard) =>
				values.reduce((sum, byShard) => sum + byShard[shard], 0),
			);
			expect(spread(perShard)).toBeLessThanOrEqual(1);
		},
	);

	test.prop([sizes, fc.integer({min: 2, max: 8})])('gives each its share of every value', (dims, shards) => {
		for (const byValue of shares(dims, shards))
			for (const byShard of byValue) {
				const share = byShard.reduce((sum, times) => sum + times, 0) / shards;
				expect(spread(byShard)).toBeLessThanOrEqual(4 + share / 8);
			}
	});

	it('parts kernels evenly where their number is that of the shards', () => {
		// One seed, two kernels, four values: each of two shards gets both kernels and all values.
		expect(shares([1, 2, 4], 2)).toEqual([
			[[4, 4]],
			[
				[2, 2],
				[2, 2],
			],
			[
				[1, 1],
				[1, 1],
				[1, 1],
				[1, 1],
			],
		]);
	});
});

describe('the lines of --list', () => {
	it('keep every word, say the shard and the format, and are quoted for a shell', () => {
		const argv = [
			'sweep',
			"it's.yaml",
			'--list',
			'--until',
			'a>=1 or b>=2',
			'--format',
			'csv',
			'--output=x',
			'--vary',
			'k=1,2',
		];
		expect(commandLines(argv, 2)).toEqual([
			String.raw`ksmtop sweep 'it'\''s.yaml' --until 'a>=1 or b>=2' --vary k=1,2 --shard 1/2 --format ndjson`,
			String.raw`ksmtop sweep 'it'\''s.yaml' --until 'a>=1 or b>=2' --vary k=1,2 --shard 2/2 --format ndjson`,
		]);
		expect(() => commandLines(['sweep', 'x', '--until', 'a\nb'], 1)).toThrow(/several lines/);
	});
});

describe('parts', () => {
	const whole: Record<string, string> = {};
	let parts: string[] = [];

	beforeAll(async () => {
		for (const format of ['table', 'json', 'ndjson', 'csv', 'markdown'])
			whole[format] = (await ksmtop(...ALL, '--format', format)).stdout;
		parts = [];
		for (const shard of ['1/2', '2/2']) {
			const {stdout, code} = await ksmtop(...ALL, '--shard', shard, '--format', 'ndjson');
			expect(code).toBe(0);
			for (const kernel of ['before', 'mainline']) expect(stdout).toContain(`"kernel":"${kernel}"`);
			parts.push(file(`part${parts.length}.ndjson`, stdout));
		}
	});

	it('come together to the very bytes of the whole, in every format and order', async () => {
		for (const [format, text] of Object.entries(whole)) {
			const merged = await ksmtop('sweep', '--merge', parts[1], parts[0], '--format', format);
			expect(merged).toEqual({code: 0, stdout: text, stderr: ''});
		}
		// What ran twice and says the same is no contradiction.
		const twice = await ksmtop('sweep', '--merge', ...parts, parts[0], '--format', 'ndjson');
		expect(twice.stdout).toBe(whole['ndjson']);
	});

	it('that are missing, contradict each other, or are of another sweep are named', async () => {
		const merge = async (...files: string[]) => ksmtop('sweep', '--merge', ...files);
		const [first] = parts;
		const rows = readFileSync(first, 'utf8');
		expectRefusal(await merge(first), /6 of 12 rows are missing: index \d+/);
		const other = file('other.ndjson', rows.replace(/"full_scans":\d+/, '"full_scans":77'));
		expectRefusal(
			await merge(...parts, other),
			/other\.ndjson:1: row 0 contradicts .*part0\.ndjson:1: full_scans is 77, was \d/,
		);
		const another = await ksmtop(
			...ALL,
			'--set',
			'sleep_millisecs=30',
			'--shard',
			'1/6',
			'--format',
			'ndjson',
		);
		expectRefusal(
			await merge(first, file('another.ndjson', another.stdout)),
			/another\.ndjson:1: another sweep/,
		);
		expectRefusal(await merge(first, file('cut.ndjson', rows.slice(0, 1000))), /cut\.ndjson:\d: .*cut off/);
		expectRefusal(
			await merge(file('no.ndjson', '{"index":1}\n')),
			/no\.ndjson:1: not a row of a sweep.*: of: /,
		);
		const endless = rows.replaceAll('"of":12', `"of":${2 ** 53 - 1}`);
		expectRefusal(await merge(file('endless.ndjson', endless)), /endless\.ndjson:1: .*: of: /);
		expectRefusal(await merge(file('empty.ndjson', '')), /no row/);
		expectRefusal(await merge(path.join(folder, 'nowhere')), /no such file/);
		expectRefusal(await merge(), /--merge: needs the files/);
		expectRefusal(await ksmtop('sweep', '--merge', first, '--vary', 'run=1'), /not with --vary/);
		expectRefusal(await ksmtop(...ALL, '--list', '--shard', '1/2'), /not with --shard/);
	});
});

/** A folder with a `ksmtop`, as an installed one would lie in PATH. */
function programFolder(): string {
	const program = file('ksmtop', `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
	chmodSync(program, 0o755);
	return folder;
}

describe('commands', () => {
	it('that a shell runs one by one give the whole', async () => {
		const few = [...SWEEP, '--kernel', 'mainline'];
		const listed = await ksmtop(...few, '--list');
		expect(listed.stdout.trimEnd().split('\n')).toHaveLength(6);
		const PATH = `${programFolder()}:${process.env['PATH']}`;
		const {stdout, status} = spawnSync('sh', [], {
			input: listed.stdout,
			encoding: 'utf8',
			env: environment({PATH}),
		});
		expect(status).toBe(0);
		expect(stdout).toBe((await ksmtop(...few, '--format', 'ndjson')).stdout);
	});
});

const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/sbin/sshd'].find((place) => existsSync(place));
/** Where sshd, run by root, lets nothing in; its service makes it at its start. */
const CONFINED = '/run/sshd';
const installed = (command: string): boolean => spawnSync('which', [command], {stdio: 'ignore'}).status === 0;

/** The name of the user if somebody may log in by it. */
function loginName(): string | null {
	try {
		const {username, shell} = userInfo();
		return /\/(nologin|false)$/.test(shell ?? '') ? null : username;
	} catch {
		// Nobody has this number.
		return null;
	}
}

const USER = loginName();
const runsParallel = USER !== null && SSHD !== undefined && ['parallel', 'ssh-keygen'].every(installed);

describe.runIf(runsParallel)('GNU parallel', () => {
	it('runs the commands over ssh', async () => {
		const at = (name: string): string => path.join(folder, name);
		for (const key of ['host-key', 'user-key'])
			spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)], {stdio: 'inherit'});
		const server = [
			`HostKey ${at('host-key')}`,
			`AuthorizedKeysFile ${at('user-key.pub')}`,
			'LogLevel ERROR',
			'StrictModes no',
			'UsePAM no',
			'PermitRootLogin prohibit-password',
			'PasswordAuthentication no',
			// At home the shell would first do what its owner has written there.
			`SetEnv PATH=${programFolder()}:/usr/local/bin:/usr/bin:/bin HOME=${folder}`,
		];
		// No port that another could take, and nobody to wait for: ssh talks to a server of its own through pipes.
		const client = [
			`ProxyCommand ${SSHD} -i -e -f ${file('sshd.conf', `${server.join('\n')}\n`)}`,
			`IdentityFile ${at('user-key')}`,
			'IdentitiesOnly yes',
			'BatchMode yes',
			'StrictHostKeyChecking no',
			'UserKnownHostsFile /dev/null',
			'LogLevel ERROR',
		];
		const ssh = `ssh -F ${file('ssh.conf', `${client.join('\n')}\n`)}`;
		// It stays, since another server may need it by then.
		if (userInfo().uid === 0) mkdirSync(CONFINED, {recursive: true, mode: 0o755});
		const few = [...SWEEP, '--kernel', 'mainline'];
		const {stdout, stderr, status} = spawnSync(
			'parallel',
			['--will-cite', '--keep-order', '--ssh', ssh, '--sshlogin', `2/${USER}@machine`],
			{
				input: (await ksmtop(...few, '--list')).stdout,
				encoding: 'utf8',
				env: environment({PARALLEL_HOME: at('parallel')}, folder),
			},
		);
		expect([status, stderr]).toEqual([0, '']);
		const merged = await ksmtop('sweep', '--merge', file('over-ssh.ndjson', stdout), '--format', 'json');
		expect(merged.stdout).toBe((await ksmtop(...few, '--format', 'json')).stdout);
	});
});

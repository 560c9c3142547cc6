// Goal: whatever fails on the way to the disk, and wherever the program is killed, a file is what it was or what it is to
// be, never half of it, and nothing is left lying about. Method: every n-th of the system calls through the one seam
// fails once, for every n until none fails any more; then a process of its own is killed at every call in turn.

import {spawnSync} from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeEach, describe, expect, it} from 'vitest';
import {calls, type FileCalls} from '../../../source/cli/files/calls.js';
import {fileOutput} from '../../../source/cli/files/file-output.js';
import {saveNew} from '../../../source/cli/files/new-file.js';
import {readRunFile} from '../../../source/cli/run-file/read-run-file.js';
import {recordTo} from '../../../source/cli/run-file/run-file.js';
import type {HeaderFacts} from '../../../source/cli/run-file/run-file-format.js';
import {UsageError} from '../../../source/cli/command-line/usage-error.js';
import {createSession} from '../../../source/session/simulated-session.js';
import {load} from '../../scenario/load.js';
import {zeroThps} from '../../session/presets.js';
import {environment, preloading, PROGRAM} from '../../tools/program.js';
import {workFolder} from '../program.js';

const work = workFolder();
const folder = path.join(work.folder, 'files');
const file = path.join(folder, 'out');
const OLD = 'what was there before\n';
const NEW = 'line one\nline two\n';
const REAL = {...calls};

beforeEach(() => {
	rmSync(folder, {recursive: true, force: true});
	mkdirSync(folder);
});
afterAll(() => {
	work.remove();
});

/** Runs `attempt` with the n-th call failing, for n = 1, 2, ... until none fails; `check` looks at the folder each time. */
async function failEach(
	attempt: () => Promise<void>,
	check: (failed: keyof FileCalls | null) => void,
): Promise<number> {
	for (let n = 1; ; n++) {
		let count = 0;
		let failed: keyof FileCalls | null = null;
		for (const name of Object.keys(REAL) as Array<keyof FileCalls>) {
			const real = REAL[name] as (...args: unknown[]) => unknown;
			const faulty = (...args: unknown[]): unknown => {
				if (++count !== n) return real(...args);
				failed = name;
				throw Object.assign(new Error('injected'), {code: 'ENOSPC'});
			};
			Object.assign(calls, {[name]: faulty});
		}
		try {
			await attempt();
		} catch (error) {
			expect(error).toBeInstanceOf(UsageError);
		} finally {
			Object.assign(calls, REAL);
		}
		check(failed);
		if (failed === null) return n - 1;
	}
}

const left = (): string[] => readdirSync(folder).sort();

async function writeOutput(): Promise<void> {
	const output = fileOutput(file);
	try {
		await output.write('line one\n');
		await output.write('line two\n');
		await output.finish();
	} catch (error) {
		output.abandon();
		throw error;
	}
}

const session = () => createSession(load(zeroThps('until: full_scans>=2', 2)), {limitNs: 60e9});
const FACTS: HeaderFacts = {
	ksmtop: '0.1.0',
	preset: 'zero',
	kernels: ['mainline'],
	seed: 2 ** 53 - 1,
	sets: [],
	until: null,
	limit_ns: null,
	text: 'name: zero\n',
};

/** Records a session with commands and a rewind that takes one of them back. */
async function record(): Promise<void> {
	const subject = session();
	const recorder = recordTo(file, subject, FACTS);
	subject.setKnob('run', '1');
	subject.advance(1e9);
	recorder.sync();
	subject.setKnob('pages_to_scan', '200');
	recorder.sync();
	subject.rewindTo(5e8);
	subject.setKnob('pages_to_scan', '300');
	recorder.sync();
	recorder.finish();
}

describe('a call that fails', () => {
	it('leaves the file of --output as it was, or whole', async () => {
		writeFileSync(file, OLD);
		chmodSync(file, 0o640);
		const failures = await failEach(writeOutput, (failed) => {
			expect(left()).toEqual(['out']);
			expect([OLD, NEW]).toContain(readFileSync(file, 'utf8'));
			if (failed === null) expect(readFileSync(file, 'utf8')).toBe(NEW);
			expect(statSync(file).mode & 0o777).toBe(0o640);
			writeFileSync(file, OLD);
		});
		expect(failures).toBeGreaterThan(5);
	});

	it('leaves a recording that can be read up to where it came', async () => {
		const failures = await failEach(record, (failed) => {
			const names = left();
			expect(names.length).toBeLessThanOrEqual(1);
			if (names.length === 1) {
				const {end, commands} = readRunFile(readFileSync(file, 'utf8'), file);
				expect(commands.length).toBeLessThanOrEqual(2);
				if (failed === null) expect(end).not.toBeNull();
			}
			rmSync(file, {force: true});
		});
		expect(failures).toBeGreaterThan(12);
	});

	it('leaves no part of a pair of saved files', async () => {
		await failEach(
			async () => {
				saveNew((n) => `${file}-${n}`, {txt: OLD, svg: NEW});
			},
			(failed) => {
				// Of a file that cannot be removed something stays.
				const strange = left().filter((name) => !/^out-\d\.(?:txt|svg)$/.test(name));
				if (failed !== 'unlink') expect(strange).toEqual([]);
				if (failed === null) expect(left()).toEqual(['out-1.svg', 'out-1.txt']);
				rmSync(folder, {recursive: true});
				mkdirSync(folder);
			},
		);
	});
});

describe('a kill at any call', () => {
	/** Counts the calls that change files, and ends the program in the place of the one that KILL_AT names. */
	const HOOK = `
		import fs from 'node:fs';
		let left = Number(process.env.KILL_AT);
		for (const name of ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync', 'unlinkSync', 'fchmodSync']) {
			const real = fs[name];
			fs[name] = (...args) => {
				const isOurs = name !== 'openSync' || String(args[1]).includes('w');
				if (isOurs && left-- === 0) process.kill(process.pid, 'SIGKILL');
				return real(...args);
			};
		}`;

	/** Runs the program, killed at its n-th call, for n = 0, 1, ... until it comes to its end. Returns how often it was killed. */
	function killEach(args: readonly string[], check: () => void): number {
		for (let n = 0; ; n++) {
			writeFileSync(file, OLD);
			const env = environment({...preloading(HOOK), KILL_AT: String(n)});
			const {signal, status, stderr} = spawnSync(process.execPath, [PROGRAM, ...args], {env});
			check();
			if (signal !== null) continue;
			expect([status, String(stderr)]).toEqual([0, '']);
			return n;
		}
	}

	it('leaves the file of --output as it was, or whole', () => {
		let last = '';
		const kills = killEach(['list', 'kernels', '--output', file], () => {
			last = readFileSync(file, 'utf8');
			if (last !== OLD) expect(last.trimEnd().split('\n').at(-1)).toMatch(/^\s/);
		});
		expect(kills).toBeGreaterThan(4);
		expect(last).toContain('mainline');
		// What killed runs left was in no one's way.
		expect(left().length).toBeGreaterThan(2);
	});

	it('leaves a recording that can be read', () => {
		const preset = work.file('small.yaml', zeroThps('until: full_scans>=1', 2));
		const recording = path.join(folder, 'recording');
		const args = ['run', preset, '--kernel', 'before', '--record', recording, '--output', file];
		let isWhole = false;
		const kills = killEach(args, () => {
			if (!existsSync(recording)) return;
			isWhole = readRunFile(readFileSync(recording, 'utf8'), recording).end !== null;
		});
		expect(kills).toBeGreaterThan(8);
		expect(isWhole).toBe(true);
	});
});

describe('names', () => {
	it('a saved file never takes the place of another, planted or not', () => {
		writeFileSync(`${file}.ndjson`, 'planted');
		const nameOf = (n: number): string => (n === 1 ? file : `${file}-${n}`);
		expect(saveNew(nameOf, {ndjson: NEW}, true)).toBe(`${file}-2`);
		expect(saveNew(nameOf, {ndjson: NEW}, true)).toBe(`${file}-2`);
		expect(readFileSync(`${file}.ndjson`, 'utf8')).toBe('planted');
	});

	it('a recording takes the place of a recording only', () => {
		writeFileSync(file, OLD);
		expect(() => recordTo(file, session(), FACTS)).toThrow(/it is not a run file/);
		expect(readFileSync(file, 'utf8')).toBe(OLD);
	});
});

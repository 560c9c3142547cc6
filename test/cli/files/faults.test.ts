// Goal: whatever fails on the way to the disk, and wherever the program is killed, a file is what it was or what it is to
// be, never half of it, and nothing is left lying about. Method: every n-th of the system calls through the one seam
// fails once, for every n until none fails any more; then a process of its own is killed at every call in turn.

import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeEach, describe, expect, it} from 'vitest';
import {calls, type FileCalls} from '../../../source/cli/files/calls.js';
import {fileOutput} from '../../../source/cli/files/file-output.js';
import {saveNew} from '../../../source/cli/files/new-file.js';
import {readRunFile} from '../../../source/cli/read-run-file.js';
import {recordTo} from '../../../source/cli/run-file.js';
import type {HeaderFacts} from '../../../source/cli/run-file-format.js';
import {UsageError} from '../../../source/cli/usage-error.js';
import {createSession} from '../../../source/session/session.js';
import {load} from '../../scenario/load.js';
import {zeroThps} from '../../session/presets.js';
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

it('a kill at any call leaves the file as it was, or whole', () => {
	const seam = new URL('../../../dist/cli/files/', import.meta.url).href;
	const script = `
		const {calls} = await import('${seam}calls.js');
		const {fileOutput} = await import('${seam}file-output.js');
		let left = Number(process.argv[1]);
		for (const [name, real] of Object.entries(calls))
			calls[name] = (...args) => {
				if (left-- === 0) process.kill(process.pid, 'SIGKILL');
				return real(...args);
			};
		const output = fileOutput(process.argv[2]);
		await output.write('line one\\n');
		await output.write('line two\\n');
		await output.finish();`;
	let kills = 0;
	for (let n = 0; ; n++) {
		writeFileSync(file, OLD);
		const {signal, status, stderr} = spawnSync(process.execPath, [
			'--input-type=module',
			'-e',
			script,
			String(n),
			file,
		]);
		expect([OLD, NEW]).toContain(readFileSync(file, 'utf8'));
		if (signal === null) {
			expect([status, String(stderr)]).toEqual([0, '']);
			break;
		}
		kills++;
	}
	expect(kills).toBeGreaterThan(5);
	expect(readFileSync(file, 'utf8')).toBe(NEW);
	// What a killed run left is in nobody's way.
	expect(left().length).toBeGreaterThan(1);
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

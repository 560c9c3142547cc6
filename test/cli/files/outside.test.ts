// Goal: whatever the names that people give lead to (pipes, FIFOs that nobody opens, links into nothing, devices, a folder
// that was removed), and however few files may be open, a command does its work or says what is wrong, hears signals
// while it waits, and replaces nothing but what it was to replace. Method: the built program, with the real thing at
// every place.

import {execFileSync, spawnSync} from 'node:child_process';
import {constants, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {open, type FileHandle} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {loadConfig} from '../../../source/cli/config.js';
import {dropOldSessions, stateFolder, xdgFolder} from '../../../source/cli/files/state-folder.js';
import {PROGRAM} from '../../tools/program.js';
import {expectRefusal, ksmtop, start, workFolder} from '../program.js';

const work = workFolder();
afterAll(work.remove);
const inFolder = (name: string): string => path.join(work.folder, name);

function fifo(name: string): string {
	execFileSync('mkfifo', [inFolder(name)]);
	return inFolder(name);
}

const NOT_WAITING = constants.O_RDONLY | constants.O_NONBLOCK;

/** What is in a pipe by now; "" if there is nothing, or nobody to write it. */
async function readSome(reader: FileHandle): Promise<string> {
	const bytes = Buffer.alloc(100);
	try {
		return bytes.toString('utf8', 0, (await reader.read(bytes)).bytesRead);
	} catch {
		return '';
	}
}

/** Runs a command line of the shell, in which $ksmtop is the program. */
function shell(line: string): {code: number | null; stdout: string; stderr: string} {
	const script = `ksmtop() { '${process.execPath}' '${PROGRAM}' "$@"; }; cd '${work.folder}'; ${line}`;
	const {status, stdout, stderr} = spawnSync('sh', ['-c', script], {encoding: 'utf8'});
	return {code: status, stdout, stderr};
}

describe('--output', () => {
	it('through a link to a pipe goes into the pipe, and the link stays', () => {
		symlinkSync('/proc/self/fd/1', inFolder('stdout'));
		const {stdout, stderr} = shell('ksmtop list kernels --output stdout | cat');
		expect([stdout.split('\n')[0], stderr]).toEqual(['kernels', '']);
		expect(lstatSync(inFolder('stdout')).isSymbolicLink()).toBe(true);
	});

	it('through a link into nothing makes the file that it names', async () => {
		mkdirSync(inFolder('deep'));
		symlinkSync('deep/second', inFolder('first'));
		symlinkSync('third', inFolder('deep/second'));
		expect((await ksmtop('list', '--output', inFolder('first'))).code).toBe(0);
		expect(lstatSync(inFolder('first')).isSymbolicLink()).toBe(true);
		expect(readFileSync(inFolder('deep/third'), 'utf8')).toContain('mainline');
	});

	it('to a FIFO is waited for, and refused when nobody reads it', async () => {
		const pipe = fifo('out');
		expectRefusal(await ksmtop('list', '--output', pipe), /cannot write .*out: nobody reads it/);
		const {done} = start(['list', 'kernels', '--output', pipe]);
		const reader = await open(pipe, NOT_WAITING);
		expect((await done).code).toBe(0);
		expect(await readSome(reader)).toMatch(/^kernels/);
		await reader.close();
	});

	it('to a reader that has stalled hears TERM', async () => {
		const pipe = fifo('stalled');
		const {child, done} = start([
			'run',
			'free-at-once',
			'--format',
			'ndjson',
			'--every',
			'wakeup',
			'--output',
			pipe,
		]);
		// Opened once the program writes; more than this is not read.
		const reader = await open(pipe, 'r');
		await reader.read(Buffer.alloc(100));
		child.kill('SIGTERM');
		expect((await done).code).toBe(143);
		await reader.close();
	});
});

it('a recording into a FIFO is refused at once, and one over a file of another kind', async () => {
	expectRefusal(await ksmtop('run', 'ghost', '--record', fifo('record')), /it is not a regular file/);
	const mine = work.file('mine.txt', 'my notes\n');
	expectRefusal(await ksmtop('run', 'ghost', '--record', mine), /it is not a run file/);
	expect(readFileSync(mine, 'utf8')).toBe('my notes\n');
});

describe('while input is waited for, INT ends', () => {
	it.each([
		['check', ['check', '-']],
		['real', ['real', 'ghost', '--from', '-', '--format', 'json']],
	])('%s', async (_name, args) => {
		const {child, done} = start(args, {input: null});
		// More than a pipe holds: once it has left, the program is reading.
		await new Promise((resolve) => {
			child.stdin?.write('{"type":'.padEnd(500_000), resolve);
		});
		child.kill('SIGINT');
		const {code} = await done;
		// Within its first moments the signal has the effect that it has by default.
		expect([130, 'SIGINT']).toContain(code ?? child.signalCode);
	});
});

it('what would keep a screen is refused where there is none', async () => {
	const cast = inFolder('x.cast');
	for (const args of [['ghost'], ['host', '--count', '1'], ['real', 'ghost', '--from', '/dev/null']])
		expectRefusal(await ksmtop(...args, '--cast', cast), /--cast: records the live view/);
	expectRefusal(await ksmtop('replay', 'x', '--view'), /--view: cannot be shown: .*not a terminal/);
	const same = work.file('same.yaml', 'name: x\n');
	expectRefusal(await ksmtop(same, '--cast', same), /--cast: the same file as what is read/);
	expect(existsSync(cast)).toBe(false);
});

describe('of the system', () => {
	it("a current folder that was removed is in nobody's way who does not need it", () => {
		const {code, stdout} = shell('mkdir gone; cd gone; rmdir ../gone; ksmtop run ghost --format csv');
		expect([code, stdout.length > 0]).toEqual([0, true]);
	});

	it('too few files that may be open are no defect of ksmtop', () => {
		for (const files of [20, 24, 28]) {
			const {code, stderr} = shell(`ulimit -n ${files}; ksmtop run ghost`);
			expect([0, 2]).toContain(code);
			expect(stderr).not.toMatch(/^\s+at |node:internal|defect/m);
		}
	});

	it('a home that is not there, or no name, is no folder of the current one', () => {
		for (const HOME of ['', 'relative', undefined])
			expect(path.isAbsolute(xdgFolder({HOME}, 'XDG_STATE_HOME', '.local/state'))).toBe(true);
	});
});

describe('settings', () => {
	it('that are a FIFO, a device or huge are said to be so', () => {
		const folder = inFolder('config/ksmtop');
		mkdirSync(folder, {recursive: true});
		const settings = path.join(folder, 'config.yaml');
		const problem = (): string => loadConfig({XDG_CONFIG_HOME: inFolder('config')}).problems.join();
		execFileSync('mkfifo', [settings]);
		expect(problem()).toMatch(/not a regular file/);
		execFileSync('ln', ['-sf', '/dev/zero', settings]);
		expect(problem()).toMatch(/not a regular file/);
		execFileSync('rm', [settings]);
		writeFileSync(settings, '#'.repeat(100_000));
		expect(problem()).toMatch(/too large/);
	});
});

it('what is planted among the kept sessions keeps none of them from going', () => {
	const state = stateFolder({XDG_STATE_HOME: inFolder('state')});
	mkdirSync(path.join(state, 'session-folder.ndjson'));
	symlinkSync('nowhere', path.join(state, 'session-link.ndjson'));
	for (const n of [1, 2]) writeFileSync(path.join(state, `session-${n}.ndjson`), '');
	dropOldSessions(state, 0);
	for (const n of [1, 2]) expect(existsSync(path.join(state, `session-${n}.ndjson`))).toBe(false);
});

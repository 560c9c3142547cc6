// Goal: on a real terminal the live view shows the regression, obeys its keys, and leaves the terminal as it found it.
// Method: the built program in a pseudo terminal, read through a terminal emulator. One program serves several looks,
// since each takes a moment to start.

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {constants, tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {fileIn} from '../tools/patience.js';
import {preloading, PROGRAM} from '../tools/program.js';
import {type PtyProgram, shows, startCommand, startProgram} from '../tools/pty.js';
import {SMALL} from '../tui/stage.js';

let folder: string;
let preset: string;

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-pty-'));
	preset = path.join(folder, 'small.yaml');
	writeFileSync(preset, SMALL);
});

afterAll(() => {
	rmSync(folder, {recursive: true});
});

const startSmall = (...flags: string[]): PtyProgram => startProgram([preset, ...flags], {cwd: folder});

/** An environment in which USR2 makes the program run some code. */
const atUserSignal = (code: string): {NODE_OPTIONS: string} =>
	preloading(`process.on('SIGUSR2', () => {${code}})`);

/** Pauses; what is on the screen then does not change by itself. */
async function pause(program: PtyProgram): Promise<string[]> {
	program.type(' ');
	return program.until(shows('PAUSED'), 'PAUSED');
}

/** Waits until a paused view has drawn all that there was to draw: it answers keys in their order, and sends nothing else. */
async function quiet(program: PtyProgram): Promise<void> {
	program.type('/');
	await program.until(shows('filter:'), 'the prompt');
	program.type('\r');
	await program.until(
		(lines) => shows('PAUSED', 'q quit')(lines) && !shows('filter:')(lines),
		'the view again',
	);
}

/** Whether the screen, as it came about by updates, is what a fresh draw gives. */
async function expectWhole(program: PtyProgram): Promise<void> {
	await quiet(program);
	const seen = program.emulator.cells();
	const before = program.raw().length;
	program.type('\u000C');
	await program.until(() => program.raw().slice(before).includes('\u001B[2J'), 'a fresh draw');
	await quiet(program);
	expect(program.emulator.cells()).toEqual(seen);
}

describe('the demo', () => {
	it('plays, obeys keys, and leaves three lines and the scrollback', async () => {
		const program = startCommand(
			['sh', '-c', 'seq 1 40; "$0" "$@"; echo status $?', process.execPath, PROGRAM, '--speed', 'max'],
			{cwd: folder},
		);
		await program.until(shows('before', 'mainline', 'v1-mergeable', 'most/wakeup'), 'the first screen');
		// The preset slows itself down at the cliff.
		await program.until(shows('51,200 x512'), 'the cliff');
		const lines = await pause(program);
		expect(lines.find((line) => line.startsWith('>B mainline') && line.includes('x512'))).toMatch(/ 0 % /);
		await expectWhole(program);
		program.type('?');
		await program.until(shows('Words'), 'the help');
		program.type('?');
		program.type('+');
		await program.until(shows('pages_to_scan 200'), 'the turned knob');
		program.type('q');
		expect((await program.exit()).code).toBe(0);
		const left = program.emulator.scrollback();
		expect(left).toContain('1');
		expect(left).toContain('40');
		const end = left.slice(left.indexOf('40') + 1).join('');
		expect(end).toMatch(/mainline.*fingerprint [\da-f]{16} .*ksmtop replay \S+\.ndjsonstatus 0$/);
		expect(program.emulator.terminal.buffer.active.type).toBe('normal');
		expect(program.emulator.terminal.modes.bracketedPasteMode).toBe(false);
		expect(program.emulator.terminal.modes.wraparoundMode).toBe(true);
	});
});

describe('a paused view', () => {
	it('goes on while the terminal is stalled, and is whole afterwards', async () => {
		// More than any terminal takes; it draws nothing.
		const env = atUserSignal("process.stdout.write('\\0'.repeat(2 ** 20))");
		const program = startProgram([preset, '--speed', 'max'], {cwd: folder, env});
		await program.until(shows('RUNNING'));
		program.pause();
		program.kill('SIGUSR2');
		program.type('w');
		await fileIn(folder, (name) => name === 'ksmtop-1.ndjson');
		program.resume();
		await pause(program);
		await expectWhole(program);
		program.type('q');
		expect((await program.exit()).code).toBe(0);
	});

	it('sends nothing, answers keys, survives a storm of resizes', async () => {
		// A mark that comes when everything did that was due in the program's next 600 ms.
		const mark = '\u001B]777;later\u0007';
		const env = atUserSignal(`setTimeout(() => process.stdout.write(${JSON.stringify(mark)}), 600)`);
		const program = startProgram([preset, '--speed', 'max'], {cwd: folder, env});
		await program.until(shows('RUNNING'));
		await pause(program);
		await expectWhole(program);
		const {length} = program.raw();
		program.kill('SIGUSR2');
		await program.until(() => program.raw().includes(mark), 'the mark');
		expect(program.raw().slice(length)).toBe(mark);
		for (let i = 0; i < 30; i++) program.resize(40 + ((i * 37) % 160), 10 + ((i * 13) % 50));
		program.resize(120, 40);
		await program.until(shows('per cell', 'events', 'processes of B'), 'the large layout');
		await expectWhole(program);
		program.resize(40, 10);
		await program.until(shows('most/wakeup', 'PAUSED'), 'the small layout');
		await expectWhole(program);
		program.resize(80, 24);
		await program.until(shows('q quit', 'sleep_millisecs'));
		// Every key that the footer names, and what cannot be read as a key.
		program.type('sSfFe\u001B[<0;1;1M,.\t\u001B[200~qqq\u001B[201~o');
		await program.until(shows('advisor_mode'), 'the knobs');
		program.type('qeq');
		expect((await program.exit()).code).toBe(0);
	});
});

describe('signals', () => {
	it.each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	] as const)('%s restores the terminal and exits with %i', async (signal, code) => {
		const program = startSmall();
		await program.until(shows('RUNNING'));
		program.kill(signal);
		expect((await program.exit()).code).toBe(code);
		expect(program.raw()).toContain('\u001B[?1049l');
		expect(program.emulator.text().join('\n')).toContain('fingerprint');
	});

	it('Ctrl-C quits with 130', async () => {
		const program = startSmall();
		await program.until(shows('RUNNING'));
		program.type('\u0003');
		expect((await program.exit()).code).toBe(130);
	});

	it('a crash restores the terminal and says what went wrong, without a stack trace', async () => {
		const program = startProgram([preset], {
			cwd: folder,
			env: atUserSignal('setImmediate(() => {throw new Error("boom")})'),
		});
		await program.until(shows('RUNNING'));
		program.kill('SIGUSR2');
		await program.until(shows('internal error: boom'), 'the error');
		expect((await program.exit()).code).toBe(3);
		expect(program.emulator.terminal.buffer.active.type).toBe('normal');
		expect(program.raw()).not.toContain('    at ');
	});

	it('a computation that does not end gives the terminal back, says where it stands, and hears Ctrl-C', async () => {
		const program = startProgram([preset], {
			cwd: folder,
			env: atUserSignal('(function endless() {for (;;);})()'),
		});
		await program.until(shows('RUNNING'));
		program.kill('SIGUSR2');
		await program.until(shows('busy, and does not answer until this is done: endless'), 'the watchdog');
		expect(program.emulator.terminal.buffer.active.type).toBe('normal');
		program.type('\u0003');
		const {code, signal} = await program.exit();
		expect([code === 130, signal === constants.signals.SIGINT]).toContain(true);
	});

	it('a computation that takes long gets the screen back when it is done', async () => {
		const done = path.join(folder, 'done');
		const program = startProgram([preset], {
			cwd: folder,
			env: atUserSignal(
				`import('node:fs').then(({existsSync}) => {while (!existsSync(${JSON.stringify(done)}));})`,
			),
		});
		await program.until(shows('RUNNING'));
		program.kill('SIGUSR2');
		await program.until(shows('busy, and'), 'the watchdog');
		writeFileSync(done, '');
		await program.until(shows('RUNNING', 'q quit'), 'the view again');
		await pause(program);
		await expectWhole(program);
		program.kill('SIGTERM');
		expect((await program.exit()).code).toBe(143);
	});

	it('Ctrl-Z goes to the shell and fg comes back', async () => {
		const shell = startCommand(['bash', '--norc', '--noprofile', '-i'], {
			cwd: folder,
			env: {PS1: 'prompt> '},
		});
		await shell.until(shows('prompt>'));
		shell.type(
			`'${process.execPath}' '${PROGRAM}' small.yaml --speed 1\r`.replace('small.yaml', './small.yaml'),
		);
		await shell.until(shows('RUNNING'));
		shell.type('\u001A');
		await shell.until(shows('Stopped'), 'the shell');
		expect(shell.emulator.terminal.buffer.active.type).toBe('normal');
		shell.type('echo $((6 * 7)) is typed\r');
		await shell.until(shows('42 is typed'), 'an echo');
		shell.type('fg\r');
		await shell.until(shows('RUNNING', 'most/wakeup'), 'the view again');
		await pause(shell);
		await expectWhole(shell);
		shell.type('q');
		await shell.until(shows('fingerprint'));
		shell.type('exit\r');
		await shell.exit();
	});

	it.each([
		['the view', [], 'RUNNING'],
		['a long run', ['--until', 'time>=100d', '--limit', '101d'], 'simulated'],
	])('a dropped connection ends %s', async (_what, flags, words) => {
		const args = flags.length === 0 ? [preset] : ['run', preset, ...flags];
		const program = startProgram(args, {cwd: folder});
		await program.until(shows(words));
		program.hangUp();
		expect(await program.exit()).toEqual({code: 129, signal: 0});
	});
});

describe('the environment', () => {
	it('NO_COLOR leaves bold and reverse, CI changes nothing', async () => {
		const program = startProgram([preset], {cwd: folder, env: {NO_COLOR: '1', CI: 'true', FORCE_COLOR: '0'}});
		await program.until(shows('most/wakeup'));
		await pause(program);
		const cells = program.emulator.cells().flat();
		expect(cells.every((cell) => cell.foreground === 'default' && cell.background === 'default')).toBe(true);
		expect(cells.some((cell) => cell.bold)).toBe(true);
		expect(cells.some((cell) => cell.inverse)).toBe(true);
		program.type('q');
		await program.exit();
	});

	it('a locale without UTF-8 gets ASCII only', async () => {
		const program = startProgram([preset, '--speed', 'max'], {
			cwd: folder,
			columns: 120,
			rows: 40,
			env: {LANG: 'C'},
		});
		await program.until(
			(lines) => lines.some((line) => /mainline.* x[\d.]+/.test(line)),
			'a budget exceeded',
		);
		program.type('f?');
		await program.until(shows('Words'));
		expect([...program.raw()].filter((char) => char > '~')).toEqual([]);
		program.type('qq');
		await program.exit();
	});
});

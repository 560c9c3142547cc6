// Goal: `ksmtop real --from` on a terminal shows the recording beside the model, takes keys though the recording comes
// through a pipe, says what is wrong with a stream that breaks, and leaves the terminal as it found it. Method: the built
// program in a pseudo terminal of 80 by 24 over a kept recording of a real 6.18.

import {execFileSync} from 'node:child_process';
import {createWriteStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {keptFiles} from '../support/kept-recording.js';
import {PROGRAM} from '../tools/program.js';
import {shows, startCommand, startProgram} from '../tools/pty.js';

let folder: string;
let preset: string;
let recording: string;
let lines: readonly string[];

beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-pty-real-'));
	const kept = keptFiles('writes-2001');
	preset = path.join(folder, 'preset.yaml');
	writeFileSync(preset, kept.preset);
	lines = kept.lines;
	recording = path.join(folder, 'recording.ndjson');
	writeFileSync(recording, `${lines.join('\n')}\n`);
});

afterAll(() => {
	rmSync(folder, {recursive: true});
});

/** The program behind a pipe that another command fills. */
const piped = (command: string) =>
	startCommand(['sh', '-c', `${command} | '${process.execPath}' '${PROGRAM}' real '${preset}' --from -`], {
		cwd: folder,
	});

it('shows the recording as one more column, pauses, goes back, and says what came out', async () => {
	const program = startProgram(['real', preset, '--from', recording, '--speed', 'max'], {cwd: folder});
	const screen = await program.until(shows('R linux-6.18', 'ENDED', 'A before', 'B mainline'), 'the end');
	expect(screen.some((line) => line.includes('R:linux-6.18 equals B:mainline'))).toBe(true);
	program.type('0');
	await program.until(shows('t 0.000 s'), 'the start');
	program.type('s');
	await program.until(shows('PAUSED', 'wakeup 1'), 'a step');
	program.type('u');
	await program.until(shows('cannot be turned here'), 'why no knob turns');
	program.type('  ');
	program.type('ffff');
	program.type('q');
	const {code} = await program.exit();
	const left = program.emulator.text().join('\n');
	expect(left).toContain('R equals');
	expect(left).toContain('Linux 6.18.44');
	expect(program.raw()).toContain('\u001B[?1049l');
	expect(code).toBe(0);
});

it('takes keys from the terminal while the recording comes through a pipe', async () => {
	const fifo = path.join(folder, 'fifo');
	execFileSync('mkfifo', [fifo]);
	const program = piped(`cat '${fifo}'`);
	const writer = createWriteStream(fifo);
	writer.write(`${lines.slice(0, 20).join('\n')}\n`);
	await program.until(shows('R linux-6.18', 'RUNNING'), 'the first rows');
	program.type(' ');
	await program.until(shows('PAUSED'), 'PAUSED');
	program.type('\u0003');
	await program.until((screen) => shows('R, Linux 6.18.44')(screen), 'the normal screen');
	expect(program.emulator.text().join('\n')).toContain('left after full scan');
	writer.end();
	expect((await program.exit()).code).toBe(130);
});

it('says where a connection broke, and that this is no result', async () => {
	const half = lines[30].slice(0, 40);
	const broken = path.join(folder, 'broken.ndjson');
	writeFileSync(broken, `${lines.slice(0, 30).join('\n')}\n${half}`);
	const program = piped(`cat '${broken}'`);
	await program.until(shows('ENDED', 'cut off after full scan'), 'the end of what came');
	program.type('q');
	const {code} = await program.exit();
	expect(program.emulator.text().join('\n')).toContain('cut off after full scan');
	expect(code).toBe(1);
});

it('names the line that is no row', async () => {
	const garbage = path.join(folder, 'garbage.ndjson');
	writeFileSync(
		garbage,
		`${lines.slice(0, 10).join('\n')}\nConnection reset \u001B[31mby peer\n${lines[11]}\n`,
	);
	const program = piped(`cat '${garbage}'`);
	await program.until(shows('ENDED'), 'the end of what came');
	program.type('q');
	const {code} = await program.exit();
	expect(program.emulator.text().join('\n')).toContain('standard input: line 11: not a line of JSON');
	expect(code).toBe(2);
});

it('refuses what is no recording before it takes the screen', async () => {
	const program = piped('echo hello');
	const {code} = await program.exit();
	expect(program.emulator.text().join('\n')).toContain('line 1: not a line of JSON');
	expect(program.raw()).not.toContain('\u001B[?1049h');
	expect(code).toBe(2);
});

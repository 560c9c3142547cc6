// Goal: on a slow line nothing piles up: while the terminal has not drawn the last update no other is sent, keys typed
// meanwhile come to one update, not to one each, and who quits waits for nothing.
// Method: the real program; the terminal's answers ("drawn up to here") are given by the test, when it likes. How long
// the program waits for one is a matter of its clock, so here it waits for ever.

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {fileIn} from '../tools/patience.js';
import {preloading} from '../tools/program.js';
import {startProgram} from '../tools/pty.js';

const QUESTION = '\u001B[5n';
const ANSWER = '\u001B[0n';
/** Timers of several seconds never ring. */
const PATIENT = preloading(`
	const real = globalThis.setTimeout;
	globalThis.setTimeout = (run, ms, ...rest) => real(run, ms > 5000 ? 2 ** 31 - 1 : ms, ...rest);`);

const folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-slow-link-'));
afterAll(() => {
	rmSync(folder, {recursive: true});
});

it('twenty keys while an update is under way come to one update', async () => {
	const program = startProgram(['--fps', '30', '--speed', '1'], {cwd: folder, env: PATIENT});
	const asked = (): number => program.raw().split(QUESTION).length - 1;
	let answered = 0;
	const answerOne = (): void => {
		if (answered >= asked()) return;
		answered++;
		program.type(ANSWER);
	};
	// Each answer lets one update come.
	const until = async (fits: (lines: string[]) => boolean, what: string): Promise<void> => {
		await program.until((lines) => {
			if (fits(lines)) return true;
			answerOne();
			return false;
		}, what);
	};
	await until((lines) => lines.join('\n').includes('q quit'), 'the first screen');
	await until(() => asked() >= 3, 'updates that wait for answers');
	// The terminal falls silent; whatever is typed now must wait. The last key shows elsewhere that all were obeyed.
	const before = asked();
	expect(before).toBeGreaterThan(answered);
	program.type(`${'e'.repeat(20)} w`);
	await fileIn(folder, (name) => name === 'ksmtop-1.ndjson');
	answerOne();
	await program.until((lines) => lines[0].includes('PAUSED'), 'the last key');
	expect(asked()).toBe(before + 1);
	// Nor does the end wait for an answer.
	program.type('q');
	expect((await program.exit()).code).toBe(0);
});

// Goal: on a slow line nothing piles up: while the terminal has not drawn the last update no other is sent, and keys typed
// meanwhile come to one update, not to one each.
// Method: the real program; the terminal's answers ("drawn up to here") are given by the test, when it likes.

import {expect, it} from 'vitest';
import {startProgram} from '../tools/pty.js';

const QUESTION = '\u001B[5n';
const ANSWER = '\u001B[0n';

it('twenty keys while an update is under way come to a few updates', async () => {
	const program = startProgram(['--fps', '30', '--speed', '1']);
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
	// The terminal falls silent; whatever is typed now must wait.
	const before = asked();
	for (let i = 0; i < 20; i++) program.type('e');
	program.type(' ');
	expect(asked() - before).toBeLessThanOrEqual(1);
	await until((lines) => lines[0].includes('PAUSED'), 'the last key');
	expect(asked() - before).toBeLessThanOrEqual(5);
	expect(asked() - answered).toBeLessThanOrEqual(1);
	answerOne();
	program.type('q');
	expect((await program.exit()).code).toBe(0);
});

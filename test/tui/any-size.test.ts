// Goal: the view can be drawn at any size of terminal, down to 1x1, with any panel or dialog in front, and never hangs or
// fails on it. Method: one view, resized to every small size and to random ones, with random keys in between; no frame has
// more rows than the terminal, and afterwards the view still draws.

import {fc} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {stripVTControlCharacters} from 'node:util';
import {open, stage} from './open-stage.js';

/** Keys that change what is shown; those that go back in time take too long for thousands of draws. */
const KEYS = [
	'f',
	'F',
	'e',
	'?',
	'o',
	'c',
	'p',
	'b',
	'q',
	'j',
	'l',
	'k',
	'h',
	'v',
	'x',
	'X',
	'\t',
	'P',
	'i',
	'/',
];

async function drawAt(columns: number, rows: number): Promise<void> {
	stage.store.resize(columns, rows);
	stage.sink.resize(columns, rows);
	stage.store.publish();
	await stage.screen();
}

function expectFits(rows: number): void {
	const lines = stage.sink.frame.split('\n').map((line) => stripVTControlCharacters(line));
	// Ink draws a component's error into the frame and draws nothing after it.
	expect(lines[0]).not.toContain('ERROR');
	expect(lines.length).toBeLessThanOrEqual(rows);
}

async function expectAlive(): Promise<void> {
	await stage.type('\rqqqq');
	await drawAt(80, 24);
	expect((await stage.screen()).at(-1)).toContain('q quit');
}

it('sizes from 1x1 to 44x30 can be drawn', async () => {
	await open();
	await stage.pass(1.2e9);
	for (let columns = 44; columns >= 1; columns -= columns > 14 ? 3 : 1) {
		for (let rows = 30; rows >= 1; rows -= rows > 12 ? 6 : 2) {
			await drawAt(columns, rows);
			expectFits(rows);
		}
	}
	await expectAlive();
});

it('random sizes and keys', async () => {
	await open();
	await stage.pass(1.2e9);
	const size = fc.oneof(
		fc.record({columns: fc.integer({min: 1, max: 30}), rows: fc.integer({min: 1, max: 60})}),
		fc.record({columns: fc.integer({min: 1, max: 300}), rows: fc.integer({min: 1, max: 100})}),
	);
	await fc.assert(
		fc.asyncProperty(
			size,
			fc.array(fc.constantFrom(...KEYS), {maxLength: 4}),
			async ({columns, rows}, keys) => {
				await drawAt(columns, rows);
				for (const key of keys) await stage.type(key);
				expectFits(rows);
			},
		),
		{numRuns: Number(process.env['KSMTOP_VIEW_SIZES'] ?? 60)},
	);
	await expectAlive();
});

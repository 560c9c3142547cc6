// Setting up the first session of the view: the splash screen shows the progress; Esc, q or Ctrl-C cancel it.

import {setImmediate} from 'node:timers/promises';
import type {Steps} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import {KeyDecoder} from '../../tui/keys/key-decoder.js';
import type {Look} from '../../tui/look/text.js';
import {splash} from './splash.js';
import type {Terminal} from '../terminal/terminal.js';

/** Wall-clock time between two looks at the keyboard, and between two drawings, ms. */
const SLICE_MS = 12;
const DRAW_EVERY_MS = 250;

const GIVES_UP: ReadonlySet<string> = new Set(['\u001B', 'q', '\u0003']);

/** Reads keys until it is disposed of; keys that mean nothing here are then put back for the view. */
function listen(terminal: Terminal): {isGivenUp: () => boolean; dispose: () => void} {
	const {stdin} = process;
	const decoder = new KeyDecoder();
	let isGivenUp = false;
	let rest = '';
	const onData = (chunk: Buffer): void => {
		const {keys, answers} = decoder.feed(chunk.toString());
		for (let i = 0; i < answers; i++) terminal.answered();
		// A lone Escape is one that nothing follows.
		if (GIVES_UP.has(keys) || chunk.toString() === '\u001B') isGivenUp = true;
		else rest += keys;
	};
	stdin.on('data', onData);
	return {
		isGivenUp: () => isGivenUp,
		dispose() {
			stdin.off('data', onData);
			stdin.pause();
			if (rest !== '') stdin.unshift(Buffer.from(rest));
		},
	};
}

/** The result of the steps; null: cancelled by a key. */
export async function setUpShown<Result>(
	steps: Steps<Result>,
	{terminal, scenario, look}: {terminal: Terminal; scenario: Scenario; look: Look},
): Promise<Result | null> {
	let keyboard: ReturnType<typeof listen> | null = null;
	let drawnMs = performance.now();
	try {
		for (;;) {
			const untilMs = performance.now() + SLICE_MS;
			let step = steps.next();
			while (step.done !== true && performance.now() < untilMs) step = steps.next();
			if (step.done === true) return step.value;
			keyboard ??= listen(terminal);
			if (performance.now() - drawnMs >= DRAW_EVERY_MS) {
				drawnMs = performance.now();
				terminal.write(splash(scenario, look, terminal.columns, terminal.rows, step.value), () => {});
			}
			await setImmediate();
			if (keyboard.isGivenUp()) return null;
		}
	} finally {
		keyboard?.dispose();
	}
}

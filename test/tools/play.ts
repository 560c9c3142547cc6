// Plays a preset as a viewer who touches no key would see it: the real pump and the real view, with a clock that jumps
// from one timer to the next, so that a minute of watching takes as long as the drawing of its frames.

import {Pump, type Timer} from '../../source/cli/live/pump.js';
import type {Stage} from '../tui/stage.js';

interface Due {
	readonly atMs: number;
	readonly run: () => void;
}

/** Frames per second while playing: the fewest that show each caption several times. */
const FRAMES_PER_SECOND = 1;
/** Nobody watches a preset for longer. */
const LONGEST_MS = 600_000;

/** Plays until the session stands still; `onFrame` is called after each frame, with the wall-clock time in ms. */
export async function play(stage: Stage, onFrame: (ms: number) => Promise<void>): Promise<void> {
	const {store, clock} = stage;
	let due: Due[] = [];
	const after: Timer = (ms, run) => {
		const one = {atMs: clock.ms + ms, run};
		due.push(one);
		return () => {
			due = due.filter((other) => other !== one);
		};
	};
	const pump = new Pump({store, now: () => clock.ms, after});
	store.set({framesPerSecond: FRAMES_PER_SECOND});
	let isNew = true;
	const stop = store.subscribe(() => {
		isNew = true;
	});
	pump.wake();
	for (let next = due[0]; next !== undefined && clock.ms < LONGEST_MS; next = due[0]) {
		due = due.filter((one) => one !== next);
		clock.ms = Math.max(clock.ms, next.atMs);
		next.run();
		if (!isNew) continue;
		isNew = false;
		await onFrame(clock.ms);
	}
	pump.hold(true);
	stop();
}

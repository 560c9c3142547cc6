// What the view does with what an advance of the session came to, called by a key or by the pump.

import type {AdvanceResult} from '../session/notes.js';
import {reportStep} from './commands/step-report.js';
import type {Store} from './store.js';

const THE_END = 'That was the story: space goes on, R again, p another, n try a fix';

/** Stands still, and says what the step that was under way did, or why the session stopped. */
function standStill(store: Store, {stop, reason}: AdvanceResult): void {
	const {step, pace} = store.state;
	// What the captions on the way spoke of has gone by unseen.
	if (pace === 'seeking') store.skipCaptions();
	const isBreakpoint = stop?.reason === 'breakpoint';
	store.set({pace: 'paused', step: null, stopped: isBreakpoint ? `${stop.letter}: ${stop.text}` : null});
	if (stop?.reason === 'end') store.report(THE_END, true);
	else if (step !== null && (stop?.reason === 'goal' || reason === 'ended')) reportStep(store, step);
}

/** Takes over what the timeline asked of its viewer, and stands still where the session stopped. Whether it stands still now. */
export function applyResult(store: Store, result: AdvanceResult): boolean {
	const {viewer, stop, reason} = result;
	if (viewer?.speed !== undefined) store.set({speed: viewer.speed, ownSpeed: false});
	if (stop !== null || (reason === 'ended' && store.state.step !== null)) standStill(store, result);
	else if (viewer?.pause === true) store.set({pace: 'paused'});
	return store.state.pace === 'paused' || reason === 'ended';
}

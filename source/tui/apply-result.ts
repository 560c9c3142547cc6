// Applies the result of an advance of the session to the view; called by keys and by the pump.

import type {AdvanceResult} from '../session/notes.js';
import {reportStep} from './commands/step-report.js';
import type {Store} from './store.js';

const THE_END = 'That was the story: space goes on, R again, p another, n try a fix';

/** Pauses, and reports what the step did or why the session stopped. */
function standStill(store: Store, {stop, reason}: AdvanceResult): void {
	const {step, pace} = store.state;
	// The captions on the way are about moments that were not shown.
	if (pace === 'seeking') store.skipCaptions();
	const isBreakpoint = stop?.reason === 'breakpoint';
	store.set({pace: 'paused', step: null, stopped: isBreakpoint ? `${stop.letter}: ${stop.text}` : null});
	if (stop?.reason === 'end') store.report(THE_END, true);
	else if (step !== null && (stop?.reason === 'goal' || reason === 'ended')) reportStep(store, step);
}

/** Takes the speed and pauses that the timeline asks for, and pauses where the session stopped. Returns whether it is paused or has ended. */
export function applyResult(store: Store, result: AdvanceResult): boolean {
	const {viewer, stop, reason} = result;
	if (viewer?.speed !== undefined) store.set({speed: viewer.speed, ownSpeed: false});
	if (stop !== null || (reason === 'ended' && store.state.step !== null)) standStill(store, result);
	else if (viewer?.pause === true) store.set({pace: 'paused'});
	return store.state.pace === 'paused' || reason === 'ended';
}

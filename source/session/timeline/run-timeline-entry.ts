// Runs a timeline entry: actions on one machine, and, once for all machines, its texts and requests to the view. An action
// that the kernel refuses is noted as a result of the run.

import {knobExists, performInSteps, type Action, type Errno, type Steps} from '../../core/index.js';
import {evaluate} from '../../scenario/conditions.js';
import {namesIn} from '../../scenario/timeline/caption.js';
import type {TimelineEntry} from '../../scenario/scenario.js';
import {effectOf} from './effect.js';
import {takeRow} from '../run/row.js';
import {addCaption, addEffect, addMark} from '../observers/narration.js';
import {addUnexpectedErrno} from '../run/run-state.js';
import type {SessionRun} from '../run/simulated-run.js';
import {noteRunStep, type SessionState} from '../state.js';

/** The most rounds of reclaim for `pressure: {until}`: a guard, since each round reclaims something or is the last. */
const PRESSURE_ROUNDS = 100_000;

/** Performs one action; a knob that this kernel does not have is no error of the preset. */
function* performOne(run: SessionRun, action: Action): Steps<{errno?: Errno; pages: number}> {
	if (action.do === 'set' && !knobExists(run.kernel, action.knob)) return {pages: 0};
	return yield* performInSteps(run.machine, action);
}

/** Performs the actions of an entry on one machine and returns the first error. */
export function* performActions(
	state: SessionState,
	run: SessionRun,
	entry: TimelineEntry,
	actions: readonly Action[] = entry.actions,
): Steps<Errno | undefined> {
	let first: Errno | undefined;
	for (const action of actions) {
		state.doing = `${run.letter}: ${action.do}`;
		let result = yield* performOne(run, action);
		if (action.do === 'pressure' && entry.pressureUntil) {
			const condition = entry.pressureUntil;
			const met = (): boolean => evaluate(condition, run.kernel.id, (name) => run.figure(name));
			for (let i = 0; i < PRESSURE_ROUNDS && result.pages > 0 && !met(); i++)
				result = yield* performOne(run, action);
		}
		first ??= result.errno;
	}
	run.observe();
	return first;
}

/** What an entry does, in a few words for the charts. */
function wordsOf(entry: TimelineEntry): string {
	const sets = entry.actions.flatMap((action) =>
		action.do === 'set' ? [`${action.knob} = ${action.value}`] : [],
	);
	return sets.length > 0
		? sets.join(', ')
		: [...new Set(entry.actions.map((action) => action.do))].join(', ');
}

/** Whether knobs or actions were changed, at the start or on the way, so that this is no longer the preset as written. */
export function isAltered({options, commands, applied}: SessionState): boolean {
	if ((options.sets ?? []).length > 0) return true;
	return commands.some((command, index) => index < applied && !('fork' in command));
}

/** A caption that names kernels is shown if all of them run; one that names none if only kernels of the preset run. */
function isAboutTheseKernels({runs, scenario}: SessionState, caption: string): boolean {
	const known = scenario.kernels.map(({id}) => id);
	const shown = runs.map(({kernel}) => kernel.id);
	const named = namesIn(caption).filter((name) => known.includes(name));
	return named.length > 0 ? named.every((id) => shown.includes(id)) : shown.every((id) => known.includes(id));
}

function show(state: SessionState, run: SessionRun, entry: TimelineEntry): void {
	const {narration} = state;
	if (narration.shown.has(entry.id)) return;
	narration.shown.add(entry.id);
	const timeNs = run.machine.nowNs;
	if (entry.actions.length > 0) {
		const kind = entry.actions.every((action) => action.do === 'set') ? 'knob' : 'action';
		addMark(narration, {timeNs, text: wordsOf(entry), kind});
	}
	const {viewer} = entry;
	if (!viewer) return;
	if (viewer.mark !== undefined) addMark(narration, {timeNs, text: viewer.mark, kind: 'preset'});
	// Captions and speed were written for the preset as it is: they need not be true of an altered one.
	if (isAltered(state)) return;
	if (viewer.caption !== undefined && isAboutTheseKernels(state, viewer.caption))
		addCaption(narration, {timeNs, letter: run.letter, text: viewer.caption});
	if (viewer.speed !== undefined) narration.speed = viewer.speed;
	if (state.replaying) return;
	if (viewer.speed !== undefined) state.viewerRequest = {...state.viewerRequest, speed: viewer.speed};
	if (viewer.pause) {
		state.viewerRequest = {...state.viewerRequest, pause: true};
		state.stop ??= {
			timeNs,
			letter: run.letter,
			reason: 'pause',
			text: viewer.caption ?? 'the preset pauses here',
		};
	}
}

/** Runs an entry of the preset's timeline on one run. */
export function* runTimelineEntry(state: SessionState, run: SessionRun, entry: TimelineEntry): Steps {
	const before = entry.actions.length > 0 ? takeRow(run.machine) : null;
	const errno = (yield* performActions(state, run, entry)) ?? null;
	if (before !== null) {
		const effect = effectOf(before, takeRow(run.machine), errno);
		const text = `${wordsOf(entry)}${effect === null ? '' : `: ${effect}`}`;
		addEffect(state.narration, {timeNs: run.nowNs, letter: run.letter, text}, state.runs.length);
	}
	const expected = entry.fails ?? null;
	if (errno !== expected) addUnexpectedErrno(run.state, {text: entry.text, expected, seen: errno});
	show(state, run, entry);
	if (entry.actions.length > 0) noteRunStep(state, run, `e${entry.id}`);
}

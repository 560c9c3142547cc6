// Applies commands to the runs of a session: from the keyboard, from a run file, or again after a rewind.

import {
	findKernel,
	knobByName,
	knobExists,
	partOf,
	restoreInSteps,
	snapshotInSteps,
	writeKnobInSteps,
	type Kernel,
	type Steps,
} from '../core/index.js';
import {compileAction} from '../scenario/timeline/compile-action.js';
import type {TimelineEntry} from '../scenario/scenario.js';
import {type Command, describeCommand} from './command.js';
import {performActions} from './timeline/run-timeline-entry.js';
import {evaluateRun} from './timeline/evaluate-run.js';
import {copyPlain} from './copy-plain.js';
import {hasRoomFor} from './host-limits.js';
import {addMark} from './observers/narration.js';
import {addUnexpectedErrno} from './run/run-state.js';
import {SessionRun} from './run/simulated-run.js';
import type {KnobWrite, Performed} from './notes.js';
import {letterOf, noteRunStep, type SessionState} from './state.js';

/** Most runs of a session: more than a screen can show, few enough for memory. */
export const MAX_RUNS = 12;

const going = (state: SessionState): SessionRun[] => state.runs.filter((run) => run.ended === null);

function* afterAction(state: SessionState, run: SessionRun): Steps {
	run.observe();
	noteRunStep(state, run, `c${state.applied}`);
	yield* evaluateRun(state, run);
}

/** Writes a knob to every run that has it. */
export function* applyKnob(state: SessionState, name: string, value: string): Steps<KnobWrite> {
	const knob = knobByName.get(name);
	if (!knob) return {errno: 'ENOENT', text: `there is no knob named ${name}`};
	let first: string | null = null;
	let written = 0;
	for (const run of going(state)) {
		if (!knobExists(run.kernel, name)) continue;
		written++;
		state.doing = `${run.letter}: ${name} = ${value}`;
		const errno = yield* writeKnobInSteps(run.machine, name, value);
		first ??= errno ?? null;
		yield* afterAction(state, run);
	}
	addMark(state.narration, {timeNs: state.nowNs, text: `${name} = ${value}`, kind: 'knob'});
	if (written === 0) return {errno: 'ENOENT', text: `no kernel of this session has ${name}`};
	if (first === null) return {errno: null, text: `${name} = ${value}`};
	return {errno: first, text: `${name} = ${value} was refused: ${first}. It takes ${knob.range}`};
}

/** Performs a compiled entry on every run. */
export function* applyEntry(state: SessionState, entry: TimelineEntry): Steps<Performed['refusals']> {
	const refusals: Array<{letter: string; errno: string}> = [];
	for (const run of going(state)) {
		const errno = yield* performActions(state, run, entry);
		if (errno !== undefined) refusals.push({letter: run.letter, errno});
		if ((errno ?? null) !== (entry.fails ?? null))
			addUnexpectedErrno(run.state, {
				text: entry.text,
				expected: entry.fails ?? null,
				seen: errno ?? null,
			});
		yield* afterAction(state, run);
	}
	addMark(state.narration, {timeNs: state.nowNs, text: entry.text, kind: 'action'});
	return refusals;
}

/** Adds runs that go on from where `from` stands. Returns false when there is no such run or no room. */
function* applyFork(state: SessionState, from: string, kernels: readonly Kernel[]): Steps<boolean> {
	const parent = state.runs.find((run) => run.letter === from);
	if (!parent || state.runs.length + kernels.length > MAX_RUNS) return false;
	if (!hasRoomFor(state, parent.machine, kernels.length)) return false;
	state.doing = `forking ${from}`;
	const saved = yield* partOf(snapshotInSteps(parent.machine), 0, kernels.length + 1);
	for (const [index, kernel] of kernels.entries()) {
		const copy = yield* partOf(restoreInSteps(saved), index + 1, kernels.length + 1);
		const machine = {...copy, kernel};
		const known = copyPlain(parent.state);
		known.letter = letterOf(state.runs.length);
		known.forkedFrom = from;
		known.ended = null;
		state.runs.push(new SessionRun(kernel, machine, known));
	}
	const text = `${from} forked: ${kernels.map((kernel) => kernel.id).join(', ')}`;
	addMark(state.narration, {timeNs: state.nowNs, text, kind: 'fork'});
	return true;
}

/** A kernel by its id: of the preset, of those that the session was started with, or one that ships. */
export const kernelNamed = (state: SessionState, id: string): Kernel | undefined =>
	findKernel(id, [...state.scenario.kernels, ...state.kernels]);

/** Applies a command of the log. A command that cannot be applied to this preset is passed over with a mark. */
export function* applyCommand(state: SessionState, command: Command): Steps {
	if ('set' in command) {
		yield* applyKnob(state, command.set.knob, command.set.value);
	} else if ('fork' in command) {
		const kernels = command.fork.kernels.flatMap((id) => kernelNamed(state, id) ?? []);
		if (yield* applyFork(state, command.fork.from, kernels)) return;
	} else {
		const compiled = compileAction(command.perform, state.scenario, state.applied - 1);
		if ('entry' in compiled) {
			yield* applyEntry(state, compiled.entry);
			return;
		}
	}
	if ('set' in command) return;
	addMark(state.narration, {
		timeNs: state.nowNs,
		text: `not applicable: ${describeCommand(command)}`,
		kind: 'action',
	});
}

// Why a key has no effect at present: shown in the help, and in the last line when the key is pressed.

import {KERNELS} from '../../core/index.js';
import type {Ability} from '../../session/session.js';
import type {CommandId} from '../keys/keymap.js';
import {selectedRun, type View} from '../view.js';

const WRITES: ReadonlySet<CommandId> = new Set([
	'knobRun',
	'knobZero',
	'knobSmart',
	'knobShrink',
	'moreScan',
	'lessScan',
	'lessSleep',
	'moreSleep',
	'fork',
]);

const STEPS: ReadonlySet<CommandId> = new Set(['stepPage', 'stepWakeup', 'stepPass', 'runUntil']);

/** The ability that a session needs for a command; commands that are not listed work with every session. */
const NEEDS: Readonly<Partial<Record<CommandId, Ability>>> = {
	pause: 'pause',
	stepPage: 'step_page',
	stepWakeup: 'step',
	stepPass: 'step',
	slower: 'speed',
	faster: 'speed',
	runUntil: 'run_until',
	back: 'rewind',
	backPass: 'rewind',
	backStart: 'rewind',
	jump: 'rewind',
	restart: 'restart',
	breakpoints: 'breakpoints',
	knobRun: 'knobs',
	knobZero: 'knobs',
	knobSmart: 'knobs',
	knobShrink: 'knobs',
	moreScan: 'knobs',
	lessScan: 'knobs',
	lessSleep: 'knobs',
	moreSleep: 'knobs',
	fork: 'fork',
	kernels: 'kernels',
	presets: 'presets',
	saveRun: 'save',
};

const WITH_CURSOR: ReadonlySet<string> = new Set(['events', 'folios', 'processes', 'compare', 'knobs']);

/** Why ksmd has no page to visit, or null. */
function whyNoPage(view: View): string | null {
	const ksmd = selectedRun(view).ksmd();
	if (ksmd === null) return 'the single pages of this run are not known';
	if (ksmd.activity === 'stopped') return `run is ${selectedRun(view).knobs()['run']}: ksmd is stopped`;
	if (ksmd.activity === 'waiting') return 'no process has mergeable memory';
	return ksmd.nothingLeft ? 'nothing is left to scan; s and S step through empty wakeups' : null;
}

/** Why no wakeup will come: ksmd is stopped and nothing left in the timeline can start it; else null. */
function whyNoWakeup(view: View): string | null {
	const {session} = view;
	const ksmd = selectedRun(view).ksmd();
	if (session.simulation === null) return null;
	const isToCome = session.simulation.scenario.timeline.some(
		({at, when}) => when !== undefined || (at ?? 0) > session.nowNs,
	);
	if (ksmd === null || ksmd.activity !== 'stopped' || isToCome) return null;
	return `run is ${selectedRun(view).knobs()['run']}: ksmd is stopped; r lets it run`;
}

/** Whether the command can work in this session at all, now or later. */
export const isPossible = ({session, runs}: View, id: CommandId): boolean => {
	if ((id === 'nextRun' || id === 'previousRun') && runs.length === 1 && session.whyNot('kernels') !== null)
		return false;
	const need = NEEDS[id];
	return need === undefined || session.whyNot(need) === null;
};

/** The reason, or null when the key works. */
export function whyDisabled(view: View, id: CommandId): string | null {
	const {session, state, readOnly, events} = view;
	const need = NEEDS[id];
	const cannot = need === undefined ? null : session.whyNot(need);
	if (cannot !== null) return cannot;
	if (readOnly && WRITES.has(id)) return 'the session is read-only (--read-only)';
	if (session.ended && (STEPS.has(id) || id === 'pause'))
		return 'every kernel has ended; go back, or restart with R';
	if (session.ended && WRITES.has(id) && id !== 'fork') return 'every kernel has ended';
	if (id === 'stepPage') {
		const reason = whyNoPage(view);
		if (reason !== null) return reason;
	}
	if (id === 'stepWakeup' || id === 'stepPass') {
		const reason = whyNoWakeup(view);
		if (reason !== null) return reason;
	}
	if (session.nowNs === 0 && (id === 'back' || id === 'backPass' || id === 'backStart'))
		return 'this is the start';
	if ((id === 'nextRun' || id === 'previousRun') && view.runs.length === 1)
		return 'there is one kernel only; c chooses more';
	const most = session.simulation?.maxRuns ?? 0;
	if (id === 'fork' && view.runs.length >= most) return `a session has at most ${most} runs`;
	if (id === 'kernels' && KERNELS.length === 0) return 'no kernels';
	if (id === 'sort' && state.focus !== 'processes') return 'focus the processes with f first';
	if (id === 'jump' && state.focus !== 'events') return 'focus the events with f first';
	if (id === 'jump' && events.entries.length === 0) return 'nothing has happened yet';
	if (id === 'explain' && !WITH_CURSOR.has(state.focus))
		return 'focus events, folio map or processes with f first';
	if (id === 'zoomOut' && state.zoom === 0) return 'the charts show everything';
	return null;
}

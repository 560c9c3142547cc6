// Why a key does nothing just now. The help says it, and so does the last line when the key is pressed.

import {KERNELS} from '../../core/index.js';
import type {CommandId} from '../keymap.js';
import type {View} from '../view.js';

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

const WITH_CURSOR: ReadonlySet<string> = new Set(['events', 'folios', 'processes', 'compare', 'knobs']);

/** The reason, or null when the key works. */
export function whyDisabled({session, state, readOnly, events}: View, id: CommandId): string | null {
	if (readOnly && WRITES.has(id)) return 'the session is read-only (--read-only)';
	if (session.ended && (STEPS.has(id) || id === 'pause'))
		return 'every kernel has ended; go back, or restart with R';
	if (session.ended && WRITES.has(id) && id !== 'fork') return 'every kernel has ended';
	if (session.nowNs === 0 && (id === 'back' || id === 'backPass' || id === 'backStart'))
		return 'this is the start';
	if ((id === 'nextRun' || id === 'previousRun') && session.runs.length === 1)
		return 'there is one kernel only; c chooses more';
	if (id === 'fork' && session.runs.length >= session.maxRuns)
		return `a session has at most ${session.maxRuns} runs`;
	if (id === 'kernels' && KERNELS.length === 0) return 'no kernels';
	if (id === 'sort' && state.focus !== 'processes') return 'focus the processes with f first';
	if (id === 'jump' && state.focus !== 'events') return 'focus the events with f first';
	if (id === 'jump' && events.entries.length === 0) return 'nothing has happened yet';
	if (id === 'explain' && !WITH_CURSOR.has(state.focus))
		return 'focus events, folio map or processes with f first';
	if (id === 'zoomOut' && state.zoom === 0) return 'the charts show everything';
	return null;
}

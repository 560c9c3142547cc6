// Keys that open dialogs, save, and end the program.

import type {Steps} from '../../core/index.js';
import {stepsOf} from '../../session/session-in-steps.js';
import type {Store} from '../store.js';
import type {DialogId} from '../view-state.js';

/** Opens a dialog, or closes it when it is the one that is open. */
export function toggleDialog(store: Store, id: DialogId): void {
	const {dialog, filter} = store.state;
	if (dialog?.id === id) {
		store.set({dialog: null, filter: ''});
		return;
	}
	const running = id === 'kernels' ? store.view.runs.map((run) => run.title) : [];
	store.set({
		dialog: {id, cursor: 0, chosen: new Set(running), lines: []},
		filter: id === 'knobs' || id === 'presets' || id === 'help' ? '' : filter,
	});
}

/** Starts the session again at time 0; knobs that the viewer wrote are forgotten. */
export function restart(store: Store): void {
	store.change(restartNow(store));
}

function* restartNow(store: Store): Steps {
	yield* stepsOf(store.session).restart();
	store.followPreset();
	store.set({pace: 'running', stopped: null, lastTurned: null});
}

/** Saves the session as ksmtop-<n>.ndjson in the working directory. */
export function saveRun(store: Store): void {
	store.set({message: {text: store.host.saveRun(store.session), isError: false}});
}

/** Saves the screen as ksmtop-<n>.txt and .svg in the working directory. */
export function saveScreen(store: Store): void {
	store.set({message: {text: store.host.saveScreen(), isError: false}});
}

/** q closes what is open; with nothing open it quits. */
export function quitOrClose(store: Store): void {
	const {dialog, expanded} = store.state;
	if (dialog !== null) store.set({dialog: null, filter: ''});
	else if (expanded) store.set({expanded: false});
	else store.host.quit(0);
}

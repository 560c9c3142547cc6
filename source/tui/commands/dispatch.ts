// Dispatches keys: to the open prompt, to the open dialog, else to the command that the keymap has for it.

import {DIALOGS} from '../dialogs/index.js';
import {isText} from '../dialogs/dialog-view.js';
import {bindingOf, type CommandId, keyLabel} from '../keys/keymap.js';
import type {KeyName} from '../keys/keys.js';
import type {Store} from '../store.js';
import {whyDisabled} from './availability.js';
import {explain} from './explain.js';
import {toggle, toggleRun, turn} from './knobs.js';
import * as look from './look.js';
import {typeInto} from './prompt.js';
import * as session from './session.js';
import * as time from './time.js';
import {eventUnderCursor} from '../panels/events.js';

type Action = (store: Store) => void;

const ACTIONS: Readonly<Record<CommandId, Action>> = {
	pause: time.togglePause,
	stepPage: (store) => time.step(store, 'page'),
	stepWakeup: (store) => time.step(store, 'wakeup'),
	stepPass: (store) => time.step(store, 'pass'),
	slower: (store) => time.changeSpeed(store, -1),
	faster: (store) => time.changeSpeed(store, 1),
	runUntil: (store) => store.set({prompt: {use: 'condition', label: 'go until:', text: ''}}),
	back: time.back,
	backPass: time.backPass,
	backStart: (store) => time.goTo(store, 0),
	restart: session.restart,
	breakpoints: (store) => session.toggleDialog(store, 'breakpoints'),
	knobRun: toggleRun,
	knobZero: (store) => toggle(store, 'use_zero_pages'),
	knobSmart: (store) => toggle(store, 'smart_scan'),
	knobShrink: (store) => toggle(store, 'shrink_underused'),
	moreScan: (store) => turn(store, 'pages_to_scan', 1, 1),
	lessScan: (store) => turn(store, 'pages_to_scan', -1, 1),
	lessSleep: (store) => turn(store, 'sleep_millisecs', -1, 0),
	moreSleep: (store) => turn(store, 'sleep_millisecs', 1, 0),
	allKnobs: (store) => session.toggleDialog(store, 'knobs'),
	nextRun: (store) => look.selectRun(store, 1),
	previousRun: (store) => look.selectRun(store, -1),
	baseline: (store) => store.set({baseline: store.state.selected, focus: 'compare'}),
	nextPanel: (store) => look.moveFocus(store, 1),
	previousPanel: (store) => look.moveFocus(store, -1),
	expand: (store) => store.set({expanded: !store.state.expanded}),
	up: (store) => look.move(store, 0, -1),
	down: (store) => look.move(store, 0, 1),
	left: (store) => look.move(store, -1, 0),
	right: (store) => look.move(store, 1, 0),
	pageUp: (store) => look.movePage(store, -1),
	pageDown: (store) => look.movePage(store, 1),
	last: look.moveToLast,
	explain,
	jump(store) {
		const entry = eventUnderCursor(store.view);
		if (entry !== undefined) time.goTo(store, entry.timeNs);
	},
	filter: (store) => store.set({prompt: {use: 'filter', label: 'filter:', text: store.state.filter}}),
	sort: look.nextSort,
	chart: look.nextChart,
	zoomIn: (store) => look.zoom(store, 1),
	zoomOut: (store) => look.zoom(store, -1),
	units: (store) => store.set({units: store.state.units === 'pages' ? 'bytes' : 'pages'}),
	fewerFrames: (store) => look.changeFrames(store, -1),
	moreFrames: (store) => look.changeFrames(store, 1),
	palette: look.nextPalette,
	drawing: look.toggleDrawing,
	presets: (store) => session.toggleDialog(store, 'presets'),
	kernels: (store) => session.toggleDialog(store, 'kernels'),
	fork: (store) => session.toggleDialog(store, 'fork'),
	saveRun: session.saveRun,
	saveScreen: session.saveScreen,
	help: (store) => session.toggleDialog(store, 'help'),
	redraw: (store) => store.host.redraw(),
	suspend: (store) => store.host.suspend(),
	quit: session.quitOrClose,
	interrupt: (store) => store.host.quit(130),
};

/** Rows around a dialog's list, and one that stays visible when paging. */
const DIALOG_ROWS = 7;

/** By how many items a key moves in a dialog; undefined when it does not. */
function stepsOf(command: string | undefined, {view}: Store): number | undefined {
	const page = Math.max(1, view.rows - DIALOG_ROWS);
	const steps: Readonly<Record<string, number>> = {
		up: -1,
		down: 1,
		pageUp: -page,
		pageDown: page,
		backStart: -Infinity,
		last: Infinity,
	};
	return command === undefined ? undefined : steps[command];
}

/** Commands that work the same in a dialog. */
const ALWAYS: ReadonlySet<CommandId> = new Set([
	'interrupt',
	'redraw',
	'suspend',
	'quit',
	'help',
	'filter',
	'saveScreen',
	'palette',
	'drawing',
]);

function inDialog(store: Store, key: KeyName): void {
	const {dialog} = store.state;
	if (dialog === null) return;
	const kind = DIALOGS[dialog.id];
	const items = kind.items(store.view, store.view.columns);
	const item = isText(dialog.id) ? undefined : items[Math.min(dialog.cursor, items.length - 1)];
	const binding = bindingOf(key);
	const steps = stepsOf(binding?.id, store);
	if (steps !== undefined) {
		const cursor = Math.max(0, Math.min(items.length - 1, Math.min(dialog.cursor, items.length - 1) + steps));
		store.set({dialog: {...dialog, cursor}});
	} else if (kind.keys?.[key] !== undefined) kind.keys[key](store, item);
	else if (key === 'space' && kind.ticks === true && item !== undefined) {
		const chosen = new Set(dialog.chosen);
		if (!chosen.delete(item.id)) chosen.add(item.id);
		store.set({dialog: {...dialog, chosen}});
	} else if (key === 'enter') kind.accept?.(store, item);
	else if (key === 'escape') store.set({dialog: null, filter: ''});
	else if (binding !== undefined && (ALWAYS.has(binding.id) || isOpener(binding.id, dialog.id)))
		ACTIONS[binding.id](store);
}

function isOpener(command: CommandId, dialog: string): boolean {
	return command === dialog || (command === 'allKnobs' && dialog === 'knobs');
}

/** Commands that change nothing in the session, or end the program: they work while a task is in progress. */
const LOOKING: ReadonlySet<CommandId> = new Set([
	...ALWAYS,
	'runUntil',
	'slower',
	'faster',
	'allKnobs',
	'breakpoints',
	'presets',
	'kernels',
	'fork',
	'nextRun',
	'previousRun',
	'baseline',
	'nextPanel',
	'previousPanel',
	'expand',
	'up',
	'down',
	'left',
	'right',
	'pageUp',
	'pageDown',
	'last',
	'explain',
	'sort',
	'chart',
	'zoomIn',
	'zoomOut',
	'units',
	'fewerFrames',
	'moreFrames',
]);

/** Whether a key might change the session. */
function mayChange({state}: Store, key: KeyName): boolean {
	if (key === 'enter' && (state.prompt !== null || state.dialog !== null)) return true;
	if (state.prompt !== null || key === 'escape') return false;
	if (state.dialog !== null) return DIALOGS[state.dialog.id].keys?.[key] !== undefined;
	const binding = bindingOf(key);
	return binding !== undefined && !LOOKING.has(binding.id);
}

/** Whether a key was typed after an Enter that waits: its meaning depends on what that Enter does. */
function isBehindEnter({tasks}: Store, key: KeyName): boolean {
	const id = bindingOf(key)?.id;
	return (
		tasks.isWaiting('enter') && key !== 'escape' && id !== 'interrupt' && id !== 'redraw' && id !== 'suspend'
	);
}

/** Performs a key, or queues it until the task in progress is done. Nothing is drawn: publish afterwards. */
export function dispatch(store: Store, key: KeyName): void {
	const {tasks} = store;
	if (!tasks.isBusy) doKey(store, key);
	else if (mayChange(store, key) || isBehindEnter(store, key)) tasks.wait(key);
	else if (key !== 'escape' || store.state.prompt !== null || !tasks.cancel()) doKey(store, key);
}

/** Performs the keys that were queued behind a task. */
export function dispatchWaiting(store: Store): void {
	for (let key = store.tasks.nextKey(); key !== undefined; key = store.tasks.nextKey()) doKey(store, key);
}

function doKey(store: Store, key: KeyName): void {
	store.set({message: null});
	if (store.state.prompt !== null && key !== 'ctrl-c' && key !== 'ctrl-l' && key !== 'ctrl-z') {
		typeInto(store, key);
		return;
	}
	if (store.state.dialog !== null) {
		inDialog(store, key);
		return;
	}
	if (key === 'escape') {
		store.set({expanded: false, stopped: null, chartNs: null});
		return;
	}
	const binding = bindingOf(key);
	if (binding === undefined) return;
	const reason = whyDisabled(store.view, binding.id);
	if (reason !== null) store.set({message: {text: `${reason} (${keyLabel(key)})`, isError: true}});
	else ACTIONS[binding.id](store);
}

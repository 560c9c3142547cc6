// Every key of the view, as data: its command, its texts, its place in the footer. The footer, the help, the README's table
// and the dispatcher all read this list, so they cannot disagree.

/** The headings of the help. */
export type Group = 'Time' | 'Knobs' | 'Look' | 'Session';

/** Group, command, its keys (the first is the one that is advertised), a word for the footer, what it does, place in the footer. */
type Entry = readonly [Group, string, string, string, string, number?];

// prettier-ignore
const ENTRIES = [
	// Time
	['Time', 'pause', 'space', 'pause', 'pause, or go on', 1],
	['Time', 'stepWakeup', 's', 'wakeup', 'step one wakeup of ksmd, then pause', 2],
	['Time', 'stepPass', 'S', 'full scan', 'step to the end of the full scan, then pause', 3],
	['Time', 'stepPage', 'a', 'page', 'step one page of the scan, then pause', 9],
	['Time', 'slower', ', [ f7', 'slower', 'let simulated time pass more slowly', 4],
	['Time', 'faster', '. ] f8', 'faster', 'let it pass faster; after x10000 as fast as possible', 4],
	['Time', 'runUntil', 'g', 'go until', 'go on until a condition holds, such as full_scans>=3', 20],
	['Time', 'back', 'backspace z', 'back', 'go back before the last wakeup, and pause', 10],
	['Time', 'backPass', 'Z', 'back a scan', 'go back to the end of the full scan before'],
	['Time', 'backStart', 'home 0', 'to the start', 'go back to time 0; knobs turned on the way come again'],
	['Time', 'restart', 'R', 'restart', 'start again from time 0 and forget the knobs turned'],
	['Time', 'breakpoints', 'b f9', 'breakpoints', 'list and add breakpoints: a condition, a cause, an event, an invariant', 15],
	// Knobs
	['Knobs', 'knobRun', 'r', 'run', 'run: 0 or 1 (o sets 2)'],
	['Knobs', 'knobZero', 'u', 'use_zero_pages', 'use_zero_pages: 0 or 1'],
	['Knobs', 'knobSmart', 'm', 'smart_scan', 'smart_scan: 0 or 1'],
	['Knobs', 'knobShrink', 't', 'shrink_underused', 'shrink_underused: 0 or 1'],
	['Knobs', 'moreScan', '+ =', 'pages_to_scan', 'pages_to_scan: the next larger of 1, 2, 5, 10 ...'],
	['Knobs', 'lessScan', '- _', 'pages_to_scan', 'pages_to_scan: the next smaller'],
	['Knobs', 'lessSleep', '<', 'sleep_millisecs', 'sleep_millisecs: the next smaller'],
	['Knobs', 'moreSleep', '>', 'sleep_millisecs', 'sleep_millisecs: the next larger'],
	['Knobs', 'allKnobs', 'o f2', 'all knobs', 'every knob: value, range, default, what it does; Enter writes it', 8],
	// Look
	['Look', 'nextRun', 'tab', 'kernel', 'select the next kernel', 5],
	['Look', 'previousRun', 'shift-tab', 'kernel before', 'select the kernel before'],
	['Look', 'baseline', 'B', 'baseline', 'compare every kernel with the selected one'],
	['Look', 'nextPanel', 'f', 'focus', 'focus the next panel; one that has no room takes the place of the chart', 6],
	['Look', 'previousPanel', 'F', 'focus before', 'focus the panel before'],
	['Look', 'expand', 'e f5', 'expand', 'let the focused panel fill the screen, or undo it', 7],
	['Look', 'up', 'k up', 'up', 'move up in the focused panel'],
	['Look', 'down', 'j down', 'down', 'move down'],
	['Look', 'left', 'h left', 'left', 'move left; in a chart, the cursor, earlier'],
	['Look', 'right', 'l right', 'right', 'move right; in a chart, the cursor, later'],
	['Look', 'pageUp', 'pageup', 'page up', 'move up by a screen'],
	['Look', 'pageDown', 'pagedown', 'page down', 'move down by a screen'],
	['Look', 'last', 'G end', 'last', 'move to the end of the focused panel'],
	['Look', 'explain', 'enter', 'explain', 'explain what is under the cursor: an event, a folio, a knob', 16],
	['Look', 'jump', 'J', 'jump', 'go to the time of the event under the cursor'],
	['Look', 'filter', '/ f3 f4', 'filter', 'show only events, processes or knobs that contain a text; several words: all of them', 14],
	['Look', 'sort', 'i f6', 'sort', 'sort processes by the next column'],
	['Look', 'chart', 'v', 'chart', 'show the next chart'],
	['Look', 'zoomIn', 'x', 'zoom in', 'show half as much time in the charts'],
	['Look', 'zoomOut', 'X', 'zoom out', 'show twice as much time'],
	['Look', 'units', 'P', 'units', 'pages or bytes', 17],
	['Look', 'fewerFrames', '(', 'fewer frames', 'draw fewer frames per second'],
	['Look', 'moreFrames', ')', 'more frames', 'draw more frames per second'],
	['Look', 'drawing', 'd', 'letters', 'states of pages as shapes or as letters'],
	['Look', 'palette', 'V', 'palette', 'standard colours, colours for the colour-blind, no colours'],
	// Session
	['Session', 'presets', 'p', 'presets', 'play another preset', 11],
	['Session', 'kernels', 'c', 'kernels', 'choose the kernels that run, and start again', 12],
	['Session', 'fork', 'n', 'fork here', 'from the selected kernel at this moment, let other kernels go on from the same state', 13],
	['Session', 'saveRun', 'w', 'save', 'save the session as a run file that ksmtop replay runs again', 18],
	['Session', 'saveScreen', 'W', 'screen', 'save the screen as text and as SVG', 19],
	['Session', 'redraw', 'ctrl-l', 'redraw', 'draw the whole screen again'],
	['Session', 'suspend', 'ctrl-z', 'suspend', 'go to the shell; fg comes back'],
	['Session', 'help', '? f1', 'help', 'the story, the words, all keys', 6.5],
	['Session', 'quit', 'q f10', 'quit', 'close what is open, else quit; three lines stay on the terminal', 7.5],
	['Session', 'interrupt', 'ctrl-c', 'quit', 'quit at once'],
] as const satisfies readonly Entry[];

/** What a key can do; dispatch.ts has an action for each. */
export type CommandId = (typeof ENTRIES)[number][1];

/** One command with its keys. */
export interface Binding {
	/** The command that the keys give. */
	readonly id: CommandId;
	/** Names of keys; the first is the one that is advertised. */
	readonly keys: readonly string[];
	/** The heading under which help lists it. */
	readonly group: Group;
	/** One or two words for the footer. */
	readonly short: string;
	/** What the command does, as help and README print it. */
	readonly about: string;
	/** Place in the footer, smaller first; none: only in the help. */
	readonly footer: number | undefined;
}

/** All bindings, in the order of the help. */
export const KEYMAP: readonly Binding[] = ENTRIES.map(([group, id, keys, short, about, footer]) => ({
	group,
	id,
	keys: keys.split(' '),
	short,
	about,
	footer,
}));

const byKey = new Map(KEYMAP.flatMap((binding) => binding.keys.map((key) => [key, binding] as const)));

/** What a key does; undefined when it does nothing. */
export function bindingOf(key: string): Binding | undefined {
	return byKey.get(key);
}

const SHOWN: Readonly<Record<string, string>> = {
	tab: 'Tab',
	'shift-tab': 'Shift-Tab',
	enter: 'Enter',
	backspace: 'Backspace',
	home: 'Home',
	end: 'End',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
};

/** A key as people write it: 'Ctrl-L', 'Tab', 's'. */
export function keyLabel(key: string): string {
	if (key.startsWith('ctrl-')) return `Ctrl-${key.slice(5).toUpperCase()}`;
	if (/^f\d+$/.test(key)) return key.toUpperCase();
	return SHOWN[key] ?? key;
}

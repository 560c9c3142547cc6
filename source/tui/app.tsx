// The whole screen: header, story, panels as the layout places them (or a dialog), knobs, keys. Redrawn whenever the store
// publishes; keys go to the dispatcher, and their effect is drawn at once.

import {Box, useInput} from 'ink';
import {useRef, useSyncExternalStore} from 'react';
import {dispatch} from './commands/dispatch.js';
import {insert} from './commands/prompt.js';
import {DialogView} from './dialogs/dialog-view.js';
import {createInputReader, type KeyName} from './keys/keys.js';
import {type Band, layoutOf} from './layout.js';
import {footerLine, noticeLines} from './panels/footer.js';
import {headerLine} from './panels/header.js';
import {PANELS} from './panels/index.js';
import {knobLines} from './panels/knob-lines.js';
import {Lines} from './panels/lines.js';
import {storyLines} from './panels/story.js';
import type {Store} from './store.js';
import type {View} from './view.js';

function BandView({band, view}: {readonly band: Band; readonly view: View}) {
	return (
		<Box height={band.rows} width={view.columns} columnGap={1}>
			{band.places.map(({panel, columns, nth}) => {
				const Panel = PANELS[panel];
				return <Panel key={`${panel}-${nth}`} view={view} columns={columns} rows={band.rows} nth={nth} />;
			})}
		</Box>
	);
}

/** One frame of the view: header, story, panels or a dialog, knobs, messages and the line of keys. */
export function Screen({view}: {readonly view: View}) {
	const {columns, rows, look} = view;
	const layout = layoutOf(view);
	const notices = noticeLines(view).slice(0, Math.max(0, rows - 2));
	const hasDialog = view.state.dialog !== null;
	const bodyRows = Math.max(1, rows - 1 - layout.storyRows - layout.footerRows - notices.length);
	const above = [headerLine(view), ...storyLines(view, layout.storyRows)];
	// Error messages take the rows of the knobs, next to the prompt.
	const knobs = hasDialog ? [] : knobLines(view, layout.knobRows).slice(0, layout.knobRows - notices.length);
	const below = [...knobs, ...notices];
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Lines lines={above} columns={columns} rows={1 + layout.storyRows} look={look} />
			{!hasDialog ? (
				layout.bands.map((band, index) => (
					<BandView key={`${index}-${band.places[0].panel}`} band={band} view={view} />
				))
			) : (
				<DialogView view={view} columns={columns} rows={bodyRows} />
			)}
			<Box flexGrow={1} />
			<Lines
				lines={[...below, footerLine(view)]}
				columns={columns}
				rows={below.length + layout.footerRows}
				look={look}
			/>
		</Box>
	);
}

/** Most keys in the queue; further ones (a held key) are dropped. */
const MOST_KEYS = 200;
/** After this time the screen is drawn before the next key is handled. */
const KEYS_MS = 50;

/** Handles the queued keys, with a frame every KEYS_MS. */
function workOff(store: Store, queue: KeyName[]): void {
	const fromMs = store.host.now();
	do {
		const name = queue[0];
		if (name !== undefined) dispatch(store, name);
		queue.shift();
	} while (queue.length > 0 && store.host.now() - fromMs < KEYS_MS);
	store.publish();
	if (queue.length > 0) store.host.later(() => workOff(store, queue));
}

/** The root component: draws the store's view and passes keys to the dispatcher. */
export function App({store}: {readonly store: Store}) {
	const view = useSyncExternalStore(store.subscribe, () => store.view);
	const reader = useRef(createInputReader());
	const queue = useRef<KeyName[]>([]);
	useInput((input, key) => {
		const read = reader.current(input, key);
		if ('pasted' in read) {
			insert(store, read.pasted);
			store.publish();
			return;
		}
		if (read.keys.length === 0) return;
		// Ctrl-C overtakes the keys before it.
		if (read.keys.includes('ctrl-c')) queue.current = ['ctrl-c'];
		const isWorking = queue.current.length > 0 && !read.keys.includes('ctrl-c');
		if (!read.keys.includes('ctrl-c'))
			queue.current.push(...read.keys.slice(0, MOST_KEYS - queue.current.length));
		if (!isWorking) workOff(store, queue.current);
	});
	return <Screen view={view} />;
}

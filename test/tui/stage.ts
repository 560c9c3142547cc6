// The whole view without a terminal and without a clock: a session of a small preset, Ink on a frame sink, a terminal
// emulator as the screen, keys through a pretended stdin. The test decides when simulated time passes.

import {PassThrough} from 'node:stream';
import {render} from 'ink';
import {createElement} from 'react';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Session, SessionOptions} from '../../source/session/session.js';
import {createSession} from '../../source/session/simulated-session.js';
import {App} from '../../source/tui/app.js';
import {ASCII, BLOCKS, UNICODE} from '../../source/tui/look/glyphs.js';
import type {Host} from '../../source/tui/host.js';
import {FrameSink} from '../../source/tui/screen/frame-sink.js';
import {Store} from '../../source/tui/store.js';
import {createTheme, type Palette} from '../../source/tui/look/theme.js';
import {createEmulator, type Emulator} from '../tools/emulator.js';

/** The regression in small: 16 MiB of zero THPs on three kernels. */
export const SMALL = `
name: small
about: 16 MiB of zero THPs
source: made for tests
kernels: [before, mainline, v1-mergeable]
knobs: {use_zero_pages: 1, pages_to_scan: 100}
processes:
  - name: guest
    regions:
      - {name: ram, size: 16MiB, align: 2MiB, advice: [hugepage, mergeable], fill: zero}
timeline:
  - {at: 0s, set: {run: 1}, speed: 1, caption: ksmd starts}
  - {when: "mainline:full_scans>=1", speed: 0.05, caption: the cliff}
`;

export function sessionOf(text: string, options: SessionOptions = {}, atEnd = false): Session {
	const loaded = loadScenario(text, 'test.yaml');
	if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
	const end = atEnd ? {stopOnceAt: loaded.scenario.until} : {};
	return createSession(loaded.scenario, {checkpoints: 4, until: null, ...end, ...options});
}

export interface Stage {
	readonly store: Store;
	readonly emulator: Emulator;
	readonly sink: FrameSink;
	/** What was asked of the host, in order. */
	readonly asked: string[];
	/** Lets simulated time pass to `ns`, or until a stop, and draws. */
	pass(ns: number): Promise<void>;
	/** The wall clock of the view, in ms. */
	readonly clock: {ms: number};
	/** Lets wall-clock time pass, so that captions grow old, and draws. */
	passTime(ms: number): void;
	/** Types bytes as a terminal would send them. */
	type(bytes: string): Promise<void>;
	screen(): Promise<string[]>;
	close(): void;
}

export interface StageOptions {
	readonly preset?: string;
	readonly session?: SessionOptions;
	readonly columns?: number;
	readonly rows?: number;
	readonly palette?: Palette;
	readonly unicode?: boolean;
	/** Letters for states instead of blocks. */
	readonly letters?: boolean;
	readonly readOnly?: boolean;
	/** Stop at the preset's `until`, as the view does. */
	readonly atEnd?: boolean;
}

async function turn(): Promise<void> {
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
}

export async function createStage(options: StageOptions = {}): Promise<Stage> {
	const {columns = 80, rows = 24, preset = SMALL} = options;
	const asked: string[] = [];
	const clock = {ms: 0};
	const host: Host = {
		now: () => clock.ms,
		later: (run) => setImmediate(run),
		quit: (code) => asked.push(`quit ${code}`),
		suspend: () => asked.push('suspend'),
		redraw: () => asked.push('redraw'),
		presets: () => [{name: 'small', about: '16 MiB of zero THPs'}],
		async open(request) {
			asked.push(`open ${JSON.stringify(request)}`);
			return (function* () {
				yield 0;
				return {session: sessionOf(preset)};
			})();
		},
		saveRun: () => (asked.push('save run'), 'saved as a.ndjson'),
		saveScreen: () => (asked.push('save screen'), 'saved as a.txt and a.svg'),
	};
	const emulator = createEmulator(columns, rows);
	await emulator.write('\u001B[?7l');
	let written = Promise.resolve();
	const sink = new FrameSink(
		{
			write(bytes, done) {
				written = written.then(async () => emulator.write(bytes));
				done();
			},
		},
		columns,
		rows,
	);
	const store = new Store({
		session: sessionOf(preset, options.session, options.atEnd),
		host,
		look: {
			theme: createTheme(options.palette ?? 'standard'),
			glyphs: options.unicode === false ? ASCII : options.letters ? UNICODE : BLOCKS,
		},
		columns,
		rows,
		readOnly: options.readOnly ?? false,
	});
	const stdin = Object.assign(new PassThrough(), {isTTY: true, setRawMode() {}, ref() {}, unref() {}});
	const ink = render(createElement(App, {store}), {
		stdout: sink as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	store.publish();
	await turn();
	return {
		store,
		emulator,
		sink,
		asked,
		clock,
		async pass(ns) {
			while (store.session.nowNs < ns && !store.session.ended) {
				const {stop, viewer} = store.session.advance(ns, 100_000);
				if (viewer?.speed !== undefined) store.set({speed: viewer.speed});
				if (stop !== null) break;
			}
			// As long as the captions take that came on the way.
			do {
				clock.ms += 250;
				store.passTime();
			} while (store.isReading);
			store.publish();
		},
		passTime(ms) {
			clock.ms += ms;
			store.publish();
		},
		async type(bytes) {
			stdin.write(bytes);
			await turn();
			await turn();
		},
		async screen() {
			await turn();
			await written;
			return emulator.text();
		},
		close() {
			ink.unmount();
		},
	};
}

// Runs the view on a terminal until the viewer quits: sets up terminal, frame sink, Ink, store and pump and takes them down
// again, whatever ends it. The caller provides what the view needs from outside (files, presets).

import {render} from 'ink';
import {App} from '../../tui/app.js';
import type {Host} from '../../tui/host.js';
import {FrameSink} from '../../tui/screen/frame-sink.js';
import {Store, type StoreOptions} from '../../tui/store.js';
import {LogFile} from '../files/log-file.js';
import {SIGNAL_EXIT_CODES} from '../signals.js';
import {watchNow} from '../watchdog/watchdog.js';
import {Cast, CAST} from './cast.js';
import {createDrawing} from './drawing.js';
import {createEnding, endWithProcess} from './ending.js';
import {createJobControl} from '../terminal/job-control.js';
import {keyboard} from '../terminal/keyboard.js';
import {type LivePump, Pump} from './pump.js';
import {saveScreen} from './save-screen.js';
import {createTerminalInput} from '../terminal/terminal-input.js';
import type {Terminal} from '../terminal/terminal.js';

/** What the caller of the view provides. */
export interface LiveOptions {
	/** The terminal, already entered. */
	readonly terminal: Terminal;
	/** The session, the look and the settings of the view. */
	readonly view: Omit<StoreOptions, 'host' | 'columns' | 'rows'>;
	/** What advances the session. Default: simulated time, at the viewer's speed. */
	readonly pump?: (store: Store) => LivePump;
	/** A file for the screen as asciicast. */
	readonly cast?: string | undefined;
	/** Title of the asciicast. */
	readonly title: string;
	/** What the view can ask for: presets, another session, saving. */
	readonly shown: Pick<Host, 'presets' | 'open' | 'saveRun'> & {
		/** Called after each frame. */
		sync(): void;
		/** Called at the end; what stays on the normal screen. */
		finish(): readonly string[];
	};
}

/** How long to wait for a terminal's last answer before the screen is given back. */
const QUIET_MS = 400;
/** How long work in progress may take to finish at the end. */
const LAST_WORK_MS = 300;
/** How long to wait until the restored terminal has taken the last bytes. */
const GOODBYE_MS = 500;

const now = (): number => performance.now();

/** Throws a UsageError when the file cannot be written. */
function beginCast(path: string, title: string, {columns, rows}: Terminal): Cast {
	const startedAt = Math.floor(Date.now() / 1000);
	const start = {columns, rows, startedAt, title: `ksmtop ${title}`, term: process.env['TERM']};
	return new Cast(new LogFile(path, CAST), start, now);
}

/** The sink of frames: bytes for the terminal are also written to the asciicast. */
function createSink(terminal: Terminal, cast: Cast | null): FrameSink {
	const outlet = {
		write(bytes: string, done: () => void) {
			cast?.output(bytes);
			terminal.write(bytes, done);
		},
	};
	return new FrameSink(outlet, terminal.columns, terminal.rows);
}

/** Draws the view through the sink; keys come from the terminal's input. Returns what ends both. */
function startInk(store: Store, sink: FrameSink, terminal: Terminal): () => void {
	const input = createTerminalInput(keyboard(), () => terminal.answered());
	const ink = render(<App store={store} />, {
		stdout: sink as unknown as NodeJS.WriteStream,
		stdin: input.stream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
		// A screen reader gets plain lines instead of this view.
		isScreenReaderEnabled: false,
	});
	return () => {
		ink.unmount();
		input.dispose();
	};
}

/** Resolves with the exit code once the terminal is as it was. */
export async function runLive(options: LiveOptions): Promise<number> {
	const {stdout} = process;
	const stdin = keyboard();
	const {terminal, shown} = options;
	const ending = createEnding();
	terminal.onGone(() => ending.finish({code: SIGNAL_EXIT_CODES.SIGHUP}));
	const cast = options.cast === undefined ? null : beginCast(options.cast, options.title, terminal);
	const sink = createSink(terminal, cast);
	const store: Store = new Store({
		...options.view,
		columns: terminal.columns,
		rows: terminal.rows,
		host: {
			presets: () => shown.presets(),
			open: (request) => shown.open(request),
			saveRun: (session) => shown.saveRun(session),
			now,
			later: (run) => setImmediate(run),
			quit: (code) => ending.finish({code}),
			suspend() {
				drawing.pause();
				void terminal.quiet(QUIET_MS).then(() => jobs.suspend());
			},
			redraw: () => sink.redraw(),
			saveScreen: () => saveScreen(sink.frame, sink.columns, sink.rows),
		},
	});
	const pump: LivePump = options.pump?.(store) ?? new Pump({store, now});
	const drawing = createDrawing({terminal, sink, store, pump, cast});
	const jobs = createJobControl(stdin, drawing);
	terminal.onReturn(drawing.enter);
	endWithProcess(ending);
	stdout.on('resize', drawing.resized);
	const stopInk = startInk(store, sink, terminal);
	const unsubscribe = store.subscribe(() => {
		pump.wake();
		shown.sync();
	});
	pump.wake();
	watchNow();

	const {code, problem} = await ending.outcome;
	// Work in progress is given a moment to finish, so that its result is kept.
	store.tasks.work(now() + LAST_WORK_MS);
	unsubscribe();
	jobs.dispose();
	drawing.pause();
	stdout.off('resize', drawing.resized);
	cast?.close();
	await terminal.quiet(QUIET_MS);
	stopInk();
	terminal.leave();
	if (problem === undefined) stdout.write(`${shown.finish().join('\n')}\n`);
	else process.stderr.write(`ksmtop: ${problem}\n`);
	await terminal.flushed(GOODBYE_MS);
	return code;
}

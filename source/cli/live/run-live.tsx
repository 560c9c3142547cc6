// Runs the view on a terminal until the viewer quits: puts terminal, frame sink, Ink, store and pump together and takes
// them apart again, whatever ends it. What the view needs from outside (files, presets) is given by the caller.

import {render} from 'ink';
import {App} from '../../tui/app.js';
import type {Host} from '../../tui/host.js';
import {FrameSink} from '../../tui/screen/frame-sink.js';
import {Store, type StoreOptions} from '../../tui/store.js';
import {LogFile} from '../files/log-file.js';
import {SIGNAL_EXIT_CODES} from '../signals.js';
import {watchNow} from '../watchdog/watchdog.js';
import {Cast} from './cast.js';
import {createDrawing} from './drawing.js';
import {createEnding, endWithProcess} from './ending.js';
import {createJobControl} from '../terminal/job-control.js';
import {keyboard} from '../terminal/keyboard.js';
import {type LivePump, Pump} from './pump.js';
import {saveScreen} from './save-screen.js';
import {createTerminalInput} from '../terminal/terminal-input.js';
import type {Terminal} from '../terminal/terminal.js';

export interface LiveOptions {
	/** Entered already. */
	readonly terminal: Terminal;
	readonly view: Omit<StoreOptions, 'host' | 'columns' | 'rows'>;
	/** What lets the time of the session pass. Default: simulated time, at the speed that the viewer chose. */
	readonly pump?: (store: Store) => LivePump;
	/** A file for the screen as asciicast. */
	readonly cast?: string;
	/** What the asciicast is called. */
	readonly title: string;
	readonly shown: Pick<Host, 'presets' | 'open' | 'saveRun'> & {
		/** Called after each frame. */
		sync(): void;
		/** Called at the end; what stays on the normal screen. */
		finish(): readonly string[];
	};
}

/** What a terminal may take to answer before the screen is given back. */
const QUIET_MS = 400;
/** What is under way may take to come to its end. */
const LAST_WORK_MS = 300;
/** What the restored terminal may take to accept the last bytes. */
const GOODBYE_MS = 500;

const now = (): number => performance.now();

/** Throws a UsageError when the file cannot be written. */
function beginCast(path: string, title: string, {columns, rows}: Terminal): Cast {
	const startedAt = Math.floor(Date.now() / 1000);
	const start = {columns, rows, startedAt, title: `ksmtop ${title}`, term: process.env['TERM']};
	return new Cast(new LogFile(path), start, now);
}

/** What goes to the terminal is written to the asciicast too. */
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
	// Who leaves in the middle of something gets its outcome, but does not wait long for it.
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

// Runs the view on a terminal until somebody quits: puts terminal, frame sink, Ink, store and pump together and takes
// them apart again, whatever ends it. What the view needs from outside (files, presets) is given by the caller.

import {render} from 'ink';
import {HostMemoryError} from '../../core/index.js';
import {App} from '../../tui/app.js';
import type {Host} from '../../tui/host.js';
import type {Units} from '../../tui/numbers.js';
import type {PanelId} from '../../tui/panel-ids.js';
import {FrameSink, type Outlet} from '../../tui/screen/frame-sink.js';
import {Store} from '../../tui/store.js';
import type {Session} from '../../session/session.js';
import type {Look} from '../../tui/text.js';
import {SIGNAL_EXIT_CODES, takeSignals} from '../signals.js';
import {hostMemoryProblem} from '../host-memory.js';
import {EXIT, UsageError} from '../usage-error.js';
import {watchNow} from '../watchdog/watchdog.js';
import {createJobControl} from './job-control.js';
import {LogFile} from '../files/log-file.js';
import {Cast} from './cast.js';
import {createTerminalInput} from './terminal-input.js';
import {Pump} from './pump.js';
import {saveScreen} from './save-screen.js';
import type {Terminal} from './terminal.js';

export interface LiveOptions {
	/** Entered already. */
	readonly terminal: Terminal;
	readonly session: Session;
	readonly look: Look;
	/** Simulated seconds per second at the start; default the preset's. */
	readonly speed?: number;
	readonly framesPerSecond: number;
	readonly units?: Units;
	readonly panels?: readonly PanelId[];
	/** Said at the start. */
	readonly message?: string;
	/** A file for the screen as asciicast, and what it is called there. */
	readonly cast?: string;
	readonly title: string;
	readonly readOnly: boolean;
	readonly files: Pick<Host, 'presets' | 'open' | 'saveRun'>;
	/** Called after each frame. */
	onFrame(): void;
	/** What stays on the normal screen. */
	exitSummary(session: Session): readonly string[];
}

/** What a terminal may take to answer before the screen is given back. */
const QUIET_MS = 400;
/** What the restored terminal may take to accept the last bytes. */
const GOODBYE_MS = 500;

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** Throws a UsageError when the file cannot be written. */
function beginCast(path: string, title: string, {columns, rows}: Terminal): Cast {
	const startedAt = Math.floor(Date.now() / 1000);
	const start = {columns, rows, startedAt, title: `ksmtop ${title}`, term: process.env['TERM']};
	return new Cast(new LogFile(path), start, () => performance.now());
}

/** Resolves with the exit code once the terminal is as it was. */
export async function runLive(options: LiveOptions): Promise<number> {
	const {stdin, stdout} = process;
	let finish: (code: number, problem?: string) => void = () => {};
	const ended = new Promise<{code: number; problem: string | undefined}>((resolve) => {
		finish = (code, problem) => resolve({code, problem});
	});
	const {terminal} = options;
	terminal.onGone(() => finish(SIGNAL_EXIT_CODES.SIGHUP));
	const cast = options.cast === undefined ? null : beginCast(options.cast, options.title, terminal);
	const outlet: Outlet = {
		write(bytes, done) {
			cast?.output(bytes);
			terminal.write(bytes, done);
		},
	};
	const sink = new FrameSink(outlet, terminal.columns, terminal.rows);
	const store: Store = new Store({
		session: options.session,
		look: options.look,
		columns: terminal.columns,
		rows: terminal.rows,
		...(options.speed === undefined ? {} : {speed: options.speed}),
		readOnly: options.readOnly,
		framesPerSecond: options.framesPerSecond,
		...(options.units === undefined ? {} : {units: options.units}),
		...(options.panels === undefined ? {} : {panels: options.panels}),
		...(options.message === undefined ? {} : {message: options.message}),
		host: {
			...options.files,
			now: () => performance.now(),
			later: (run) => setImmediate(run),
			quit: (code) => finish(code),
			suspend() {
				pump.hold(true);
				sink.setOpen(false);
				void terminal.quiet(QUIET_MS).then(() => jobs.suspend());
			},
			redraw: () => sink.redraw(),
			saveScreen: () => saveScreen(sink.frame, sink.columns, sink.rows),
		},
	});
	const pump = new Pump({store, now: () => performance.now()});

	const resized = (): void => {
		cast?.resize(terminal.columns, terminal.rows);
		store.resize(terminal.columns, terminal.rows);
		sink.resize(terminal.columns, terminal.rows);
		store.publish();
	};
	const enter = (): void => {
		terminal.enter();
		store.resize(terminal.columns, terminal.rows);
		sink.resize(terminal.columns, terminal.rows);
		store.publish();
		sink.setOpen(true);
		pump.hold(false);
	};
	const jobs = createJobControl(stdin, {
		leave() {
			pump.hold(true);
			sink.setOpen(false);
			terminal.leave();
		},
		enter,
	});
	terminal.onReturn(enter);
	const onCrash = (error: unknown): void => {
		// A file that cannot be written any more, as on a full disk, is no defect of ours.
		if (error instanceof HostMemoryError) finish(EXIT.usage, hostMemoryProblem(error).message);
		else if (error instanceof UsageError) finish(EXIT.usage, error.message);
		else finish(EXIT.invariant, `internal error: ${messageOf(error)}`);
	};
	const onInputEnd = (): void => finish(SIGNAL_EXIT_CODES.SIGHUP);
	takeSignals((signal) => finish(SIGNAL_EXIT_CODES[signal]));
	process.on('uncaughtException', onCrash);
	process.on('unhandledRejection', onCrash);
	stdin.on('end', onInputEnd).on('error', onInputEnd);
	stdout.on('resize', resized);

	const input = createTerminalInput(stdin, () => terminal.answered());
	const ink = render(<App store={store} />, {
		stdout: sink as unknown as NodeJS.WriteStream,
		stdin: input.stream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
		// A screen reader gets plain lines instead of this view.
		isScreenReaderEnabled: false,
	});
	const stopPoking = store.subscribe(() => {
		pump.wake();
		options.onFrame();
	});
	pump.wake();
	watchNow();

	const {code, problem} = await ended;
	stopPoking();
	pump.hold(true);
	jobs.dispose();
	sink.setOpen(false);
	stdout.off('resize', resized);
	cast?.close();
	await terminal.quiet(QUIET_MS);
	ink.unmount();
	input.dispose();
	terminal.leave();
	if (problem === undefined) stdout.write(`${options.exitSummary(store.session).join('\n')}\n`);
	else process.stderr.write(`ksmtop: ${problem}\n`);
	await terminal.flushed(GOODBYE_MS);
	return code;
}

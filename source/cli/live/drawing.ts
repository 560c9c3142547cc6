// The view's drawing on the terminal: started, paused while another program has the terminal, and fitted to its size.

import type {FrameSink} from '../../tui/screen/frame-sink.js';
import type {Store} from '../../tui/store.js';
import type {Cast} from './cast.js';
import type {Suspendable} from '../terminal/job-control.js';
import type {LivePump} from './pump.js';
import type {Terminal} from '../terminal/terminal.js';

/** Pauses and resumes the drawing of the view. */
export interface Drawing extends Suspendable {
	/** Draws no more and lets no time pass; the terminal stays as it is. */
	pause(): void;
	/** Adapts the view to the terminal's new size and draws it. */
	resized(): void;
}

/** What the drawing starts, stops and resizes. */
export interface DrawingParts {
	/** The terminal, which gives the size and is entered and left. */
	readonly terminal: Terminal;
	/** Where frames are drawn; closed while another program has the terminal. */
	readonly sink: FrameSink;
	/** The view's state, which learns the terminal's size. */
	readonly store: Store;
	/** The timer of the session, held while nothing is drawn. */
	readonly pump: LivePump;
	/** The asciicast, which learns the terminal's size; null: no --cast. */
	readonly cast: Cast | null;
}

/** Connects the parts; nothing is drawn before enter(). */
export function createDrawing({terminal, sink, store, pump, cast}: DrawingParts): Drawing {
	const fit = (): void => {
		store.resize(terminal.columns, terminal.rows);
		sink.resize(terminal.columns, terminal.rows);
		store.publish();
	};
	const pause = (): void => {
		pump.hold(true);
		sink.setOpen(false);
	};
	return {
		pause,
		leave() {
			pause();
			terminal.leave();
		},
		enter() {
			terminal.enter();
			fit();
			sink.setOpen(true);
			pump.hold(false);
		},
		resized() {
			cast?.resize(terminal.columns, terminal.rows);
			fit();
		},
	};
}

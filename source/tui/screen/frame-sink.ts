// The stream that Ink draws on. Ink writes whole frames; the sink sends the terminal only the changed cells, in one write,
// and as a synchronized update (DEC private mode 2026) if they are many. While the terminal has not taken the last update,
// newer frames replace each other and nothing is sent: a stalled terminal must not stall the simulation.

import {EventEmitter} from 'node:events';
import {blankScreen, parseFrame, type Screen} from './cells.js';
import {diff} from './diff.js';

/** The terminal's side: `write` calls `done` once the bytes have left. */
export interface Outlet {
	/** `done` is not called when the terminal is gone. */
	write(bytes: string, done: () => void): void;
}

const BEGIN_UPDATE = '\u001B[?2026h';
const END_UPDATE = '\u001B[?2026l';
/** A write of so few bytes reaches the terminal in one piece: marks around it would be a tenth of what a quiet frame sends. */
const SMALL_UPDATE_BYTES = 512;
const CLEAR = '\u001B[m\u001B[H\u001B[2J';

/** The stdout that Ink gets; counts frames, updates, bytes and dropped frames in `stats`. */
export class FrameSink extends EventEmitter {
	/** Ink must take it for a plain stream and leave cursor and modes of the terminal alone. */
	readonly isTTY = false;
	/** Width of the terminal, which Ink reads. */
	columns: number;
	/** Height of the terminal, which Ink reads. */
	rows: number;
	/** What has been done since the start. */
	readonly stats = {frames: 0, updates: 0, bytes: 0, dropped: 0};
	readonly #outlet: Outlet;
	#frame = '';
	/** What the terminal shows once it has taken everything sent; undefined: unknown. */
	#shown: Screen | undefined;
	#busy = false;
	#late = false;
	#open = true;

	constructor(outlet: Outlet, columns: number, rows: number) {
		super();
		this.#outlet = outlet;
		this.columns = columns;
		this.rows = rows;
	}

	/** The last frame that Ink has written. */
	get frame(): string {
		return this.#frame;
	}

	/** Whether the terminal has not yet confirmed the last update. */
	get stalled(): boolean {
		return this.#busy;
	}

	/** Takes one whole frame from Ink. */
	write(frame: string): boolean {
		// Ink ends by writing a line break, which is no frame.
		if (frame === '\n' || frame === '') return true;
		this.#frame = frame;
		this.stats.frames++;
		this.#draw();
		return true;
	}

	/** The terminal has a new size: what it shows now is unknown until the next frame. */
	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.#shown = undefined;
	}

	/** Draws the whole screen again, as after another program wrote on the terminal. */
	redraw(): void {
		this.#shown = undefined;
		this.#draw();
	}

	/** Stops or resumes sending; frames are still taken. Resuming draws the whole screen. */
	setOpen(open: boolean): void {
		this.#open = open;
		if (open) this.redraw();
	}

	#draw(): void {
		if (!this.#open) return;
		if (this.#busy) {
			if (this.#late) this.stats.dropped++;
			this.#late = true;
			return;
		}
		const fresh = this.#shown === undefined;
		const old = this.#shown ?? blankScreen(this.columns, this.rows);
		const screen = parseFrame(this.#frame, this.columns, this.rows, this.#shown);
		const changes = diff(old, screen);
		this.#shown = screen;
		if (changes === '' && !fresh) return;
		const isSmall = !fresh && Buffer.byteLength(changes) <= SMALL_UPDATE_BYTES;
		const bytes = isSmall ? changes : BEGIN_UPDATE + (fresh ? CLEAR : '') + changes + END_UPDATE;
		this.stats.updates++;
		this.stats.bytes += Buffer.byteLength(bytes);
		this.#busy = true;
		this.#outlet.write(bytes, () => {
			this.#busy = false;
			if (!this.#late) return;
			this.#late = false;
			this.#draw();
		});
	}
}

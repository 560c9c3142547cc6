// What the view cannot do itself, since only the command line may touch files, signals and the terminal: it asks for it
// here.

import type {Steps} from '../core/index.js';
import type {ViewedSession} from '../session/session.js';

export interface PresetEntry {
	readonly name: string;
	readonly about: string;
}

/** What came of setting a session up. */
export type Opened = {readonly session: ViewedSession} | {readonly problem: string};

export interface Host {
	/** Wall-clock milliseconds, for how long a caption is news. */
	now(): number;
	/** Calls back once what has come in the meantime (frames to draw, keys) was seen to. */
	later(run: () => void): void;
	/** Ends the program with this exit code, once the terminal is as it was. */
	quit(exitCode: number): void;
	/** Stops until the shell's `fg`. */
	suspend(): void;
	redraw(): void;
	/** Presets that ship. */
	presets(): readonly PresetEntry[];
	/** Sets up a new session of a preset, in steps, or says why there is none. Default: the preset that is shown, its own kernels. */
	open(request: {
		readonly preset?: string;
		readonly kernels?: readonly string[];
	}): Promise<Steps<Opened> | {readonly problem: string}>;
	/** Writes the session as a run file; where to, or why not. */
	saveRun(session: ViewedSession): string;
	/** Writes the screen as text and as SVG; where to, or why not. */
	saveScreen(): string;
}

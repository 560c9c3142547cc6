// The services that the view gets from the command line, since only that layer may touch files, signals and the terminal.

import type {Steps} from '../core/index.js';
import type {ViewedSession} from '../session/session.js';

/** One preset of the presets dialog. */
export interface PresetEntry {
	/** Name of the preset, as in `ksmtop <name>`. */
	readonly name: string;
	/** The preset's description, in one line. */
	readonly about: string;
}

/** The result of setting up a session. */
export type Opened = {readonly session: ViewedSession} | {readonly problem: string};

/** What the view needs from the program around it; values in tests. */
export interface Host {
	/** Wall-clock milliseconds, for how long a caption is news. */
	now(): number;
	/** Calls back after pending work of the event loop (frames, keys) has been done. */
	later(run: () => void): void;
	/** Ends the program with this exit code, after the terminal has been restored. */
	quit(exitCode: number): void;
	/** Stops the program until the shell's `fg`. */
	suspend(): void;
	/** Clears the terminal and draws the whole frame again. */
	redraw(): void;
	/** The presets that ship, with their descriptions. */
	presets(): readonly PresetEntry[];
	/** Sets up a new session of a preset, in steps, or says why there is none. Default: the preset that is shown, its own kernels. */
	open(request: {
		readonly preset?: string;
		readonly kernels?: readonly string[];
	}): Promise<Steps<Opened> | {readonly problem: string}>;
	/** Writes the session as a run file; returns where to, or why not, as a sentence. */
	saveRun(session: ViewedSession): string;
	/** Writes the screen as text and as SVG; returns where to, or why not, as a sentence. */
	saveScreen(): string;
}

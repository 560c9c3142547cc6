// Run files: a session as JSON lines. The header embeds the preset's text, so that the file stands alone; then a line
// for each command; the last line is the fingerprint. A file without it was cut off (a crash, a full disk).

import type {Session} from '../session/session.js';
import type {Command} from '../session/command.js';
import {openLog} from './output.js';
import {toJsonLine} from '../report/json.js';

/** Raised when files of before can be read no more. */
export const RUN_FILE_FORMAT = 1;

export interface RunFileHeader {
	readonly type: 'header';
	readonly run_file: typeof RUN_FILE_FORMAT;
	readonly ksmtop: string;
	readonly preset: string;
	readonly kernels: readonly string[];
	readonly seed: number;
	readonly sets: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** The condition at which runs ended; null: none. */
	readonly until: string | null;
	readonly limit_ns: number | null;
	/** The preset's text. */
	readonly text: string;
}

export interface RunFileEnd {
	readonly type: 'end';
	readonly time_ns: number;
	readonly fingerprint: string;
}

export type HeaderFacts = Omit<RunFileHeader, 'type' | 'run_file'>;

const commandLine = ({atNs, ...what}: Command): string =>
	toJsonLine({type: 'command', time_ns: atNs, ...what});

/** How often a line tells how far the session came, so that a file that is cut off can be replayed up to there. */
const TIME_EVERY_MS = 1000;

export interface Recorder {
	/** Writes what is new. Call it now and then, and after commands. */
	sync(): void;
	/** Writes the last line. */
	finish(): void;
	/** Leaves the file without its last line. */
	abandon(): void;
}

/** Records a session to a file from its start; throws a UsageError when it cannot be written. */
export function recordTo(path: string, session: Session, facts: HeaderFacts): Recorder {
	let log = openLog(path);
	const header = toJsonLine({type: 'header', run_file: RUN_FILE_FORMAT, ...facts});
	let written: Command[] = [];
	let lastTime = performance.now();
	let lastNs = 0;
	log.append(`${header}\n`);
	const sync = (): void => {
		const applied = session.commands.slice(0, session.appliedCommands);
		if (written.some((command, i) => command !== applied[i]) || session.nowNs < lastNs) {
			// A rewind took commands back: begin anew.
			log.close();
			log = openLog(path);
			log.append(`${header}\n`);
			written = [];
			lastNs = 0;
		}
		for (const command of applied.slice(written.length)) {
			log.append(`${commandLine(command)}\n`);
			written.push(command);
			lastNs = command.atNs;
		}
		const now = performance.now();
		if (now - lastTime < TIME_EVERY_MS || session.nowNs <= lastNs) return;
		lastTime = now;
		lastNs = session.nowNs;
		log.append(`${toJsonLine({type: 'time', time_ns: session.nowNs})}\n`);
	};
	return {
		sync,
		finish() {
			sync();
			const end: RunFileEnd = {type: 'end', time_ns: session.nowNs, fingerprint: session.fingerprint()};
			log.append(`${toJsonLine(end)}\n`);
			log.close();
		},
		abandon() {
			log.close();
		},
	};
}

/** A whole run file of a session as it stands, for saving at any moment. */
export function runFileText(session: Session, facts: HeaderFacts): string {
	const lines = [
		toJsonLine({type: 'header', run_file: RUN_FILE_FORMAT, ...facts}),
		...session.commands.slice(0, session.appliedCommands).map((command) => commandLine(command)),
		toJsonLine({type: 'end', time_ns: session.nowNs, fingerprint: session.fingerprint()}),
	];
	return `${lines.join('\n')}\n`;
}

// Recording: a session as JSON lines (run-file-format.ts), each with a checksum. The file has its final name from the first
// line on and can be replayed up to any line, so that it survives a crash; without its last line it was cut off.

import {InvariantError} from '../../core/index.js';
import {toJsonLine} from '../../report/json.js';
import type {Command} from '../../session/command.js';
import type {Session} from '../../session/session.js';
import {LogFile} from '../files/log-file.js';
import {LineSealer} from './line-seal.js';
import {readRunFile} from './read-run-file.js';
import {RUN_FILE_FORMAT, type HeaderFacts, type RunFileEnd} from './run-file-format.js';

/** How often a line with the simulated time is written, so that a file that is cut off can be replayed up to there. */
const TIME_EVERY_MS = 1000;

const headerLine = (facts: HeaderFacts): string =>
	toJsonLine({type: 'header', run_file: RUN_FILE_FORMAT, ...facts});

const commandLine = ({atNs, ...what}: Command): string =>
	toJsonLine({type: 'command', time_ns: atNs, ...what});

function endLine(session: Session): string {
	const end: RunFileEnd = {type: 'end', time_ns: session.nowNs, fingerprint: session.fingerprint()};
	return toJsonLine(end);
}

const timeLine = (session: Session): string => toJsonLine({type: 'time', time_ns: session.nowNs});

/** A session that is left in the middle of something has no fingerprint: its file counts as cut off, and is replayed up to there. */
const lastLine = (session: Session): string => (session.isBusy ? timeLine(session) : endLine(session));

/** Throws an InvariantError if the header could not be read back: better now than when the session is to be replayed. */
function checkReadable(header: string): void {
	try {
		readRunFile(header, 'the header');
	} catch (error) {
		throw new InvariantError(
			`a run file that could not be read would be written: ${(error as Error).message}`,
		);
	}
}

/** Writes the run file of a session while it runs. */
export interface Recorder {
	/** Writes what is new. Call it after each slice and after commands. */
	sync(): void;
	/** Writes the fingerprint as the last line and closes the file. */
	finish(): void;
}

/** Records a session to a file from its start; throws a UsageError when it cannot be written or is no run file. */
export function recordTo(path: string, session: Session, facts: HeaderFacts): Recorder {
	const header = headerLine(facts);
	checkReadable(header);
	const log = new LogFile(path, {name: 'a run file', start: '{"type":"header","run_file"'});
	let sealer = new LineSealer();
	let written: Command[] = [];
	let lastTime = performance.now();
	let lastNs = 0;
	const seal = (line: string): string => `${sealer.seal(line)}\n`;
	const begin = (commands: readonly Command[]): void => {
		sealer = new LineSealer();
		written = [...commands];
		lastNs = commands.at(-1)?.atNs ?? 0;
		log.begin([header, ...commands.map(commandLine)].map(seal).join(''));
	};
	begin([]);
	const sync = (): void => {
		const applied = session.commands.slice(0, session.appliedCommands);
		if (written.some((command, i) => command !== applied[i]) || session.nowNs < lastNs) {
			// A rewind took commands back: a new file takes the place of this one.
			begin(applied);
		} else {
			const fresh = applied.slice(written.length);
			if (fresh.length > 0) {
				log.append(fresh.map((command) => seal(commandLine(command))).join(''), true);
				written.push(...fresh);
				lastNs = fresh[fresh.length - 1].atNs;
			}
		}
		const now = performance.now();
		if (now - lastTime < TIME_EVERY_MS || session.nowNs <= lastNs) return;
		lastTime = now;
		lastNs = session.nowNs;
		log.append(seal(timeLine(session)));
	};
	return {
		sync,
		finish() {
			sync();
			log.append(seal(lastLine(session)), true);
			log.close();
		},
	};
}

/** A whole run file of a session as it stands, for saving at any moment. */
export function runFileText(session: Session, facts: HeaderFacts): string {
	const header = headerLine(facts);
	checkReadable(header);
	const sealer = new LineSealer();
	const commands = session.commands.slice(0, session.appliedCommands).map(commandLine);
	return [header, ...commands, lastLine(session)].map((line) => `${sealer.seal(line)}\n`).join('');
}

// Where recordings come from: a reproducer that runs here, a file, or standard input.

import {
	RecordingError,
	RecordingReader,
	type ObservedRow,
	type Recording,
} from '../../../recording/recording.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {sanitize} from '../../../scenario/base/text.js';
import {readLines} from '../../files/input.js';
import type {Progress} from '../../headless/progress.js';
import {buildReproducer, startReproducer} from '../../reproducer/run.js';
import {reproducerText} from '../../reproducer/text.js';
import type {Interruption} from '../../signals.js';
import {UsageError} from '../../command-line/usage-error.js';

const MAX_RECORDING_BYTES = 1024 * 1024 * 1024;
/** Bytes of a row; one with the map of a large machine is long. */
export const MAX_ROW_BYTES = 16 * 2 ** 20;
const LOOK_EVERY_MS = 100;
/** A day of real time; an interrupt ends it sooner. */
export const LIMIT_SECONDS = '86400';

const wordsOf = ({name}: Scenario, {pass, wakeups}: ObservedRow): string =>
	`${sanitize(name)} on this kernel: full scan ${pass}, wakeup ${wakeups}`;

/** Builds and runs the preset's reproducer on this machine. An interrupt ends it in order; the rows until then are kept. */
export async function recordHere(
	scenario: Scenario,
	progress: Progress,
	interruption: Interruption,
	every: readonly string[] = [],
): Promise<Recording> {
	const built = buildReproducer(reproducerText(scenario, scenario.kernels[0].id));
	const reader = new RecordingReader();
	let failure: unknown = null;
	try {
		const running = startReproducer(built.file, ['--limit', LIMIT_SECONDS, ...every], (line) => {
			try {
				const row = reader.add(line);
				if (row) progress.show(() => ({words: wordsOf(scenario, row), done: 0}));
			} catch (error) {
				failure ??= error;
			}
		});
		const watch = setInterval(() => {
			if (interruption.requested) running.stop();
		}, LOOK_EVERY_MS);
		try {
			await running.done;
		} catch (error) {
			if (!interruption.requested) throw error;
		} finally {
			clearInterval(watch);
		}
		if (failure !== null) throw failure;
		return reader.recording();
	} catch (error) {
		if (error instanceof RecordingError) throw new UsageError(`the reproducer's report: ${error.message}`);
		throw error;
	} finally {
		built.remove();
	}
}

/** A recording in a file, or - for standard input. Its last line may be half a line: then it is cut off there. */
export async function readFrom(file: string): Promise<Recording> {
	const reader = new RecordingReader();
	const bounds = {maxBytes: MAX_RECORDING_BYTES, maxLineBytes: MAX_ROW_BYTES};
	try {
		await readLines(file, bounds, (line, isOpen) => {
			try {
				reader.add(line);
			} catch (error) {
				if (!isOpen || !(error instanceof RecordingError) || !reader.hasHeader) throw error;
			}
		});
		return reader.recording();
	} catch (error) {
		if (!(error instanceof RecordingError)) throw error;
		const name = file === '-' ? 'standard input' : file;
		throw new UsageError(sanitize(`${name} is no recording of a reproducer: ${error.message}`));
	}
}

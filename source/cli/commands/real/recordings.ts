// Where recordings come from: a reproducer that runs here, a file, or standard input.

import {
	RecordingError,
	RecordingReader,
	type ObservedRow,
	type Recording,
} from '../../../recording/recording.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {sanitize} from '../../../scenario/base/text.js';
import {readText} from '../../files/input.js';
import type {Progress} from '../../headless/progress.js';
import {buildReproducer, startReproducer} from '../../reproducer/run.js';
import {reproducerText} from '../../reproducer/text.js';
import type {Interruption} from '../../signals.js';
import {UsageError} from '../../command-line/usage-error.js';

const MAX_RECORDING_BYTES = 1024 * 1024 * 1024;
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

/** A recording whose last line may be half a line: then it is cut off there. */
function readLines(text: string): Recording {
	const reader = new RecordingReader();
	const lines = text.split('\n');
	const half = lines.pop() ?? '';
	for (const line of lines) reader.add(line);
	try {
		reader.add(half);
	} catch (error) {
		if (!(error instanceof RecordingError) || !reader.hasHeader) throw error;
	}
	return reader.recording();
}

/** A recording in a file, or - for standard input. */
export async function readFrom(file: string): Promise<Recording> {
	const text = await readText(file, MAX_RECORDING_BYTES);
	const name = file === '-' ? 'standard input' : file;
	try {
		return readLines(text);
	} catch (error) {
		if (error instanceof RecordingError)
			throw new UsageError(sanitize(`${name} is no recording of a reproducer: ${error.message}`));
		throw error;
	}
}

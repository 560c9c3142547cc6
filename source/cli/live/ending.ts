// How the live view ends: the first cause determines the exit code.

import {HostMemoryError} from '../../core/index.js';
import {hostMemoryProblem} from '../setup/host-memory.js';
import {SIGNAL_EXIT_CODES, takeSignals} from '../signals.js';
import {EXIT, UsageError} from '../command-line/usage-error.js';
import {keyboard} from '../terminal/keyboard.js';

/** Why and how the view ends. */
export interface Outcome {
	/** The exit code; 0 when the viewer quit. */
	readonly code: number;
	/** What went wrong, for the normal screen. */
	readonly problem?: string;
}

/** The end of the view, which many things may cause. */
export interface Ending {
	/** Resolves with the first outcome that finish() gets. */
	readonly outcome: Promise<Outcome>;
	/** Ends the view; only the first call counts. */
	finish(outcome: Outcome): void;
}

/** An Ending whose outcome is still open. */
export function createEnding(): Ending {
	let finish: Ending['finish'] = () => {};
	const outcome = new Promise<Outcome>((resolve) => {
		finish = resolve;
	});
	return {outcome, finish};
}

/** A file that cannot be written any more, as on a full disk, is no defect of ours. */
function crashOutcome(error: unknown): Outcome {
	if (error instanceof HostMemoryError) return {code: EXIT.usage, problem: hostMemoryProblem(error).message};
	if (error instanceof UsageError) return {code: EXIT.usage, problem: error.message};
	const text = error instanceof Error ? error.message : String(error);
	return {code: EXIT.invariant, problem: `internal error: ${text}`};
}

/** Lets signals, uncaught errors and the end of the input end the view. */
export function endWithProcess({finish}: Ending): void {
	const onCrash = (error: unknown): void => finish(crashOutcome(error));
	const onInputEnd = (): void => finish({code: SIGNAL_EXIT_CODES.SIGHUP});
	takeSignals((signal) => finish({code: SIGNAL_EXIT_CODES[signal]}));
	process.on('uncaughtException', onCrash);
	process.on('unhandledRejection', onCrash);
	keyboard().on('end', onInputEnd).on('error', onInputEnd);
}

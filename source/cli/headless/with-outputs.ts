// How every command without a screen begins and ends: progress, signal handlers and unfinished output are cleaned up however
// the work ends.

import {openOutput, type Output} from '../files/output.js';
import {watchSignals, type Interruption, type WatchOptions} from '../signals.js';
import {createProgress, type Progress} from './progress.js';

/** What a command without a screen works with. */
export interface Headless {
	/** The line on stderr; erased at the end. */
	readonly progress: Progress;
	/** Says when INT or the wall-clock limit asks to stop; released at the end. */
	readonly interruption: Interruption;
	/** Opens standard output or a file, which appears only if it is finished before the work ends. */
	readonly open: (path: string | undefined) => Output;
}

/** Does the work; what it opened and did not finish is abandoned, also when it throws. */
export async function withOutputs<Result>(
	watch: WatchOptions,
	work: (headless: Headless) => Promise<Result>,
	progress = createProgress(),
): Promise<Result> {
	const outputs: Output[] = [];
	const interruption = watchSignals(watch);
	try {
		return await work({
			progress,
			interruption,
			open(path) {
				const output = openOutput(path);
				outputs.push(output);
				return output;
			},
		});
	} finally {
		progress.clear();
		for (const output of outputs) output.abandon();
		interruption.release();
	}
}

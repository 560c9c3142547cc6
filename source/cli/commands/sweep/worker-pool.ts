// Runs the combinations of a sweep on several threads. Each thread gets the next combination when it is done with the
// one before; rows come back in any order and are put into that of the plan.

import {Worker} from 'node:worker_threads';
import {InvariantError} from '../../../core/index.js';
import type {CombinationResult} from '../../../report/sweep/sweep-result.js';
import type {Combination} from './plan.js';
import type {WorkerAnswer, WorkerSetup} from './worker.js';
import {UsageError} from '../../command-line/usage-error.js';

/** How the combinations of a sweep are run. */
export interface PoolOptions {
	/** At most this many at a time; at least 1. */
	readonly threads: number;
	/** What each thread starts with. */
	readonly setup: WorkerSetup;
	/** When aborted the sweep ends at once, with the rows so far. */
	readonly signal: AbortSignal;
	/** Called with the number of finished combinations. */
	readonly onDone: (combinations: number) => void;
}

/** Rows in the order of the plan; fewer after an interrupt. Rejects with the first error of a thread. */
export async function runPool(
	plan: readonly Combination[],
	options: PoolOptions,
): Promise<CombinationResult[]> {
	const rows: CombinationResult[] = [];
	let next = 0;
	let done = 0;
	const work = async (): Promise<void> =>
		new Promise((resolve, reject) => {
			const worker = new Worker(new URL('sweep-worker.js', import.meta.url), {workerData: options.setup});
			const stop = (error?: Error): void => {
				void worker.terminate();
				if (error) reject(error);
				else resolve();
			};
			const give = (): void => {
				if (next >= plan.length || options.signal.aborted) stop();
				else worker.postMessage(plan[next++]);
			};
			worker.on('message', (answer: WorkerAnswer) => {
				if ('problem' in answer) {
					next = plan.length;
					const {name, message} = answer.problem;
					stop(
						name === 'UsageError'
							? new UsageError(message)
							: name === 'InvariantError'
								? new InvariantError(message)
								: new Error(message),
					);
					return;
				}
				rows.push(...answer.rows);
				options.onDone(++done);
				give();
			});
			worker.on('error', (error) => {
				next = plan.length;
				stop(
					outOfMemory(error)
						? new UsageError('this host has too little memory for so many threads at once')
						: (error as Error),
				);
			});
			options.signal.addEventListener('abort', () => {
				stop();
			});
			worker.on('exit', () => {
				resolve();
			});
			give();
		});
	await Promise.all(
		Array.from({length: Math.max(1, Math.min(options.threads, plan.length))}, async () => work()),
	);
	return rows.sort((one, other) => one.index - other.index);
}

const outOfMemory = (error: unknown): boolean =>
	(error as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';

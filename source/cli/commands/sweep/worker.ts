// A worker thread of a sweep: takes one combination after another and answers with its rows, or with what went wrong.

import {parentPort, workerData} from 'node:worker_threads';
import {HostMemoryError} from '../../../core/index.js';
import {hostMemoryProblem} from '../../setup/host-memory.js';
import type {Options} from '../../command-line/invocation.js';
import {compilePreset} from '../../setup/presets.js';
import {sweepOne} from './run-combination.js';
import type {CombinationResult} from '../../../report/sweep/sweep-result.js';
import type {Combination} from './plan.js';

/** What every thread of a sweep starts with. */
export interface WorkerSetup {
	/** Text of the preset, parameters of --param included. */
	readonly text: string;
	/** Name of the preset's file, for errors. */
	readonly file: string;
	/** The options of the command line. */
	readonly options: Options;
	/** Version of ksmtop, for the rows. */
	readonly version: string;
}

/** The rows of one combination, or the error, whose class does not survive the message. */
export type WorkerAnswer =
	| {readonly rows: readonly CombinationResult[]}
	| {readonly problem: {readonly name: string; readonly message: string}};

const {text, file, options, version} = workerData as WorkerSetup;
const scenario = compilePreset(text, file);

parentPort?.on('message', (combination: Combination) => {
	let answer: WorkerAnswer;
	try {
		answer = {rows: sweepOne(scenario, combination, options, version)};
	} catch (error) {
		const problem = error instanceof HostMemoryError ? hostMemoryProblem(error) : error;
		const {name, message} = problem instanceof Error ? problem : new Error(String(problem));
		answer = {problem: {name, message}};
	}
	parentPort?.postMessage(answer);
});

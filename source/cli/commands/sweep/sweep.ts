// ksmtop sweep: every combination of knob values, on all cores.

import {setMaxListeners} from 'node:events';
import os from 'node:os';
import {HOST_BYTES_PER_PAGE} from '../../../core/index.js';
import {MAX_SEED} from '../../../scenario/base/limits.js';
import type {Command, Options} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {openOutput, type Output} from '../../files/output.js';
import {version} from '../../package-root.js';
import {withOutputs} from '../../headless/with-outputs.js';
import {manyKernels, setUp, untilOf} from '../../setup/setup.js';
import {terminalCapabilities} from '../../terminal/terminal-capabilities.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';
import {commandLines} from './command-lines.js';
import {mergeParts} from './merge.js';
import {checkVariations, planSweep} from './plan.js';
import {renderRows} from './render.js';
import {sweepIdentity, type SweepRow} from './sweep-row.js';
import {runPool} from './worker-pool.js';

/** Memory of a thread besides its simulated pages. */
const THREAD_BYTES = 100 * 1024 * 1024;

function threadsFor(pages: number): number {
	const available = process.availableMemory?.() ?? os.freemem();
	const fitting = Math.floor(available / (pages * HOST_BYTES_PER_PAGE + THREAD_BYTES));
	return Math.max(1, Math.min(os.availableParallelism(), fitting));
}

/** A preset that every machine and every process can read again; standard input is read once. */
function checkListed([preset]: readonly string[], {shard}: Options): void {
	if (preset === '-')
		throw wrongArgument('--list', {message: 'a preset from standard input cannot be read by each command'});
	if (shard) throw wrongArgument('--list', {message: 'lists every shard: not with --shard'});
}

async function print(
	output: Output,
	rows: readonly SweepRow[],
	identity: Pick<SweepRow, 'preset' | 'ksmtop'>,
	options: Options,
): Promise<number> {
	const {unicode} = terminalCapabilities(options);
	await output.write(renderRows(options.format, rows, identity, unicode));
	await output.finish();
	return rows.some((row) => row.ended_by !== 'until') ? EXIT.missed : EXIT.fine;
}

async function merge(files: readonly string[], options: Options): Promise<number> {
	const {vary, list, output} = options;
	if (vary.length > 0 || list)
		throw wrongArgument('--merge', {message: 'runs nothing: not with --vary or --list'});
	const rows = await mergeParts(files);
	return print(openOutput(output), rows, rows[0], options);
}

/** Exit code 0; 1: a run ended by a limit; 2: also when parts do not fit together; 130: interrupted. */
export const sweep: Command = async (positionals, options) => {
	if (options.merge) return merge(positionals, options);
	const scenario = await onePreset('sweep', positionals, options);
	checkVariations(options.vary, scenario);
	untilOf(scenario, options);
	const kernels = manyKernels(scenario, options);
	const first = options.seed ?? scenario.seed;
	if (first > MAX_SEED - options.repeat)
		throw wrongArgument('--repeat', {
			message: `the seeds from ${first} on would go beyond the largest`,
			allowed: `seeds are 0 to ${MAX_SEED}`,
		});
	const seeds = Array.from({length: options.repeat}, (_, i) => first + i);
	const ids = kernels.map(({id}) => id);
	const plan = planSweep(options.vary, ids, seeds, options.shard);
	// An error that every thread would report is reported here once.
	setUp(scenario, {kernels: [kernels[0]], sets: options.sets, until: null});
	if (options.list) {
		checkListed(positionals, options);
		const output = openOutput(options.output);
		await output.write(`${commandLines(process.argv.slice(2), plan.length).join('\n')}\n`);
		await output.finish();
		return EXIT.fine;
	}
	const of = options.vary.reduce((product, {values}) => product * values.length, ids.length * seeds.length);
	const identity = sweepIdentity(scenario, options, of);
	const pages = scenario.processes.reduce((sum, {count, mappedPages}) => sum + count * mappedPages, 0);
	const abort = new AbortController();
	setMaxListeners(0, abort.signal);
	const watch = {
		onRequest: () => abort.abort(),
		wallLimitNs: options.wallLimitNs,
		writesFiles: options.output !== undefined,
	};
	return withOutputs(watch, async ({progress, interruption, open}) => {
		const output = open(options.output);
		let done = 0;
		const ticker = setInterval(() => {
			const words = `${done} of ${plan.length} combinations  (Ctrl-C stops and reports)`;
			progress.show(() => ({words, done: done / plan.length}));
		}, 250);
		const results = await runPool(plan, {
			threads: threadsFor(pages * kernels.length),
			setup: {text: scenario.text, file: scenario.file, options, version: version()},
			signal: abort.signal,
			onDone(count) {
				done = count;
			},
		}).finally(() => clearInterval(ticker));
		progress.clear();
		const rows = results.map((result) => ({...result, ...identity}));
		const code = await print(output, rows, identity, options);
		return interruption.requested ? interruption.exitCode : code;
	});
};

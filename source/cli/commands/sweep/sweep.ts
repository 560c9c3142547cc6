// ksmtop sweep: every combination of knob values, on all cores.

import {setMaxListeners} from 'node:events';
import os from 'node:os';
import {toJson, toJsonLine} from '../../../report/json.js';
import {SCHEMA} from '../../../report/run-report.js';
import {sweepCsv, sweepTable} from '../../../report/sweep-table.js';
import type {Command} from '../../invocation.js';
import type {Format} from '../../flag-values.js';
import {onePreset} from '../../one-preset.js';
import {openOutput} from '../../output.js';
import {version} from '../../package-root.js';
import {createProgress} from '../../progress.js';
import {manyKernels, setUp, untilOf} from '../../setup.js';
import {watchSignals} from '../../signals.js';
import type {SweepRow} from './run-combination.js';
import {checkVariations, planSweep} from './plan.js';
import {EXIT} from '../../usage-error.js';
import {runPool} from './worker-pool.js';

/** What a simulated page takes, at most, and a thread besides. */
const BYTES_PER_PAGE = 64;
const THREAD_BYTES = 100 * 1024 * 1024;

function threadsFor(pages: number): number {
	const available = process.availableMemory?.() ?? os.freemem();
	const fitting = Math.floor(available / (pages * BYTES_PER_PAGE + THREAD_BYTES));
	return Math.max(1, Math.min(os.availableParallelism(), fitting));
}

function render(format: Format, preset: string, rows: readonly SweepRow[], seeds: boolean): string {
	switch (format) {
		case 'json':
			return `${toJson({schema: SCHEMA, ksmtop: version(), preset, rows})}\n`;
		case 'ndjson':
			return rows.map((row) => `${toJsonLine(row)}\n`).join('');
		case 'csv':
			return `${sweepCsv(rows).join('\n')}\n`;
		default:
			return `${sweepTable(rows, seeds, format === 'markdown').join('\n')}\n`;
	}
}

export const sweep: Command = async (positionals, options) => {
	checkVariations(options.vary);
	const {format} = options;
	const scenario = await onePreset('sweep', positionals);
	untilOf(scenario, options);
	const kernels = manyKernels(scenario, options);
	const first = options.seed ?? scenario.seed;
	const seeds = Array.from({length: options.repeat}, (_, i) => (first + i) % 2 ** 32);
	const plan = planSweep(
		options.vary,
		kernels.map(({id}) => id),
		seeds,
		options.shard,
	);
	// What would fail in every thread fails here first.
	setUp(scenario, {kernels: [kernels[0]], sets: options.sets, until: null});
	const pages = scenario.processes.reduce((sum, {count, mappedPages}) => sum + count * mappedPages, 0);
	const output = openOutput(options.output);
	const abort = new AbortController();
	setMaxListeners(0, abort.signal);
	const interruption = watchSignals({
		onRequest() {
			abort.abort();
		},
		writesFiles: options.output !== undefined,
	});
	const progress = createProgress();
	try {
		const rows = await runPool(plan, {
			threads: threadsFor(pages),
			setup: {text: scenario.text, file: scenario.file, options, version: version()},
			signal: abort.signal,
			onRow(done) {
				progress.show(`${done} of ${plan.length} combinations`, done / plan.length);
			},
		});
		progress.clear();
		await output.write(render(format, scenario.name, rows, seeds.length > 1));
		await output.finish();
		if (interruption.requested) return EXIT.interrupted;
		return rows.some((row) => row.ended_by !== 'until') ? EXIT.missed : EXIT.fine;
	} catch (error) {
		progress.clear();
		output.abandon();
		throw error;
	} finally {
		interruption.release();
	}
};

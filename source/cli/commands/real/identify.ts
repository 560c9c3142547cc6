// ksmtop real --identify: which kernel of the catalogue, and of which version, this machine runs.

import {identifiedLine, identifyKernel, type Identified} from '../../../recording/identify/identify.js';
import {
	CANDIDATES,
	separateAll,
	smallestSeparatingSet,
	type SeparatedWorkload,
} from '../../../recording/identify/separate.js';
import {settle, type Settled} from '../../../recording/identify/steady.js';
import type {Recording} from '../../../recording/recording.js';
import {csvLine} from '../../../report/csv.js';
import {grid, markdownGrid} from '../../../report/grid.js';
import {toJson, toJsonLine} from '../../../report/json.js';
import {tapLines, tapTotals} from '../../../report/tap.js';
import type {Options} from '../../command-line/invocation.js';
import type {Progress} from '../../headless/progress.js';
import {withOutputs} from '../../headless/with-outputs.js';
import type {Interruption} from '../../signals.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';
import {recordHere} from './recordings.js';
import {work} from './work.js';

interface Found {
	readonly identified: Identified;
	/** By workload. */
	readonly settled: readonly Settled[];
	readonly release: string;
}

/** A row for each workload: how many of the candidates fit it. */
function rows({identified}: Found): string[][] {
	return [
		['workload', 'candidates that fit', 'figures equal', 'first difference of the nearest'],
		...identified.workloads.map(({name, fitting, comparison}) => {
			const [first] = comparison.differences;
			const words = first
				? `full scan ${first.pass}: ${first.figure} expected ${first.expected}, seen ${first.seen}`
				: '-';
			return [name, `${fitting} of ${CANDIDATES.length}`, String(comparison.figures), words];
		}),
	];
}

/** Which workloads were recorded again, because the recording fitted nothing or was not reproducible. */
function disturbances({identified, settled}: Found): string[] {
	return identified.workloads.flatMap(({name}, i) => {
		const {attempts, isSteady} = settled[i];
		if (attempts === 1) return [];
		return [
			isSteady
				? `${name} was recorded ${attempts} times: the first fitted no kernel, as if something else on this machine had disturbed it`
				: `${name} was recorded ${attempts} times and never came out the same: something else on this machine disturbs it`,
		];
	});
}

/** The answer in a sentence; no guess where a workload was disturbed. */
function answerOf({identified, settled}: Found): string {
	const unsteady = identified.workloads.filter((_, i) => !settled[i].isSteady).map(({name}) => name);
	return unsteady.length === 0
		? identifiedLine(identified)
		: `no answer: ${unsteady.join(', ')} gave another result each time`;
}

function render(found: Found, format: Options['format']): string {
	const line = answerOf(found);
	const notes = disturbances(found);
	const ok = found.identified.fits.length > 0;
	const plain = {
		schema: 1,
		release: found.release,
		answer: line,
		fits: found.identified.fits.map(({version, kernels}) => ({
			kernel_version: version,
			kernels: kernels.map(({id}) => id),
		})),
		workloads: found.identified.workloads.map((workload, i) => ({
			...workload,
			attempts: found.settled[i].attempts,
			steady: found.settled[i].isSteady,
		})),
	};
	switch (format) {
		case 'json':
			return `${toJson(plain)}\n`;
		case 'ndjson':
			return `${toJsonLine(plain)}\n`;
		case 'csv':
			return `${rows(found)
				.map((row) => csvLine(row))
				.join('\n')}\n`;
		case 'markdown':
			return `${[...markdownGrid(rows(found), ['left', 'right', 'right', 'left']), '', `Linux ${found.release}: ${line}`, ...notes].join('\n')}\n`;
		case 'tap': {
			const tests = [{name: line, ok, diagnostics: notes}];
			return `${[...tapLines(tests), tapTotals(tests)].join('\n')}\n`;
		}
		default:
			return `${[...grid(rows(found), ['left', 'right', 'right', 'left']), '', `Linux ${found.release}: ${line}`, ...notes].join('\n')}\n`;
	}
}

/** Records a workload until it fits a kernel or is reproducible; null when interrupted. */
async function recordSteadily(
	workload: SeparatedWorkload,
	progress: Progress,
	interruption: Interruption,
): Promise<Settled | null> {
	const recordings: Recording[] = [];
	for (;;) {
		recordings.push(await recordHere(workload.scenario, progress, interruption));
		if (interruption.requested) return null;
		const settled = settle(workload, recordings);
		if (settled !== null) return settled;
	}
}

/** Exit code 0: at least one kernel and version fits; 1: none; 130: interrupted; 2: the machine cannot run it. */
export async function identify(options: Options): Promise<number> {
	if (options.from !== undefined)
		throw wrongArgument('--from', {
			message: '--identify runs presets on this machine and reads no recording',
		});
	if (options.format === 'openmetrics')
		throw wrongArgument('--format', {message: '--identify has no counters to print', found: 'openmetrics'});
	return withOutputs({writesFiles: true}, async ({progress, interruption, open}) => {
		const output = open(options.output);
		progress.show(() => ({words: 'looking for the fewest presets that distinguish all kernels', done: 0}));
		const all = await work(separateAll(), interruption);
		if (all === null) return EXIT.interrupted;
		const chosen = smallestSeparatingSet(all);
		const settled: Settled[] = [];
		for (const workload of chosen) {
			const outcome = await recordSteadily(workload, progress, interruption);
			if (outcome === null) return EXIT.interrupted;
			settled.push(outcome);
		}
		const recordings = settled.map(({recording}) => recording);
		progress.clear();
		const found = {
			identified: identifyKernel(chosen, recordings),
			settled,
			release: recordings[0].header.release,
		};
		await output.write(render(found, options.format));
		await output.finish();
		return found.identified.fits.length > 0 ? EXIT.fine : EXIT.missed;
	});
}

// One preset on the real kernel of this machine and in the model, and what differs between them.

import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {buildReproducer, startReproducer} from '../../source/cli/reproducer/run.js';
import {complete, findKernel, type Kernel, type KernelVersion} from '../../source/core/index.js';
import {compareRows, type Comparison} from '../../source/recording/difference.js';
import {modelRun, observe} from '../../source/recording/model-run.js';
import {RecordingReader, type Recording} from '../../source/recording/recording.js';
import {versionOf} from '../../source/recording/version.js';
import {followsClock, usesAdvisor} from '../../source/reproducer/exact.js';
import {refusalsOf} from '../../source/reproducer/refusals.js';
import {reproducer} from '../../source/reproducer/reproducer.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {TABLE_PROGRAM} from './table-program.js';
import {tablesOf} from './tables.js';

/** Far longer than any of these takes. */
const LIMIT_SECONDS = '300';

export interface Trial {
	readonly scenario: Scenario;
	/** What the reproducer printed. */
	readonly text: string;
	readonly recording: Recording;
	readonly comparison: Comparison;
}

/** Why a preset cannot be tried: it is none, or no program can run it. */
export class NoTrialError extends Error {
	override readonly name = 'NoTrialError';
}

/** Whether there is a compiler. */
export const hasCompiler = (): boolean => spawnSync('cc', ['--version']).status === 0;

export function loadPreset(text: string, file: string): Scenario {
	const loaded = loadScenario(text, file);
	if ('scenario' in loaded) return loaded.scenario;
	throw new NoTrialError(loaded.problems.map(({message, found}) => `${message} ${found ?? ''}`).join('; '));
}

/** What was recorded. */
export interface Recorded {
	readonly text: string;
	readonly recording: Recording;
}

/** Runs a program that was built, and reads what it prints. */
async function runBuilt(
	file: string,
	every: 'pass' | 'wakeup',
	environment: Readonly<Record<string, string>> = {},
): Promise<Recorded> {
	const reader = new RecordingReader();
	const lines: string[] = [];
	const options = ['--limit', LIMIT_SECONDS, ...(every === 'wakeup' ? ['--every-wakeup'] : [])];
	const onLine = (line: string): void => {
		lines.push(line);
		reader.add(line);
	};
	await startReproducer(file, options, onLine, environment).done;
	return {text: `${lines.join('\n')}\n`, recording: reader.recording()};
}

/** Why no program can run a preset batch by batch; null: one can. */
export function whyNot(scenario: Scenario): string | null {
	const refusals = refusalsOf(scenario);
	if (refusals.length > 0) return refusals.map(({what}) => what).join(', ');
	return followsClock(scenario) ? 'the advisor depends on the clock' : null;
}

/** Records a preset on this machine by its exported program. Throws a NoTrialError, or a UsageError in the reproducer's words. */
export async function record(
	scenario: Scenario,
	every: 'pass' | 'wakeup',
	optimize: boolean,
): Promise<Recorded> {
	const made = reproducer(scenario, {version: 'test', kernelId: 'mainline'});
	if ('refusals' in made) throw new NoTrialError(made.refusals.map(({what}) => what).join(', '));
	if (followsClock(scenario))
		throw new NoTrialError('the advisor depends on the clock, so it cannot be stepped');
	const built = buildReproducer(made.text, optimize);
	try {
		return await runBuilt(built.file, every);
	} finally {
		built.remove();
	}
}

/** Records presets by a program that is compiled once and reads each as data. */
export class TableRecorder {
	private readonly built = buildReproducer(TABLE_PROGRAM);

	/** null: the preset does not fit into tables. */
	async record(scenario: Scenario, every: 'pass' | 'wakeup'): Promise<Recorded | null> {
		const why = whyNot(scenario);
		if (why !== null) throw new NoTrialError(why);
		const text = tablesOf(scenario);
		if (text === null) return null;
		const file = join(dirname(this.built.file), 'tables');
		writeFileSync(file, text);
		return runBuilt(this.built.file, every, {KSMTOP_TABLES: file});
	}

	remove(): void {
		this.built.remove();
	}
}

/** Holds a recording against the model of one kernel, of the version that was recorded unless another is given. */
export function compareWithModel(
	scenario: Scenario,
	recording: Recording,
	kernel: Kernel = findKernel('mainline') as Kernel,
	version: KernelVersion = versionOf(recording.header.release),
): Comparison {
	const every = recording.rows.every((row) => row.isFullScan) ? 'pass' : 'wakeup';
	const {rows, session} = complete(modelRun(scenario, kernel, version, every));
	const [run] = session.runs;
	const last = observe(run, run.row(), false);
	// The totals as one more row: what came after the last wakeup, or without any.
	const recorded = recording.totals ? [...recording.rows, recording.totals] : recording.rows;
	return compareRows(recording.totals ? [...rows, last] : rows, recorded, !usesAdvisor(scenario));
}

/** Records a preset with a table recorder if one is given, and if the preset is fit for it; else by the exported program. */
export async function recordPreset(
	text: string,
	file: string,
	every: 'pass' | 'wakeup',
	tables: TableRecorder | null = null,
): Promise<Recorded & {scenario: Scenario}> {
	const scenario = loadPreset(text, file);
	const made = (await tables?.record(scenario, every)) ?? (await record(scenario, every, false));
	return {scenario, ...made};
}

/** Records a preset, and holds it against the model. */
export async function attempt(
	text: string,
	file: string,
	every: 'pass' | 'wakeup',
	tables: TableRecorder | null = null,
): Promise<Trial> {
	const made = await recordPreset(text, file, every, tables);
	return {...made, comparison: compareWithModel(made.scenario, made.recording)};
}

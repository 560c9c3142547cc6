// `npm run fuzz:real -- --seconds 600 [--seed n] [--kind forks,moves] [--save folder] [--keep file] [--alone]`: random presets
// on this machine's kernel, stepped batch by batch, and in the model; a difference is shrunk and saved with its
// recording. --keep appends every preset with its recording to a file, as lines of JSON. --alone: nobody else uses THPs on this machine, so that every event counts. Needs root, KSM that nobody uses, and cc. Ends with 1 when there was a difference.

import {appendFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import type {Difference} from '../../source/recording/difference.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';
import {readNumber, readOptions, refuse} from '../tools/options.js';
import {ROOT} from '../tools/root.js';
import {KINDS, randomPreset, type Kind, type RandomPreset} from './random-preset.js';
import {shrink} from './shrink.js';
import {
	attempt,
	hasCompiler,
	compareWithModel,
	NoTrialError,
	recordPreset,
	TableRecorder,
	type Recorded,
	type Trial,
} from './trial.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {ZramSwap} from './zram-swap.js';

const MOST_SHRINKING = 120;
/** Every so many presets one is exported and compiled, the others are read as data by one program. */
const EXPORTED_EVERY = 50;

const USAGE =
	'npm run fuzz:real -- [--seconds n] [--seed n] [--kind a,b] [--save folder] [--keep file] [--alone] [--no-shrink]';
const {values} = readOptions(USAGE, {
	options: {
		seconds: {type: 'string', default: '600'},
		seed: {type: 'string', default: '1'},
		kind: {type: 'string', default: KINDS.join(',')},
		save: {type: 'string', default: join(ROOT, 'test', 'fixtures', 'real')},
		keep: {type: 'string'},
		alone: {type: 'boolean', default: false},
		'no-shrink': {type: 'boolean', default: false},
	},
});
const kinds = values.kind
	.split(',')
	.map((name) =>
		(KINDS as readonly string[]).includes(name)
			? (name as Kind)
			: refuse(`no such kind: ${name}; there are ${KINDS.join(', ')}`, USAGE),
	);
const firstSeed = readNumber('--seed', values.seed, USAGE);
const limitSeconds = readNumber('--seconds', values.seconds, USAGE);

const textOf = (preset: RandomPreset): string => `${JSON.stringify(preset, null, '\t')}\n`;
/** Of sampling what only shows at full scans: the advisor decides with the machine's own clock how long a batch is. */
const everyOf = (kind: Kind): 'pass' | 'wakeup' => (kind === 'advisor' ? 'pass' : 'wakeup');
const run = async (
	preset: RandomPreset,
	kind: Kind,
	recorder: TableRecorder | null = tables,
): Promise<Trial> => attempt(textOf(preset), `${preset.name}.json`, everyOf(kind), recorder);

/** All that differs. Alone on its machine, the workload is the only one to split and fault THPs: then nothing is excused. */
const differencesOf = ({comparison}: Trial): readonly Difference[] =>
	values.alone ? [...comparison.differences, ...comparison.wholeSystem] : comparison.differences;

function describe(trial: Trial): string {
	const {rows} = trial.comparison;
	const differences = differencesOf(trial);
	const [first] = differences;
	const rest = differences
		.slice(0, 6)
		.map(({figure, expected, seen}) => `${figure} expected ${expected} seen ${seen}`)
		.join(', ');
	return `after ${rows} equal rows, wakeup ${first?.wakeups}, full scan ${first?.pass}: ${rest}`;
}

function save(name: string, preset: RandomPreset, recording: string): void {
	mkdirSync(values.save, {recursive: true});
	writeFileSync(join(values.save, `${name}.json`), textOf(preset));
	writeFileSync(join(values.save, `${name}.ndjson`), recording);
}

/** Shrinks and saves what differs. Returns a line about it; null if it cannot be repeated. */
async function pursue(preset: RandomPreset, kind: Kind): Promise<string | null> {
	swap.turn(swaps(preset));
	// By its own exported program, to the letter.
	const again = await run(preset, kind, null);
	if (differencesOf(again).length === 0) return null;
	const smallest = values['no-shrink']
		? preset
		: await shrink(
				preset,
				async (candidate) => {
					try {
						return differencesOf(await run(candidate, kind)).length > 0;
					} catch (error) {
						if (error instanceof NoTrialError) return false;
						throw error;
					}
				},
				MOST_SHRINKING,
			);
	const trial = await run(smallest, kind, null);
	save(preset.name, smallest, trial.text);
	return `${preset.name}: ${describe(trial)}\n${JSON.stringify(smallest)}`;
}

const swap = new ZramSwap();
const tables = hasCompiler() ? new TableRecorder() : null;
const swaps = ({machine}: RandomPreset): boolean => machine['swap'] !== undefined;
const counts = new Map(kinds.map((kind) => [kind, {runs: 0, rows: 0, differences: 0, chance: 0}]));
let refused = 0;

/** Waits for something to end, however it does. */
const ended = async (running: Promise<unknown>): Promise<void> =>
	running.then(
		() => undefined,
		() => undefined,
	);

interface Running {
	readonly preset: RandomPreset;
	readonly kind: Kind;
	readonly trial: Promise<Recorded & {scenario: Scenario}>;
}

/** Begins to record a preset; the model is run when the next one is being recorded. */
function begin(preset: RandomPreset, kind: Kind, recorder: TableRecorder | null): Running {
	const trial = recordPreset(textOf(preset), `${preset.name}.json`, everyOf(kind), recorder);
	// The error is reported where the trial is awaited.
	trial.catch(() => undefined);
	return {preset, kind, trial};
}

/** Holds a recording against the model; pursues what differs, once `next` is done with the kernel. */
async function finish({preset, kind, trial: running}: Running, next: Promise<unknown>): Promise<void> {
	const count = counts.get(kind);
	if (!count) return;
	try {
		const recorded = await running;
		const trial = {...recorded, comparison: compareWithModel(recorded.scenario, recorded.recording)};
		count.runs++;
		count.rows += trial.recording.rows.length;
		if (values.keep !== undefined)
			appendFileSync(values.keep, `${JSON.stringify({preset, recording: trial.text})}\n`);
		if (differencesOf(trial).length === 0) return;
		await ended(next);
		const line = await pursue(preset, kind);
		if (line === null) {
			count.chance++;
			save(`once-${preset.name}`, preset, trial.text);
		} else count.differences++;
		process.stdout.write(`${line ?? `${preset.name}: ${describe(trial)}; not when run again`}\n`);
	} catch (error) {
		if (!(error instanceof NoTrialError)) throw error;
		refused++;
		process.stdout.write(`${preset.name}: ${error.message}\n`);
	}
}

const deadline = Date.now() + limitSeconds * 1000;
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => {
		stopped = true;
	});
let seed = firstSeed;
let last: Running | null = null;
try {
	for (let i = 0; Date.now() < deadline && !stopped; i++) {
		const kind = kinds[i % kinds.length];
		if (i > 0 && i % kinds.length === 0) seed++;
		const preset = randomPreset(seed, kind);
		// A device comes and goes only while nothing runs.
		if (last) await ended(last.trial);
		swap.turn(swaps(preset));
		const running = begin(preset, kind, i % EXPORTED_EVERY === 0 ? null : tables);
		if (last) await finish(last, running.trial);
		last = running;
	}
	if (last) await finish(last, Promise.resolve());
} catch (error) {
	if (!(error instanceof UsageError)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 2;
} finally {
	if (last) await ended(last.trial);
	tables?.remove();
	swap.remove();
}
let total = 0;
for (const [kind, {runs, rows, differences, chance}] of counts) {
	total += differences;
	process.stdout.write(
		`${kind.padEnd(14)} ${String(runs).padStart(5)} presets ${String(rows).padStart(7)} rows ${String(differences).padStart(4)} differences ${String(chance).padStart(4)} not repeatable\n`,
	);
}
process.stdout.write(`seeds ${values.seed} to ${seed}, ${refused} refused\n`);
if (total > 0) process.exitCode = 1;

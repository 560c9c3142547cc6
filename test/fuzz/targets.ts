// What is fuzzed: each target is a property of everything that a generator can draw. `npm run fuzz` runs them for as long
// as one likes with fresh seeds, the tests for a while with a fixed one.

import fc from 'fast-check';
import {readArguments} from '../../source/cli/command-line/arguments.js';
import {COMMANDS} from '../../source/cli/commands/index.js';
import {FLAGS} from '../../source/cli/command-line/flags.js';
import {readRunFile} from '../../source/cli/run-file/read-run-file.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';
import {
	checkInvariants,
	fingerprint,
	HostMemoryError,
	NoMemoryError,
	type HostLimits,
} from '../../source/core/index.js';
import {KnobRefusedError} from '../../source/scenario/build-machine.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {createSession, type SimulatedSession} from '../../source/session/simulated-session.js';
import {MemoryOracle} from '../support/memory-oracle.js';
import {build, obey, problemsAfter, randomMachine} from '../support/random-machine.js';
import {randomPreset} from './random-preset.js';

export interface Target {
	readonly name: string;
	/** Draws so often from a seed; what is found in words, with what draws it again, or null. */
	readonly check: (seed: number, runs: number) => string | null;
	/** Draws that take a few seconds. */
	readonly runs: number;
}

const target = <Drawn>(name: string, runs: number, property: fc.IProperty<Drawn>): Target => ({
	name,
	runs,
	check(seed, numRuns) {
		const details = fc.check(property, {seed, numRuns});
		return details.failed ? (fc.defaultReportMessage(details) ?? 'failed') : null;
	},
});

function expectNone(problems: readonly string[], when: string): void {
	if (problems.length > 0) throw new Error(`${when}: ${problems.slice(0, 3).join('; ')}`);
}

/** Simulated time and work of a drawn session: enough for its timeline and some full scans. */
const LIMIT_NS = 1.2e9;
const MOST_PAGES = 150_000;
const HOST: HostLimits = {arrayBytes: 2 ** 28, heapBytes: 2 ** 26};

/** Runs a scenario in slices of so many pages; undefined when it has no memory for what it asks, which is no defect. */
function runScenario(scenario: Scenario, slicePages: number): SimulatedSession | undefined {
	try {
		const session = createSession(scenario, {
			until: null,
			limitNs: LIMIT_NS,
			hostLimits: HOST,
			checkpoints: 2,
		});
		for (let pages = 0; pages < MOST_PAGES && !session.ended; pages += slicePages)
			if (session.advance(Infinity, slicePages).stop?.reason === 'goal') break;
		return session;
	} catch (error) {
		if (
			error instanceof NoMemoryError ||
			error instanceof HostMemoryError ||
			error instanceof KnobRefusedError
		)
			return undefined;
		throw error;
	}
}

function checkPreset(text: string, slicePages: number): boolean {
	const loaded = loadScenario(text, 'random.yaml');
	if ('problems' in loaded) {
		if (loaded.problems.length === 0) throw new Error('refused without a reason');
		for (const {line, column} of loaded.problems)
			if (!(line >= 1 && column >= 1)) throw new Error(`a problem at ${line}:${column}`);
		return false;
	}
	const session = runScenario(loaded.scenario, slicePages);
	if (session === undefined) return false;
	for (const {machine} of session.runs) expectNone(checkInvariants(machine), 'the books at the end');
	if (!session.ended) return true;
	const whole = runScenario(loaded.scenario, MOST_PAGES);
	if (whole?.ended === true && whole.fingerprint() !== session.fingerprint())
		throw new Error('cut into slices it comes out otherwise');
	return true;
}

const presets = fc.property(randomPreset, fc.integer({min: 100, max: 20_000}), (preset, slicePages) => {
	checkPreset(JSON.stringify(preset), slicePages);
});

const changed = fc
	.tuple(
		randomPreset.map((preset) => JSON.stringify(preset)),
		fc.array(fc.tuple(fc.nat(), fc.nat(9), fc.string({unit: 'binary', maxLength: 5})), {
			minLength: 1,
			maxLength: 4,
		}),
	)
	.map(([text, changes]) => {
		let mutated = text;
		for (const [where, drop, put] of changes) {
			const at = where % (mutated.length + 1);
			mutated = mutated.slice(0, at) + put + mutated.slice(at + drop);
		}
		return mutated;
	});
const presetTexts = fc.property(changed, (text) => {
	checkPreset(text, 5000);
});

const machines = fc.property(randomMachine, fc.integer({min: 1, max: 90}), (random, pages) => {
	const whole = build(random);
	const pieces = build(random, {pieceItems: pages});
	const oracle = new MemoryOracle(whole);
	for (const command of random.commands) {
		expectNone(problemsAfter(whole, oracle, command), 'a machine');
		obey(pieces, command, pages);
		if (fingerprint(pieces) !== fingerprint(whole)) throw new Error('cut into pieces it comes out otherwise');
	}
});

/** Anything but a result or a refusal in plain words is a defect. */
function doneOrRefused<Result>(work: () => Result): Result | undefined {
	try {
		return work();
	} catch (error) {
		// oxlint-disable-next-line no-control-regex
		const obeyed = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/;
		if (error instanceof UsageError && !obeyed.test(error.message)) return undefined;
		throw error;
	}
}

const word = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.constantFrom('1e999', '-1', 'NaN', '0x10', 'Infinity', '__proto__', 'constructor', '\u001B[31m'),
	fc.constantFrom('=', ',', '-', '--', '1..2', '9'.repeat(400)),
	fc.double().map(String),
	fc.constantFrom(...COMMANDS.map(({name}) => name)),
	fc.constantFrom(...FLAGS.map(({name}) => `--${name}`)),
	fc.tuple(fc.constantFrom(...FLAGS.map(({name}) => name)), fc.string()).map((pair) => `--${pair.join('=')}`),
);
const commandLines = fc.property(fc.array(word, {maxLength: 9}), (words) => {
	const read = doneOrRefused(() => readArguments(words));
	if (!read) return;
	const {limitNs, seed = 0, fps = 1, speed = 1, repeat} = read.options;
	if (![limitNs, seed, fps, repeat].every(Number.isFinite) || !(speed > 0))
		throw new Error(`a number out of bounds in ${JSON.stringify(read.options)}`);
});

const HEADER = {
	type: 'header',
	run_file: 1,
	ksmtop: '0.1.0',
	preset: 'p',
	kernels: ['mainline'],
	seed: 1,
	sets: [],
	until: null,
	limit_ns: null,
	text: 'name: p',
};
const line = fc.oneof(
	fc.string({unit: 'binary'}),
	fc.json(),
	fc
		.record(
			{
				type: fc.constantFrom('command', 'end', 'time', 'header', 'x'),
				time_ns: fc.oneof(fc.maxSafeNat(), fc.double(), fc.constant(null)),
				set: fc.oneof(fc.constant({knob: 'run', value: '1'}), fc.object()),
				perform: fc.object(),
				fork: fc.oneof(fc.constant({from: 'A', kernels: ['rfc']}), fc.object()),
				fingerprint: fc.oneof(fc.constant('0123456789abcdef'), fc.string()),
				crc32: fc.constantFrom('00000000', 7),
			},
			{requiredKeys: ['type']},
		)
		.map((object) => JSON.stringify(object)),
);
const header = fc.oneof(
	fc.constant(JSON.stringify(HEADER)),
	fc
		.tuple(fc.constantFrom(...Object.keys(HEADER)), fc.jsonValue())
		.map(([key, value]) => JSON.stringify({...HEADER, [key]: value})),
);
const runFiles = fc.property(header, fc.array(line, {maxLength: 8}), (first, rest) => {
	const file = doneOrRefused(() => readRunFile([first, ...rest].join('\n'), 'x\u001B.ndjson'));
	const times = file?.commands.map(({atNs}) => atNs) ?? [];
	if (!times.every(Number.isSafeInteger)) throw new Error(`commands at ${times.join(', ')} ns`);
});

export const TARGETS: readonly Target[] = [
	target('presets', 50, presets),
	target('preset texts', 400, presetTexts),
	target('machines', 40, machines),
	target('command lines', 2000, commandLines),
	target('run files', 2000, runFiles),
];

/** Whether a drawn preset is taken and runs: most must, or the fuzzer tests only refusals. */
export const isPlayable = (preset: unknown): boolean => checkPreset(JSON.stringify(preset), 5000);

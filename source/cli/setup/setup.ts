// From a scenario and options to a session: looks up the names that only a preset can settle (kernels, knobs,
// conditions), and turns what cannot be set up into an error that says why.

import {
	complete,
	findKernel,
	HOST_BYTES_PER_PAGE,
	HostMemoryError,
	KERNELS,
	knobByName,
	KNOBS,
	NoMemoryError,
	PAGE_BYTES,
	type Kernel,
	type Steps,
} from '../../core/index.js';
import {KnobRefusedError} from '../../scenario/build-machine.js';
import {parseCondition} from '../../scenario/conditions.js';
import {nearest} from '../../scenario/base/nearest.js';
import {workloadOf} from '../../scenario/remembered.js';
import type {Condition} from '../../scenario/conditions.js';
import type {Scenario} from '../../scenario/scenario.js';
import {formatBytes} from '../../scenario/base/units.js';
import {sanitize} from '../../scenario/base/text.js';
import type {SessionOptions} from '../../session/session.js';
import {createSessionInSteps, type SimulatedSession} from '../../session/simulated-session.js';
import {hostLimits, hostMemoryProblem} from './host-memory.js';
import type {Options} from '../command-line/invocation.js';
import type {Progress} from '../headless/progress.js';
import {UsageError, wrongArgument} from '../command-line/usage-error.js';

/** A kernel by its id: the preset's own ones, then those that ship. */
export function kernelNamed(scenario: Scenario, id: string, argument: string): Kernel {
	const found = findKernel(id, scenario.kernels);
	if (found) return found;
	const ids = [...new Set([...scenario.kernels, ...KERNELS].map((kernel) => kernel.id))];
	throw wrongArgument(argument, {
		message: 'no kernel of this name',
		found: id,
		allowed: ids.join(', '),
		nearest: nearest(id, ids),
	});
}

/** The one kernel of `run`: --kernel, else mainline if the preset lists it, else its first. */
export function oneKernel(scenario: Scenario, {kernel}: Options): Kernel {
	if (kernel !== undefined) return kernelNamed(scenario, kernel, '--kernel');
	return scenario.kernels.find(({id}) => id === 'mainline') ?? scenario.kernels[0];
}

/** The kernels of `compare` and the like: --kernels or --kernel, else the preset's. */
export function manyKernels(scenario: Scenario, {kernel, kernels}: Options): Kernel[] {
	if (kernels !== undefined) return kernels.map((id) => kernelNamed(scenario, id, '--kernels'));
	return kernel === undefined ? [...scenario.kernels] : [kernelNamed(scenario, kernel, '--kernel')];
}

/** --until, else the preset's; throws when there is neither. */
export function untilOf(scenario: Scenario, {until}: Options): Condition {
	if (until === undefined) {
		if (scenario.until) return scenario.until;
		throw wrongArgument('--until', {
			message: `${sanitize(scenario.name)} does not say when it ends, so this is needed`,
			allowed: "a condition, as full_scans>=2 or 'time>=60s'",
		});
	}
	const kernels = [...new Set([...scenario.kernels, ...KERNELS].map(({id}) => id))];
	const parsed = parseCondition(until, {kernels, processes: workloadOf(scenario)?.processes.keys() ?? []});
	if ('condition' in parsed) return parsed.condition;
	const {problem} = parsed;
	throw wrongArgument(`--until, column ${problem.column}`, problem);
}

/** Checks that the knobs of --set exist; their values are checked where they are written. */
export function checkKnobName(name: string, argument: string): void {
	if (knobByName.has(name)) return;
	const names = KNOBS.map((knob) => knob.name);
	throw wrongArgument(argument, {
		message: 'no knob of this name',
		found: name,
		allowed: names.join(', '),
		nearest: nearest(name, names),
	});
}

function checkHostMemory(scenario: Scenario, runs: number): void {
	let pages = 0;
	for (const template of scenario.processes)
		if (!template.later) pages += template.count * template.mappedPages;
	const needed = pages * HOST_BYTES_PER_PAGE * runs;
	const available = process.availableMemory?.() ?? Infinity;
	if (available > 0 && needed > available)
		throw new UsageError(
			`${sanitize(scenario.name)}: simulating ${formatBytes(pages * PAGE_BYTES)} on ${runs} kernel${runs === 1 ? '' : 's'} takes about ${formatBytes(needed)} of memory, this host has ${formatBytes(available)} left`,
		);
}

/** Builds the session; every failure is a UsageError. */
export const setUp = (scenario: Scenario, options: SessionOptions): SimulatedSession =>
	complete(setUpInSteps(scenario, options));

/** Builds the session and shows progress; every failure is a UsageError. */
export function setUpWith(progress: Progress, scenario: Scenario, options: SessionOptions): SimulatedSession {
	const steps = setUpInSteps(scenario, options);
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		progress.show(() => ({words: `setting up ${scenario.name}  (Ctrl-C cancels)`, done: step.value}));
	}
}

/** Builds the session in steps that yield the share done; every failure is a UsageError. */
export function* setUpInSteps(scenario: Scenario, options: SessionOptions): Steps<SimulatedSession> {
	for (const {name} of options.sets ?? []) checkKnobName(name, '--set');
	checkHostMemory(scenario, (options.kernels ?? scenario.kernels).length);
	try {
		return yield* createSessionInSteps(scenario, {hostLimits: hostLimits(), ...options});
	} catch (error) {
		if (error instanceof HostMemoryError) throw hostMemoryProblem(error);
		if (error instanceof KnobRefusedError) throw wrongArgument('--set', {message: error.message});
		if (error instanceof NoMemoryError) {
			const missing = formatBytes(error.missingPages * PAGE_BYTES);
			throw new UsageError(
				sanitize(
					`${scenario.file}: ${error.message} (${missing}); memory is ${formatBytes(scenario.machine.memoryPages * PAGE_BYTES)}`,
				),
			);
		}
		if (error instanceof RangeError && /alloc|invalid (?:typed )?array length/i.test(error.message))
			throw new UsageError(
				`${sanitize(scenario.name)}: this host has too little memory for it: ${error.message}`,
			);
		throw error;
	}
}

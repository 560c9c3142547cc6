// Builds the machine of a scenario: knobs first, then its processes. Setting up takes no simulated time.

import {
	complete,
	createMachine,
	knobByName,
	knobExists,
	partOf,
	spawnInSteps,
	writeKnobInSteps,
	type Errno,
	type HostLimits,
	type Kernel,
	type Machine,
	type Steps,
} from '../core/index.js';
import {withSeed} from './load-scenario.js';
import type {Scenario} from './scenario.js';

/** A knob of the preset, or of Changes.sets, refuses its value or does not exist. */
export class KnobRefusedError extends Error {
	override readonly name = 'KnobRefusedError';
	/** Name of the sysfs file. */
	readonly knob: string;
	/** The text that was to be written. */
	readonly value: string;
	/** What the kernel returns; ENOENT if there is no such file. */
	readonly errno: Errno;

	constructor(knob: string, value: string, errno: Errno) {
		super(
			`${knob} = ${value} is refused: ${errno}. It takes ${knobByName.get(knob)?.range ?? 'nothing: there is no such knob'}`,
		);
		this.knob = knob;
		this.value = value;
		this.errno = errno;
	}
}

/** What a caller changes in a scenario without changing its text. */
export interface Changes {
	/** A whole number from 0; default the scenario's own. */
	readonly seed?: number;
	/** Knobs that are written after the preset's own; default none. */
	readonly sets?: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** What the machine may take of the memory of the computer that simulates; default no limit. */
	readonly hostLimits?: HostLimits | undefined;
}

/**
 * A machine at time 0 with everything set up. Knobs that this kernel does not have are passed over. Throws a
 * NoMemoryError when the workload does not fit, a HostMemoryError when HostLimits do not allow it, and a
 * KnobRefusedError when a knob refuses its value.
 */
export function* buildMachineInSteps(
	scenario: Scenario,
	kernel: Kernel,
	changes: Changes = {},
): Steps<Machine> {
	const {seed, sets = [], hostLimits} = changes;
	const drawn = seed === undefined ? scenario : withSeed(scenario, seed);
	const machine = createMachine({
		...drawn.machine,
		kernel,
		seed: drawn.seed,
		...(hostLimits === undefined ? {} : {hostLimits}),
	});
	for (const {name, value} of [...drawn.knobs, ...sets]) {
		if (knobByName.has(name) && !knobExists(kernel, name)) continue;
		const errno = yield* writeKnobInSteps(machine, name, value);
		if (errno !== undefined) throw new KnobRefusedError(name, value, errno);
	}
	const templates = drawn.processes.filter(({later}) => !later);
	const count = templates.reduce((sum, template) => sum + template.count, 0);
	let index = 0;
	for (const template of templates)
		for (const spec of template.instantiate()) {
			yield index / count;
			yield* partOf(spawnInSteps(machine, spec), index++, count);
		}
	return machine;
}

/** buildMachineInSteps in one go. */
export const buildMachine = (scenario: Scenario, kernel: Kernel, changes?: Changes): Machine =>
	complete(buildMachineInSteps(scenario, kernel, changes));

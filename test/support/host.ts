// The machine of the tests: set up as the recorded ones were, and its ksmd driven wakeup by wakeup, so that every counter
// can be read where the recording read it.

import process from 'node:process';
import {
	advance,
	createMachine,
	findKernel,
	spawn,
	writeKnob,
	type Machine,
	type MachineConfig,
	type RegionSpec,
} from '../../source/core/index.js';
import {machineConfig} from './machine-config.js';

/** Whether machines follow the plain rules alone, without the fast paths of ksm/fast. */
export const rules = {plain: process.env.KSMTOP_PLAIN_RULES === '1'};

/** No recorded run lasts this long; a machine that does is stuck. */
const LONG_NS = 1e15;

/** An empty machine of machine-config.ts under a kernel of the thread. */
export function createHost(kernel: string, changes: Partial<MachineConfig> = {}): Machine {
	const found = findKernel(kernel);
	if (!found) throw new Error(`no kernel ${kernel}`);
	return createMachine(machineConfig(found, {plainRules: rules.plain, ...changes}));
}

/** Writes knobs in the order in which the record names them; a refusal is a defect of the test. */
export function set(m: Machine, knobs: Record<string, number | string>): void {
	for (const [name, value] of Object.entries(knobs)) {
		const errno = writeKnob(m, name, String(value));
		if (errno !== undefined) throw new Error(`${name}=${value}: ${errno}`);
	}
}

export function region(
	name: string,
	pages: number,
	advice: RegionSpec['advice'],
	content: RegionSpec['content'],
): RegionSpec {
	return {name, pages, alignPages: 512, node: 0, advice, tagged: [], content};
}

export function start(m: Machine, name: string, regions: RegionSpec[]): void {
	spawn(m, {name, mergeAny: false, regions});
}

/** Lets ksmd do one whole batch. False if it has none to do. */
export function wakeup(m: Machine): boolean {
	const {wakeups} = m.ksm.thread;
	const limit = m.nowNs + LONG_NS;
	while (m.nowNs < limit) {
		if (advance(m, limit) === 'wakeup' && m.ksm.thread.wakeups > wakeups) return true;
	}
	return false;
}

/** Run lengths `NxS,F` of wakeups that each scanned S pages and freed F. */
export class WakeupLog {
	readonly runs: string[] = [];
	#last = '';
	#count = 0;

	note(m: Machine): void {
		const entry = `${m.ksm.thread.lastScanned},${m.ksm.thread.lastFreed}`;
		if (entry !== this.#last) this.#flush();
		this.#last = entry;
		this.#count++;
	}

	toString(): string {
		this.#flush();
		this.#count = 0;
		return this.runs.join(' ');
	}

	#flush(): void {
		if (this.#count > 0) this.runs.push(`${this.#count}x${this.#last}`);
		this.#count = 0;
	}
}

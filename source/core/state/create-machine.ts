// Making a machine: a host with its memory and nothing on it, as after boot. Knobs have the kernel's defaults, there is no
// process, and ksmd and khugepaged wait to be woken.

import {createEvents} from './events.js';
import {defaultKnobs} from '../catalogue/knobs/index.js';
import {createKsm} from './ksm/ksm.js';
import {sinceOf} from './kernel-version.js';
import {createLedger} from './ledger.js';
import type {Machine, MachineConfig} from './machine.js';
import {createFrames} from './mm/frames.js';
import {createReclaim} from './mm/reclaim.js';
import {createSlots} from './mm/slots.js';
import {createThp} from './mm/thp.js';
import {VM_EVENTS, type VmEvent} from '../catalogue/counters/vm-events.js';

/** A host with nothing on it. `config` is trusted: scenario/ validates what people write. */
export function createMachine(config: MachineConfig): Machine {
	return {
		config,
		kernel: config.kernel,
		since: sinceOf(config.kernelVersion),
		nowNs: 0,
		knobs: {...defaultKnobs(), enabled: config.thp},
		frames: createFrames(config.memoryPages, config.nodes),
		slots: createSlots(),
		processes: [],
		anonVmas: [{root: 0, parent: 0, vmas: []}],
		ksm: createKsm(config.nodes),
		thp: createThp(),
		reclaim: createReclaim(config.swapPages, config.nodes),
		ledger: createLedger(),
		events: createEvents(),
		vm: Object.fromEntries(VM_EVENTS.map((name) => [name, 0])) as Record<VmEvent, number>,
	};
}

// The machine that tests and measurements start from: 16 GiB, one node, no swap, the rules of 6.12.

import type {Kernel, MachineConfig} from '../../source/core/index.js';

/** `changes` replace what they name. */
export function machineConfig(kernel: Kernel, changes: Partial<MachineConfig> = {}): MachineConfig {
	return {
		kernel,
		memoryPages: 4 * 1024 * 1024,
		swapPages: 0,
		hz: 250,
		nodes: 1,
		thp: 'madvise',
		khugepaged: 'asleep',
		mte: 'off',
		rmapWalk: 'full',
		missedMapping: 'reported',
		ksmPagesOld: false,
		minFreePages: null,
		watermarkScaleFactor: 10,
		kernelVersion: '6.12',
		earlyExit511: true,
		costScale: 1,
		seed: 1,
		...changes,
	};
}

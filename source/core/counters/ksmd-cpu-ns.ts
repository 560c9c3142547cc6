// ksmd_cpu_ns: a figure of the model (the cost table of the model).

import type {Counter} from './counter.js';

export const ksmdCpuNs: Counter = {
	name: 'ksmd_cpu_ns',
	file: 'model',
	unit: 'ns',
	about: 'CPU time of ksmd by the cost table; a real kernel shows it in the stat file of the thread.',
	source: 'the cost table of the model',
	read: (m) => m.ksm.thread.cpuNs,
};

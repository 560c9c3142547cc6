// /sys/kernel/mm/ksm/merge_across_nodes (merge_across_nodes_store, mm/ksm.c): one stable tree, or one per NUMA node.

import {removeAllStableNodes} from '../ksm/run-control.js';
import type {Knob} from './knob.js';
import {parseFlag} from './parse.js';

export const mergeAcrossNodes: Knob = {
	name: 'merge_across_nodes',
	folder: 'ksm',
	default: 1,
	range: '0 or 1; only while nothing is merged',
	about:
		'1 merges equal pages wherever they lie; 0 only pages of the same NUMA node. It can change only while pages_shared is 0 and no KSM page is mapped: write 2 to run first.',
	source: 'merge_across_nodes_store (mm/ksm.c)',
	parse: parseFlag,
	onWrite(machine, value) {
		if (value === machine.knobs.merge_across_nodes) return undefined;
		return machine.ksm.pagesShared > 0 || removeAllStableNodes(machine) ? 'EBUSY' : undefined;
	},
};

// /sys/kernel/mm/ksm/stable_node_chains (stable_node_chains_show, alloc_stable_node_chain (mm/ksm.c)).

import type {Counter} from './counter.js';

export const stableNodeChains: Counter = {
	name: 'stable_node_chains',
	file: 'ksm',
	unit: 'items',
	about:
		'Contents with more than one KSM page, because the first was full. An empty chain stays until a walk passes it.',
	source: 'stable_node_chains_show, alloc_stable_node_chain (mm/ksm.c)',
	read: (m) => m.ksm.chains,
};

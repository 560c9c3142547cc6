// /sys/kernel/mm/ksm/stable_node_dups (stable_node_dups_show, stable_node_chain_add_dup (mm/ksm.c)).

import type {Counter} from './counter.js';

export const stableNodeDups: Counter = {
	name: 'stable_node_dups',
	file: 'ksm',
	unit: 'items',
	about: 'KSM pages that hang on chains, the first of each chain included.',
	source: 'stable_node_dups_show, stable_node_chain_add_dup (mm/ksm.c)',
	read: (m) => m.ksm.dups,
};

// /sys/kernel/mm/ksm/max_page_sharing (max_page_sharing_store, mm/ksm.c): how many rmap_items one KSM page may have.

import {removeAllStableNodes} from '../ksm/run-control.js';
import type {Knob} from './knob.js';
import {parseInt32} from './parse.js';

export const maxPageSharing: Knob = {
	name: 'max_page_sharing',
	folder: 'ksm',
	default: 256,
	range: '2..2147483647; only while nothing is merged',
	about:
		'How many pages may share one KSM page, which bounds the cost of finding its mappings. Further equal pages get a second KSM page, a dup on a chain. It can change only while pages_shared is 0 and no KSM page is mapped: write 2 to run first. Forked mappings exceed it.',
	source: 'max_page_sharing_store, stable_node_dup (mm/ksm.c)',
	parse(text) {
		const parsed = parseInt32(text);
		return typeof parsed === 'number' && parsed < 2 ? {errno: 'EINVAL'} : parsed;
	},
	onWrite(machine, value) {
		if (value === machine.knobs.max_page_sharing) return undefined;
		return machine.ksm.pagesShared > 0 || removeAllStableNodes(machine) ? 'EBUSY' : undefined;
	},
};

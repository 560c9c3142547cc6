// rmap_walk_vmas: a figure of the model (rmap_walk_ksm (mm/ksm.c)).

import type {Counter} from './counter.js';

export const rmapWalkVmas: Counter = {
	name: 'rmap_walk_vmas',
	file: 'model',
	unit: 'events',
	about: 'VMAs looked at to find the mappings of KSM pages, for reclaim and migration.',
	source: 'rmap_walk_ksm (mm/ksm.c)',
	read: (m) => m.ksm.rmapWalkVmas,
};

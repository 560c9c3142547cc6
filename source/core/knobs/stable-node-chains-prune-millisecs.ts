// /sys/kernel/mm/ksm/stable_node_chains_prune_millisecs (its store in mm/ksm.c): how often a chain is tidied.

import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const stableNodeChainsPruneMillisecs: Knob = {
	name: 'stable_node_chains_prune_millisecs',
	folder: 'ksm',
	default: 2000,
	range: '0..4294967295 ms',
	about:
		'The shortest time between two looks at every dup of a chain. Such a look drops stale dups and takes the fullest one that has room; in between the first dup with room is taken.',
	source: 'stable_node_chains_prune_millisecs_store, stable_node_dup (mm/ksm.c)',
	parse: (text) => orInvalid(parseUint(text)),
};

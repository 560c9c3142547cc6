// The kernel with the regression: try_to_map_unused_to_zeropage at every anonymous split (mm/migrate.c,
// mm/huge_memory.c). The remap makes no difference between callers: KSM, the shrinkers, migration, reclaim, madvise
// and debugfs all ask for it.

import type {Kernel} from './kernel.js';
import {allBut} from './sites.js';

/** Every anonymous split remaps. */
export const mainline: Kernel = {
	id: 'mainline',
	about:
		'Every successful split of an anonymous folio to base pages maps its zero-filled subpages to the shared zeropage, no matter what asked for the split; mlocked subpages and those in VM_LOCKED VMAs are spared. The thread calls what follows for KSM a regression; others there see a trade of memory for CPU time.',
	source: 'commit b1f202060afe (6.12), still so in 7.3-rc7',
	remap: allBut(),
	sparesMergeableWhileKsmRuns: false,
	needsShrinkUnderused: false,
	checksZeropage: false,
	erasesStale: false,
	skipsHuge: 'never',
	shrinksUnderused: true,
	notesZeroSwap: true,
};

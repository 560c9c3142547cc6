// The kernel before the regression: remove_migration_pte puts every subpage back after a split (mm/migrate.c). Zero
// pages inside a split THP stay allocated until KSM merges them one by one. Other changes of 6.12, the underused
// shrinker among them, are kept, so that kernels differ in this one rule.

import type {Kernel} from './kernel.js';
import {onlyBy} from './sites.js';

export const before: Kernel = {
	id: 'before',
	about: 'A folio split restores every subpage as it was: only KSM itself frees zero pages.',
	source: 'Linux up to 6.11, that is before commit b1f202060afe',
	remap: onlyBy(),
	sparesMergeableWhileKsmRuns: false,
	needsShrinkUnderused: false,
	checksZeropage: false,
	erasesStale: false,
	skipsHuge: 'never',
};

// The kernel before the regression: remove_migration_pte puts every subpage back after a split (mm/migrate.c). Zero
// pages inside a split THP stay allocated until KSM merges them one by one. Other changes of 6.12, the underused
// shrinker among them, are kept, so that kernels differ in this one rule.

import type {Kernel} from './kernel.js';
import {onlyBy} from './sites.js';

/** No split remaps. */
export const before: Kernel = {
	id: 'before',
	about:
		'A folio split restores every subpage as it was: no split frees a zero page, and what KSM is to free it has to merge. All else is as in 6.12, the shrinker of underused THPs included, so that kernels differ in this rule alone.',
	source:
		'6.12 without commit b1f202060afe (measured so); up to 6.11 splits do the same, but there is no shrinker of underused THPs: that is linux-6.11',
	remap: onlyBy(),
	sparesMergeableWhileKsmRuns: false,
	needsShrinkUnderused: false,
	checksZeropage: false,
	erasesStale: false,
	skipsHuge: 'never',
	shrinksUnderused: true,
	notesZeroSwap: true,
};

// The kernel before the regression: remove_migration_pte puts every subpage back after a split (mm/migrate.c).

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

// /proc/sys/vm/drop_caches: bit 2 runs every shrinker at full force until little comes of it (mm/vmscan.c, drop_slab).
// Page cache (bit 1) is not modelled.

import type {Steps} from '../base/steps.js';
import type {Machine} from '../state/machine.js';
import {shrinkDeferred} from './deferred-scan.js';

/** drop_slab counts what shrinkers report, which here is folios split. */
export function* dropCaches(m: Machine, what: number): Steps<number> {
	if ((what & 2) === 0) return 0;
	let freed = 0;
	for (let shift = 0; ; shift++) {
		const before = m.vm.thp_split_page;
		freed += yield* shrinkDeferred(m, 0);
		if ((m.vm.thp_split_page - before) >>> shift <= 1) return freed;
	}
}

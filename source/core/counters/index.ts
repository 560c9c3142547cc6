// All counters: those of sysfs and vmstat, and those of the model. The one place where each is defined.

import type {Machine} from '../state/machine.js';
import type {Counter} from './counter.js';
import {cowKsm} from './cow-ksm.js';
import {fullScans} from './full-scans.js';
import {generalProfit} from './general-profit.js';
import {ksmRmapItems} from './ksm-rmap-items.js';
import {ksmSwpinCopy} from './ksm-swpin-copy.js';
import {ksmZeroPages} from './ksm-zero-pages.js';
import {ksmdCpuNs} from './ksmd-cpu-ns.js';
import {nrAnonPages} from './nr-anon-pages.js';
import {nrAnonTransparentHugepages} from './nr-anon-transparent-hugepages.js';
import {nrFreePages} from './nr-free-pages.js';
import {pagesScanned} from './pages-scanned.js';
import {pagesShared} from './pages-shared.js';
import {pagesSharing} from './pages-sharing.js';
import {pagesSkipped} from './pages-skipped.js';
import {pagesUnshared} from './pages-unshared.js';
import {pagesVolatile} from './pages-volatile.js';
import {pswpin} from './pswpin.js';
import {pswpout} from './pswpout.js';
import {rmapWalkVmas} from './rmap-walk-vmas.js';
import {stableNodeChains} from './stable-node-chains.js';
import {stableNodeDups} from './stable-node-dups.js';
import {swpinZero} from './swpin-zero.js';
import {swpoutZero} from './swpout-zero.js';
import {thpCollapseAlloc} from './thp-collapse-alloc.js';
import {thpDeferredSplitPage} from './thp-deferred-split-page.js';
import {thpFaultAlloc} from './thp-fault-alloc.js';
import {thpSplitPageFailed} from './thp-split-page-failed.js';
import {thpSplitPage} from './thp-split-page.js';
import {thpSplitPmd} from './thp-split-pmd.js';
import {thpUnderusedSplitPage} from './thp-underused-split-page.js';
import {thpZeroPageAlloc} from './thp-zero-page-alloc.js';
import {unstableInserts} from './unstable-inserts.js';
import {unstableSearchEndedAtStaleNode} from './unstable-search-ended-at-stale-node.js';
import {zeropagePtesFault} from './zeropage-ptes-fault.js';
import {zeropagePtesKsm} from './zeropage-ptes-ksm.js';
import {zeropagePtesSplit} from './zeropage-ptes-split.js';

/** Counters that a real kernel shows, in the order in which reports give them. */
export const COUNTERS: readonly Counter[] = [
	fullScans,
	pagesScanned,
	pagesShared,
	pagesSharing,
	pagesUnshared,
	pagesVolatile,
	pagesSkipped,
	ksmZeroPages,
	generalProfit,
	stableNodeChains,
	stableNodeDups,
	thpSplitPage,
	thpSplitPageFailed,
	thpSplitPmd,
	thpDeferredSplitPage,
	thpUnderusedSplitPage,
	thpFaultAlloc,
	thpCollapseAlloc,
	thpZeroPageAlloc,
	cowKsm,
	ksmSwpinCopy,
	pswpin,
	pswpout,
	swpinZero,
	swpoutZero,
	nrAnonPages,
	nrAnonTransparentHugepages,
	nrFreePages,
];

/** Figures that only the model knows. */
export const MODEL_COUNTERS: readonly Counter[] = [
	ksmRmapItems,
	ksmdCpuNs,
	unstableInserts,
	unstableSearchEndedAtStaleNode,
	rmapWalkVmas,
	zeropagePtesKsm,
	zeropagePtesSplit,
	zeropagePtesFault,
];

export const counterByName: ReadonlyMap<string, Counter> = new Map(
	[...COUNTERS, ...MODEL_COUNTERS].map((counter) => [counter.name, counter]),
);

/** The values of COUNTERS by name. */
export function readCounters(machine: Machine): Record<string, number> {
	const values: Record<string, number> = {};
	for (const counter of COUNTERS) values[counter.name] = counter.read(machine);
	return values;
}

/** The figures of the model, nested as reports give them. */
export interface ModelFigures {
	ksm_rmap_items: number;
	ksmd_cpu_ns: number;
	zeropage_ptes: {ksm: number; split: number; fault: number};
	unstable_inserts: number;
	unstable_search_ended_at_stale_node: number;
	rmap_walk_vmas: number;
}

/** The values of MODEL_COUNTERS. */
export function readModel(machine: Machine): ModelFigures {
	return {
		ksm_rmap_items: ksmRmapItems.read(machine),
		ksmd_cpu_ns: ksmdCpuNs.read(machine),
		zeropage_ptes: {
			ksm: zeropagePtesKsm.read(machine),
			split: zeropagePtesSplit.read(machine),
			fault: zeropagePtesFault.read(machine),
		},
		unstable_inserts: unstableInserts.read(machine),
		unstable_search_ended_at_stale_node: unstableSearchEndedAtStaleNode.read(machine),
		rmap_walk_vmas: rmapWalkVmas.read(machine),
	};
}

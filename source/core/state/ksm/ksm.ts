// The state of ksmd and its trees (the statics of mm/ksm.c). Counters have sysfs's meaning and timing.

import type {Frame, PageNumber, Slot, StableNode} from '../../base/brands.js';
import {createAdvisor, type Advisor} from './advisor.js';
import {createStableNodes, NODE_RED, type StableNodes} from './stable-nodes.js';
import {createStableTable, type StableTable} from './stable-table.js';
import type {RbLinks} from '../../base/rb-tree.js';
import {createUnstableTree, type UnstableTree} from './unstable-tree.js';

/** Where ksmd is in its full scan (struct ksm_scan). */
export interface Cursor {
	/** Index in Ksm.mms of the process under the cursor; -1 is the list's head, between full scans. */
	at: number;
	/** The next address to scan. */
	address: PageNumber;
	/** rmap_items below `address` and from here on have had no candidate yet: they are freed when the next candidate is found. */
	dropFrom: PageNumber;
	/** The rmap_items up to here are being freed, piece by piece; -1: none are. */
	dropTo: PageNumber;
	/** All pages of this mm have been passed: the rest of its rmap_items goes. */
	isLeaving: boolean;
}

/** The statics of mm/ksm.c, with the counters of sysfs. */
export interface Ksm {
	/** Processes (ids) that have an mm_slot, in list order. */
	mms: number[];
	/** Where ksmd is in its full scan (the static ksm_scan). */
	readonly cursor: Cursor;
	/** ksm_scan.seqnr: completed full scans since the start or since run=2. */
	fullScans: number;
	/** The same, never reset. */
	fullScansEver: number;
	/** pages_scanned. */
	pagesScanned: number;
	/** pages_shared. */
	pagesShared: number;
	/** pages_sharing. */
	pagesSharing: number;
	/** pages_unshared. */
	pagesUnshared: number;
	/** pages_skipped. */
	pagesSkipped: number;
	/** ksm_zero_pages: dirty zeropage PTEs alive, and what forks left in it. */
	zeroPages: number;
	/** Pages in zeroPages that no PTE maps: see mm/fork.ts. */
	zeroPagesUncopied: number;
	/** rmap_items of all processes. */
	rmapItems: number;
	/** All stable nodes, in the tree, on chains or on the migrate list. */
	readonly nodes: StableNodes;
	/** Root of the stable tree, by NUMA node (only [0] with merge_across_nodes). */
	stableRoots: StableNode[];
	/** A table from content to stable node, used by ksm/fast. */
	readonly stableTable: StableTable;
	/** The stable tree's links as rb-tree.ts takes them: the arrays of StableNodes. */
	readonly links: RbLinks;
	/** stable_node_chains. */
	chains: number;
	/** stable_node_dups. */
	dups: number;
	/** Stable nodes whose page has been freed and which have not been visited since. */
	staleNodes: number;
	/** Stable nodes whose page has moved to another NUMA node (migrate_nodes). */
	readonly migrateList: StableNode[];
	/** The unstable tree of the current full scan (root_unstable_tree). */
	readonly unstable: UnstableTree;
	/** Pages inserted in the unstable tree. */
	unstableInserts: number;
	/** Searches of the unstable tree that ended at a stale item. */
	searchesEndedAtStale: number;
	/** VMAs that rmap_walk_ksm visited. */
	rmapWalkVmas: number;
	/** ksmd as a thread. */
	readonly thread: Thread;
	/** The static advisor_ctx. */
	readonly advisor: Advisor;
}

/** When ksmd is due, and how far its current wakeup has come (ksm_scan_thread, ksm_do_scan). */
export interface Thread {
	/** When the next wakeup starts, ns; Infinity while ksmd waits to be woken. */
	nextWakeNs: number;
	/** Pages that the current wakeup may still visit; -1 between wakeups. */
	budgetLeft: number;
	/** pages_to_scan as read when the wakeup began. */
	budget: number;
	/** Pages scanned since the wakeup began. */
	scannedInWakeup: number;
	/** Wakeups so far. */
	wakeups: number;
	/** CPU time of ksmd, ns. */
	cpuNs: number;
	/** When the current wakeup, or the last one, began, ns. */
	wakeupStartNs: number;
	/** During a wakeup: when the current visit ends, and ksmd takes the next page or ends the wakeup, ns. */
	busyUntilNs: number;
	/** What the current page has cost so far, ns before machine.cost_scale. */
	stepNs: number;
	/** The full scan has ended or the budget is used up: the wakeup ends at busyUntilNs. */
	ending: boolean;
	/** When the first wakeup began, ns; -1 before. */
	firstWakeNs: number;
	/** Pages scanned by the last whole wakeup. */
	lastScanned: number;
	/** Pages freed by the last whole wakeup. */
	lastFreed: number;
	/** Pages scanned since the full scan began. */
	scannedInFullScan: number;
	/** Pages freed since the full scan began. */
	freedInFullScan: number;
	/** The visit that is suspended for long work. */
	readonly visit: Visit;
}

/** A visit that is suspended for long work (ksm/long-work.ts): no simulated time passes meanwhile, and nothing else happens. */
export interface Visit {
	/** A visit is suspended; else the other fields mean nothing. */
	isUnderWay: boolean;
	/** Ledger.freedInWakeup when it began. */
	freedBefore: number;
	/** The page's slot; 0 while the cursor has not come to it. */
	slot: Slot;
	/** The page that the visit took; the slot may have ceased to map it. */
	page: Frame;
}

/** KSM of a machine with `nodes` NUMA nodes, as after boot: nothing scanned, ksmd waiting to be woken. */
export function createKsm(nodes: number): Ksm {
	const none = new Uint32Array(0);
	return {
		mms: [],
		cursor: {
			at: -1,
			address: 0 as PageNumber,
			dropFrom: 0 as PageNumber,
			dropTo: -1 as PageNumber,
			isLeaving: false,
		},
		fullScans: 0,
		fullScansEver: 0,
		pagesScanned: 0,
		pagesShared: 0,
		pagesSharing: 0,
		pagesUnshared: 0,
		pagesSkipped: 0,
		zeroPages: 0,
		zeroPagesUncopied: 0,
		rmapItems: 0,
		nodes: createStableNodes(),
		stableRoots: new Array<StableNode>(nodes).fill(0 as StableNode),
		stableTable: createStableTable(),
		links: {parent: none, left: none, right: none, flags: new Uint8Array(0), red: NODE_RED, root: 0},
		chains: 0,
		dups: 0,
		staleNodes: 0,
		migrateList: [],
		unstable: createUnstableTree(nodes),
		unstableInserts: 0,
		searchesEndedAtStale: 0,
		rmapWalkVmas: 0,
		thread: {
			nextWakeNs: Infinity,
			budgetLeft: -1,
			budget: 0,
			scannedInWakeup: 0,
			wakeups: 0,
			cpuNs: 0,
			wakeupStartNs: 0,
			busyUntilNs: 0,
			stepNs: 0,
			ending: false,
			firstWakeNs: -1,
			lastScanned: 0,
			lastFreed: 0,
			scannedInFullScan: 0,
			freedInFullScan: 0,
			visit: {isUnderWay: false, freedBefore: 0, slot: 0 as Slot, page: 0 as Frame},
		},
		advisor: createAdvisor(),
	};
}

// State of the unstable tree. Its true shape matters only once an item of this full scan is stale, a ghost, or has
// been written to; until then the tree is kept as a log of inserts and erases with a table from content to item.

import type {RbLinks} from '../../base/rb-tree.js';
import {ITEM_RED} from '../mm/slots.js';

/** The unstable tree as a log with a table, or as a red-black tree once `built`. */
export interface UnstableTree {
	/** A search must walk the red-black tree: content alone no longer says which item it ends at. */
	shapeMatters: boolean;
	/** The red-black tree stands in Slots.node/left/right; false: only the log and the table do. */
	built: boolean;
	/** A VMA has been unmapped or made unmergeable in this full scan: items need not lie in a mergeable VMA any more. */
	checksVmas: boolean;
	/** Roots, by NUMA node. */
	readonly roots: number[];
	/** Inserts and erases since the full scan began, while the tree is not built. */
	readonly log: UnstableLog;
	/** Open addressing table from content to slot; 0 is empty. */
	table: Uint32Array;
	/** Places that the table had last, for the next full scan. */
	tableSize: number;
	/** Entries of the table. */
	occupied: number;
	/** Entries whose item has left the tree. */
	dead: number;
	/** Items in the tree. */
	items: number;
	/** The tree is being built from the log; null: it is not. */
	build: TreeBuild | null;
	/** Entries move to a larger table; null: they do not. */
	growth: TableGrowth | null;
	/** The tree's links as rb-tree.ts takes them: the arrays of Slots. */
	readonly links: RbLinks;
}

/** How far the building of the tree has come: see ksm/fast/unstable-build.ts. */
export interface TreeBuild {
	/** The items' keys are gathered; the log is replayed; the links of items that were erased since are put back. */
	phase: 'keys' | 'items' | 'links';
	/** Index of a word of the log; in phase `links`: index in `saved`. */
	at: number;
	/** How many items of that run are done. */
	within: number;
	/** Items that this phase has passed, about. */
	passed: number;
	/** What each item is ordered by, by slot. */
	readonly keys: Uint32Array;
	/** Slot, node, left and right of items that have left the tree and use their links for other things by now. */
	readonly saved: Uint32Array;
	/** Words of `saved` in use. */
	kept: number;
}

/** The move of the table's entries to a larger one (ksm/fast/unstable-table.ts). */
export interface TableGrowth {
	/** The table before; entries from `at` on are still only here. */
	readonly old: Uint32Array;
	/** The next place of `old` to move. */
	at: number;
}

/** Which items were inserted and which erased, in order: see ksm/fast/unstable-log.ts. */
export interface UnstableLog {
	/** Runs of inserts (first slot, length) and erases (slot with the highest bit set). */
	words: Uint32Array;
	/** Words in use. */
	length: number;
	/** Erases among them. */
	erases: number;
	/** The slot that would lengthen the last run; 0 if there is none to lengthen. */
	next: number;
}

/** Empty trees for `nodes` NUMA nodes. */
export function createUnstableTree(nodes: number): UnstableTree {
	const none = new Uint32Array(0);
	return {
		shapeMatters: false,
		built: false,
		checksVmas: false,
		roots: new Array<number>(nodes).fill(0),
		log: {words: new Uint32Array(64), length: 0, erases: 0, next: 0},
		table: new Uint32Array(64),
		tableSize: 64,
		occupied: 0,
		dead: 0,
		items: 0,
		build: null,
		growth: null,
		links: {parent: none, left: none, right: none, flags: new Uint8Array(0), red: ITEM_RED, root: 0},
	};
}

// State of the unstable tree. Its true shape matters only once an item of this full scan is stale, a ghost, or has
// been written to; until then the tree is kept as a log of inserts and erases with a table from content to item.

import type {RbLinks} from '../base/rb-tree.js';
import {ITEM_RED} from './slots.js';
import {createLog, type UnstableLog} from '../ksm/fast/unstable-log.js';

export interface UnstableTree {
	/** The red-black tree stands in Slots.node/left/right; false: only the log and the table do. */
	built: boolean;
	/** A VMA has been unmapped or made unmergeable in this full scan: items need not lie in a mergeable VMA any more. */
	checksVmas: boolean;
	/** Roots, by NUMA node. */
	readonly roots: number[];
	/** Inserts and erases since the full scan began, while the tree is not built. */
	readonly log: UnstableLog;
	/** Open addressing table from content to slot; 0 is empty. Its entries, and those of them that are in the tree no more. */
	table: Uint32Array;
	/** Places that the table had last, for the next full scan. */
	tableSize: number;
	occupied: number;
	dead: number;
	/** Items in the tree. */
	items: number;
	/** The tree's links as rb-tree.ts takes them: the arrays of Slots. */
	readonly links: RbLinks;
}

export function createUnstableTree(nodes: number): UnstableTree {
	const none = new Uint32Array(0);
	return {
		built: false,
		checksVmas: false,
		roots: new Array<number>(nodes).fill(0),
		log: createLog(),
		table: new Uint32Array(64),
		tableSize: 64,
		occupied: 0,
		dead: 0,
		items: 0,
		links: {parent: none, left: none, right: none, flags: new Uint8Array(0), red: ITEM_RED, root: 0},
	};
}

// State of the table from content to stable node, which answers for the stable tree while the tree's shape does not
// matter: see ksm/fast/stable-table.ts.

import type {StableNode} from '../../base/brands.js';

/** An open addressing table from content to stable node, and the nodes that are not linked into the tree yet. */
export interface StableTable {
	/** Node numbers by hash of content, 0 is empty. A node that has left the tree is recognised by its flags or its page. */
	places: Uint32Array;
	/** Places in use. */
	occupied: number;
	/** First of the nodes that wait to be put in the tree, linked by their `right`; 0 if none does. */
	waiting: StableNode;
	/** Last of them. */
	lastWaiting: StableNode;
	/** Former contents of nodes whose page was freed while others waited: the order in the tree needs them. */
	readonly staleContents: Map<StableNode, number>;
	/** Raised whenever the tree is about to change its shape. */
	version: number;
	/** Which searches would pass a chain on their way down. */
	readonly chainRanges: ChainRanges;
}

/** The ranges of contents whose walk passes a chain: see ksm/fast/chain-ranges.ts. */
export interface ChainRanges {
	/** Version of the tree (StableTable.version) for which the ranges hold, or for which searches are counted. */
	version: number;
	/** Searches since the tree has that version. */
	searches: number;
	/** The ranges below are complete for `version`; else the tree has to be walked. */
	known: boolean;
	/** Lower bound of each range, exclusive; -1 where it has none. */
	above: number[];
	/** Upper bound of each range, exclusive; -1 where it has none. */
	below: number[];
}

/** A table without nodes; its arrays grow with use. */
export function createStableTable(): StableTable {
	return {
		places: new Uint32Array(64),
		occupied: 0,
		waiting: 0 as StableNode,
		lastWaiting: 0 as StableNode,
		staleContents: new Map(),
		version: 0,
		chainRanges: {version: -1, searches: 0, known: false, above: [], below: []},
	};
}

// Rows of a long run: the first and the last ones, because a simulated day has millions of full scans.

import type {Row} from '../run/row.js';

/** Rows kept at each end. */
const ROWS_KEPT = 5000;

/** At most the first and the last rows; `leftOut` between them were dropped. */
export interface KeptRows {
	/** Oldest first. */
	readonly rows: readonly Row[];
	/** How many. */
	readonly leftOut: number;
}

/** Plain data, so that checkpoints can copy it. */
export interface RowKeeper {
	/** Rows that are kept at each end. */
	readonly kept: number;
	/** At most `kept`, oldest first. */
	readonly first: Row[];
	/** A ring once it is full: the oldest row is at `oldest`. */
	readonly last: Row[];
	/** Index in `last`. */
	oldest: number;
	/** Rows ever added. */
	total: number;
}

/** Keeps at most `kept` rows at each end, default 5,000. */
export const createRowKeeper = (kept = ROWS_KEPT): RowKeeper => ({
	kept,
	first: [],
	last: [],
	oldest: 0,
	total: 0,
});

/** Adds the newest row; the oldest of the last ones may be dropped for it. */
export function keepRow(keeper: RowKeeper, row: Row): void {
	const {kept, first, last} = keeper;
	keeper.total++;
	if (first.length < kept) first.push(row);
	else if (last.length < kept) last.push(row);
	else {
		last[keeper.oldest] = row;
		keeper.oldest = (keeper.oldest + 1) % kept;
	}
}

/** The kept rows, oldest first. */
export const keptRows = ({first, last, oldest, total}: RowKeeper): KeptRows => ({
	rows: [...first, ...last.slice(oldest), ...last.slice(0, oldest)],
	leftOut: total - first.length - last.length,
});

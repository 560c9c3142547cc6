// Rows of a long run: the first and the last ones, because a run of a simulated day ends millions of full scans.

import type {Row} from './row.js';

/** Rows kept at each end. */
export const ROWS_KEPT = 5000;

export class RowKeeper {
	private first: Row[] = [];
	/** A ring once it is full: the oldest row is at `oldest`. */
	private last: Row[] = [];
	private oldest = 0;
	private total = 0;

	private readonly kept: number;

	constructor(kept = ROWS_KEPT) {
		this.kept = kept;
	}

	add(row: Row): void {
		this.total++;
		if (this.first.length < this.kept) {
			this.first.push(row);
		} else if (this.last.length < this.kept) {
			this.last.push(row);
		} else {
			this.last[this.oldest] = row;
			this.oldest = (this.oldest + 1) % this.kept;
		}
	}

	/** Rows ever added. */
	get count(): number {
		return this.total;
	}

	get leftOut(): number {
		return this.total - this.first.length - this.last.length;
	}

	/** The kept rows, oldest first. */
	rows(): Row[] {
		return [...this.first, ...this.last.slice(this.oldest), ...this.last.slice(0, this.oldest)];
	}

	copy(): RowKeeper {
		const copy = new RowKeeper(this.kept);
		copy.first = this.first.slice();
		copy.last = this.last.slice();
		copy.oldest = this.oldest;
		copy.total = this.total;
		return copy;
	}
}

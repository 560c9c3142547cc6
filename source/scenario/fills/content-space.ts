// Allocates contents for fills that name none: ranges of numbers from 2^31 up that no fill of the preset names, then,
// when those are used up, lower ones. No two ranges overlap.

import {MAX_CONTENT} from '../base/limits.js';

/** A half-open range of contents. */
export type Interval = [from: number, to: number];

const HALF = 2 ** 31;

/** Sorted and merged, half-open. */
function merged(intervals: Interval[]): Interval[] {
	const sorted = intervals.filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0]);
	const result: Interval[] = [];
	for (const [from, to] of sorted) {
		const last = result.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else result.push([from, to]);
	}
	return result;
}

/** The contents that are still free; take() makes it smaller. */
export class ContentSpace {
	/** What is free, in the order in which it is handed out. */
	private readonly gaps: Interval[];

	/** `named`: the half-open ranges of contents that the preset names. 0, the zero page, is never handed out. */
	constructor(named: Interval[]) {
		const low: Interval[] = [];
		const high: Interval[] = [];
		let at = 1;
		const free = (from: number, to: number): void => {
			if (from < HALF && from < to) low.push([from, Math.min(to, HALF)]);
			if (to > HALF && from < to) high.push([Math.max(from, HALF), to]);
		};
		for (const [from, to] of merged(named)) {
			free(at, from);
			at = Math.max(at, to);
		}
		free(at, MAX_CONTENT + 1);
		this.gaps = [...high, ...low];
	}

	/** Takes `count` consecutive contents and returns the first, or undefined if so many are not left in one piece. */
	take(count: number): number | undefined {
		for (const gap of this.gaps) {
			const [from, to] = gap;
			if (to - from < count) continue;
			gap[0] += count;
			return from;
		}
		return undefined;
	}

	/** The largest free range. */
	largest(): Interval {
		return this.gaps.reduce((best, gap) => (gap[1] - gap[0] > best[1] - best[0] ? gap : best), [1, 1]);
	}
}

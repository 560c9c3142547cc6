// What each page of a region was on the real kernel, as a reproducer's --map prints it: runs of equal pages.

/** T: part of a THP, k: KSM page, z: zeropage, p: other page, s: in swap, '.': nothing, '?': not recorded. */
export type PageLetter = 'T' | 'k' | 'z' | 'p' | 's' | '.' | '?';

/** Consecutive pages of a region in one state. */
export interface PageRun {
	/** State of the pages. */
	readonly letter: PageLetter;
	/** Number of pages. */
	readonly pages: number;
}

const RUN = /^([Tkzps.?])(\d{1,10})$/;
const MAX_RUNS = 2 ** 22;

/** Reads "T512 z3 p1"; undefined if it is anything else. */
export function readPageRuns(text: string): PageRun[] | undefined {
	const words = text.split(' ');
	if (words.length > MAX_RUNS) return undefined;
	const runs: PageRun[] = [];
	for (const word of words) {
		const match = RUN.exec(word);
		if (!match) return undefined;
		runs.push({letter: match[1] as PageLetter, pages: Number(match[2])});
	}
	return runs;
}

// Where a content's place is in an open-addressing table. Contents of one run of 256 stay together, so that a scan of
// contents in address order walks through memory.

/** The first place to probe, in a table of mask + 1 places, a power of two. */
export const placeOf = (content: number, mask: number): number =>
	(content + Math.imul(content >>> 8, 0x9e37_79b1)) & mask;

/** Distance of the next place to probe: odd, so that every place is reached, and longer than a run, so that runs do not pile up. */
export const STRIDE = 257;

/** A table is enlarged when more than three places in four would be taken. */
export const isFull = (occupied: number, places: number): boolean => (occupied + 1) * 4 > places * 3;

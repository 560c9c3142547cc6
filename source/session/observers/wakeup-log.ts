// Every wakeup of ksmd as run lengths: `NxS,F` is N wakeups in a row that each scanned S pages and freed F.

/** Run lengths kept unless the whole log is asked for. */
const TAIL_KEPT = 256;

/** Run lengths, oldest first: how many wakeups, and pages that each of them scanned and freed. */
export interface WakeupLog {
	/** All run lengths are kept; else the last 256 to 511. */
	readonly whole: boolean;
	/** Wakeups in a row, by run length. */
	readonly counts: number[];
	/** Pages that each of them scanned. */
	readonly scanned: number[];
	/** Pages that each of them freed. */
	readonly freed: number[];
	/** Wakeups that were added, dropped ones included. */
	total: number;
}

/** An empty log. */
export const createWakeupLog = (whole: boolean): WakeupLog => ({
	whole,
	counts: [],
	scanned: [],
	freed: [],
	total: 0,
});

/** Adds a wakeup that scanned `pages` pages and freed `freedPages`. */
export function logWakeup(log: WakeupLog, pages: number, freedPages: number): void {
	const {whole, counts, scanned, freed} = log;
	log.total++;
	const last = counts.length - 1;
	if (last >= 0 && scanned[last] === pages && freed[last] === freedPages) {
		counts[last]++;
		return;
	}
	counts.push(1);
	scanned.push(pages);
	freed.push(freedPages);
	if (!whole && counts.length >= 2 * TAIL_KEPT)
		for (const list of [counts, scanned, freed]) list.splice(0, TAIL_KEPT);
}

/** The log as text: "65x1000,0 1x536,0". */
export const formatWakeupLog = ({counts, scanned, freed}: WakeupLog): string =>
	counts.map((count, i) => `${count}x${scanned[i]},${freed[i]}`).join(' ');

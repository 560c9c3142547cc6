// By how much the memory of processes fell without any counter to explain it. What KSM maps to the zeropage and what is
// swapped out leaves a process's anonymous memory too, but is counted; so the sum of the three falls only when memory
// goes that no counter shows: by a split that remaps zero pages, or because the program gave it back. Merging does not
// change it: a KSM page is still anonymous memory of each process that maps it.

import type {HostProcess} from '../sample/process.js';

/**
 * The files of a process are read one after the other while ksmd goes on: differences of less than this are noise, and
 * wait until there is more.
 */
const NOISE_PAGES = 64;

interface Level {
	startTicks: number;
	/** Of the rollup that was taken last. */
	timeNs: number;
	/** The highest sum, and pages in THPs, since the last fall that was booked. */
	accounted: number;
	huge: number;
}

/** By how much one process fell between two of its rollups. */
export interface Fall {
	/** Pages that left the process without a counter rising. */
	readonly pages: number;
	/** Pages that left its PMD-mapped THPs (AnonHugePages). */
	readonly hugePages: number;
}

/** How much lower than the mark, once that is more than noise. */
const fallen = (mark: number, now: number): number => (mark - now > NOISE_PAGES ? mark - now : 0);

/** Keeps for each living process the level from which it falls. */
export class Falls {
	readonly #levels = new Map<number, Level>();

	/** How many processes are watched. */
	get watched(): number {
		return this.#levels.size;
	}

	/** Takes the processes of a sample; returns what fell since the sample before, by pid, where anything did. */
	take(processes: readonly HostProcess[]): Map<number, Fall> {
		const falls = new Map<number, Fall>();
		const alive = new Set(processes.map(({pid}) => pid));
		// A process that has ended freed its memory; that needs no explanation.
		for (const pid of this.#levels.keys()) if (!alive.has(pid)) this.#levels.delete(pid);
		for (const process of processes) {
			const fall = this.#takeOne(process);
			if (fall.pages > 0 || fall.hugePages > 0) falls.set(process.pid, fall);
		}
		return falls;
	}

	#takeOne({pid, startTicks, rollup, figures}: HostProcess): Fall {
		const none: Fall = {pages: 0, hugePages: 0};
		if (rollup === null) return none;
		const known = this.#levels.get(pid);
		if (known?.timeNs === rollup.timeNs && known.startTicks === startTicks) return none;
		const accounted = rollup.anonPages + rollup.swapPages + (figures.get('ksm_zero_pages') ?? 0);
		const huge = rollup.anonHugePages;
		// A pid that was used anew is another process.
		if (known === undefined || known.startTicks !== startTicks) {
			this.#levels.set(pid, {startTicks, timeNs: rollup.timeNs, accounted, huge});
			return none;
		}
		const fall = {pages: fallen(known.accounted, accounted), hugePages: fallen(known.huge, huge)};
		known.timeNs = rollup.timeNs;
		known.accounted = fall.pages > 0 ? accounted : Math.max(known.accounted, accounted);
		known.huge = fall.hugePages > 0 ? huge : Math.max(known.huge, huge);
		return fall;
	}
}

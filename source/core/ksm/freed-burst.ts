// Pages that ksmd frees at once: by one visit, and in any second of simulated time, kept as a ring of milliseconds. No
// kernel counts them: reports show them as max_freed_in_one_visit and max_freed_in_one_second.

import {BURST_MS, type FreedBurst, type Ledger} from '../state/ledger.js';

const NS_PER_MS = 1_000_000;

/** Counts pages that one visit of ksmd, at `atNs`, freed. */
export function recordFreedByVisit(ledger: Ledger, atNs: number, pages: number): void {
	const {burst} = ledger;
	if (pages > ledger.maxFreedInOneVisit) ledger.maxFreedInOneVisit = pages;
	// Merges come many to a millisecond.
	if (atNs >= (burst.lastMs + 1) * NS_PER_MS) goOn(burst, Math.floor(atNs / NS_PER_MS));
	burst.freedByMs[burst.place] += pages;
	burst.pages += pages;
	if (burst.pages > burst.maxPages) burst.maxPages = burst.pages;
}

/** Moves the window to a later millisecond: what is a second old by then no longer counts. */
function goOn(burst: FreedBurst, ms: number): void {
	if (ms - burst.lastMs >= BURST_MS) {
		burst.freedByMs.fill(0);
		burst.pages = 0;
		burst.lastMs = ms;
	}
	while (burst.lastMs < ms) {
		const oldest = ++burst.lastMs % BURST_MS;
		burst.pages -= burst.freedByMs[oldest];
		burst.freedByMs[oldest] = 0;
	}
	burst.place = ms % BURST_MS;
}

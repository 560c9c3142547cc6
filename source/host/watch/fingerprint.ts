// Signs of the regression on a running machine (Linux 6.12, commit b1f202060afe): no file counts the pages that a split
// remaps, but other figures change together with it. An inference: each sign alone has other causes, so all of them are
// required at once, and the sentence says that it is inferred, over which time, and what was seen.

import {PAGES_PER_THP} from '../../core/index.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';
import type {HostLedger} from './ledger.js';
import type {HostSample} from '../sample/sample.js';

/** Figures of a sample that the signs are made of. */
export interface Mark {
	/** Sums up to the sample. */
	readonly ledger: HostLedger;
	/** use_zero_pages; NaN where it could not be read, as with all of the following. */
	readonly useZeroPages: number;
	/** The knob run. */
	readonly run: number;
	/** pages_sharing. */
	readonly pagesSharing: number;
	/** pages_unshared. */
	readonly pagesUnshared: number;
	/** pages_volatile. */
	readonly pagesVolatile: number;
}

/** A regression that is inferred. */
export interface Warning {
	/** free_at_once: splits freed memory outside of KSM's counters. merging_stalled: searches end at stale items. */
	readonly kind: 'free_at_once' | 'merging_stalled';
	/** Begin of the time over which it was seen, on the clock of the samples. */
	readonly fromNs: number;
	/** End of that time. */
	readonly toNs: number;
	/** What is inferred, over which time, in one sentence. */
	readonly headline: string;
	/** The figures that changed together, and what else may look the same. */
	readonly details: string;
	/** The same figures by name; changes over that time, but for levels named after their counter. */
	readonly evidence: Readonly<Record<string, number>>;
}

/** The figures of `sample`; `ledger`: after it was taken. */
export const markOf = (sample: HostSample, ledger: HostLedger): Mark => ({
	ledger,
	useZeroPages: Number(sample.knobs['use_zero_pages'] ?? Number.NaN),
	run: Number(sample.knobs['run'] ?? Number.NaN),
	pagesSharing: sample.counters.get('pages_sharing') ?? Number.NaN,
	pagesUnshared: sample.counters.get('pages_unshared') ?? Number.NaN,
	pagesVolatile: sample.counters.get('pages_volatile') ?? Number.NaN,
});

/** A burst takes a few wakeups: longer stretches only mix it with what else goes on. */
const BURST_NS = 10_000_000_000;
const LEAST_BURST_PAGES = 4 * PAGES_PER_THP;
const NEARLY_ALL = 0.9;
/** Merging has to stand still for as many full scans. */
const STALLED_SCANS = 3;
const STALLED_NS = 600_000_000_000;
const LEAST_STALLED_THPS = 2;

const change = (from: Mark, to: Mark) => {
	const risen = (name: keyof HostLedger['risen']): number => to.ledger.risen[name] - from.ledger.risen[name];
	return {
		scans: risen('full_scans'),
		scanned: risen('pages_scanned'),
		splits: risen('thp_split_page'),
		failed: risen('thp_split_page_failed'),
		underused: risen('thp_underused_split_page'),
		seen: to.ledger.mergedPages + to.ledger.zeroPages - from.ledger.mergedPages - from.ledger.zeroPages,
		unseen: to.ledger.unseenPages - from.ledger.unseenPages,
		hugeFall: to.ledger.hugeFallPages - from.ledger.hugeFallPages,
		sharing: to.pagesSharing - from.pagesSharing,
		volatileFall: from.pagesVolatile - to.pagesVolatile,
		ns: to.ledger.timeNs - from.ledger.timeNs,
	};
};

const mib = (pages: number): string => `${formatCount(Math.round((pages * 10) / 256) / 10)} MiB`;

function freeAtOnce(from: Mark, to: Mark): Warning | null {
	const {scanned, splits, underused, seen, unseen, hugeFall, ns} = change(from, to);
	const bySplits = splits - underused;
	const holds =
		to.run === 1 &&
		scanned > 0 &&
		unseen >= LEAST_BURST_PAGES &&
		seen * 4 <= unseen &&
		// THPs went with it, about one by a split, and not by the shrinker of underused THPs.
		hugeFall * 2 >= unseen &&
		bySplits * 2 >= splits &&
		bySplits * PAGES_PER_THP * 1.1 >= unseen &&
		bySplits * PAGES_PER_THP <= unseen * 4;
	if (!holds) return null;
	return {
		kind: 'free_at_once',
		fromNs: from.ledger.timeNs,
		toNs: to.ledger.timeNs,
		headline: `Inferred: splits freed about ${mib(unseen)} in ${formatDuration(ns)} that no counter shows (KSM's rose by ${mib(seen)}, ${formatCount(splits)} THPs were split).`,
		details: `AnonHugePages of these processes fell by ${mib(hugeFall)}, ${formatCount(underused)} of the splits were by the shrinker of underused THPs. So does Linux since 6.12 where ksmd splits zero-filled THPs; programs that give memory back in parts of THPs can look alike.`,
		evidence: {
			unseen_pages: unseen,
			seen_pages: seen,
			thp_split_page: splits,
			thp_underused_split_page: underused,
			anon_huge_fall_pages: hugeFall,
			pages_scanned: scanned,
		},
	};
}

function mergingStalled(from: Mark, to: Mark): Warning | null {
	const {scans, splits, failed, sharing, volatileFall, ns} = change(from, to);
	const wanted = splits * PAGES_PER_THP;
	const holds =
		to.run === 1 &&
		to.useZeroPages === 0 &&
		scans >= STALLED_SCANS &&
		splits >= LEAST_STALLED_THPS &&
		// At most one THP in each full scan, refused once before it is split.
		splits <= scans * 1.25 &&
		failed >= splits * 0.75 &&
		failed <= splits * 1.25 + 1 &&
		Math.abs(sharing) <= splits &&
		to.pagesVolatile >= PAGES_PER_THP &&
		to.pagesUnshared * 64 <= to.pagesVolatile &&
		volatileFall >= wanted * 0.75 &&
		volatileFall <= wanted * 1.25;
	if (!holds) return null;
	return {
		kind: 'merging_stalled',
		fromNs: from.ledger.timeNs,
		toNs: to.ledger.timeNs,
		headline: `Inferred: merging waits behind stale items. In ${formatCount(scans)} full scans (${formatDuration(ns)}) pages_sharing changed by ${formatCount(Math.abs(sharing))}, ${formatCount(splits)} THPs were split.`,
		details: `${formatCount(failed)} splits were refused, pages_volatile fell by ${formatCount(volatileFall)} to ${formatCount(to.pagesVolatile)}, pages_unshared is ${formatCount(to.pagesUnshared)}. So does Linux since 6.12 with use_zero_pages 0, which splits one zero-filled THP in a full scan; use_zero_pages 1 goes round it.`,
		evidence: {
			full_scans: scans,
			pages_sharing: sharing,
			thp_split_page: splits,
			thp_split_page_failed: failed,
			pages_volatile: to.pagesVolatile,
			pages_volatile_fall: volatileFall,
			pages_unshared: to.pagesUnshared,
		},
	};
}

/** The burst that has just ended: of the last seconds the shortest part in which nearly all of it went. */
function findBurst(marks: readonly Mark[]): Warning | null {
	const last = marks.length - 1;
	const {unseenPages, timeNs} = marks[last].ledger;
	const ended = marks.findIndex(({ledger}) => ledger.unseenPages === unseenPages);
	// Files are read one after the other: what is counted of it may come with the next sample, but not later.
	if (last - ended > 1) return null;
	const earliest = marks.findIndex(({ledger}) => timeNs - ledger.timeNs <= BURST_NS);
	// At long intervals there is only the sample before.
	const from = Math.max(0, Math.min(earliest, ended - 1));
	const all = unseenPages - marks[from].ledger.unseenPages;
	if (all < LEAST_BURST_PAGES) return null;
	const latest = marks.findLastIndex(
		({ledger}, at) => at >= from && unseenPages - ledger.unseenPages >= all * NEARLY_ALL,
	);
	return freeAtOnce(marks[Math.max(from, latest)], marks[last]) ?? freeAtOnce(marks[from], marks[last]);
}

function findStall(marks: readonly Mark[], to: Mark): Warning | null {
	const from = marks.findLast(
		(mark) =>
			to.ledger.risen.full_scans - mark.ledger.risen.full_scans >= STALLED_SCANS &&
			to.ledger.risen.thp_split_page - mark.ledger.risen.thp_split_page >= LEAST_STALLED_THPS,
	);
	return from === undefined || to.ledger.timeNs - from.ledger.timeNs > STALLED_NS
		? null
		: mergingStalled(from, to);
}

/** Warnings at the time of the newest mark; `marks` are oldest first. Empty in the ordinary case. */
export function findWarnings(marks: readonly Mark[]): Warning[] {
	const to = marks.at(-1);
	if (to === undefined || marks.length < 2) return [];
	// Splits free memory in both cases: where merging stands still, that is the news.
	const found = findStall(marks, to) ?? findBurst(marks);
	return found === null ? [] : [found];
}

/** Headline and details as one text. */
export const warningText = ({headline, details}: Warning): string => `${headline} ${details}`;

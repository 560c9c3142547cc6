// What is going on, in plain words, for any preset: sentences made from the figures of all kernels, the most important
// first. No sentence is for a particular preset.

import {FREE_CAUSES, PAGE_BYTES, type FreeCause} from '../core/index.js';
import {formatBytes, formatCount} from '../scenario/base/units.js';
import type {KsmSees, Run} from '../session/run/run.js';
import {nameInProse as name} from './look/prose.js';
import {hasCountersOnly, selectedRun, type View} from './view.js';

const UNKNOWN: KsmSees = {freedPages: 0, seenPages: 0, share: null};
const RECENT_NS = 1_000_000_000;

const amount = (pages: number): string => formatBytes(pages * PAGE_BYTES);
const times = (count: number, one: string, many: string): string =>
	count === 1 ? one : `${formatCount(count)} ${many}`;
const figure = (run: Run, counter: string): number => run.figure(counter) ?? 0;

/** Pages merged, with each other or with the zeropage, as KSM itself counts them. */
const merged = (run: Run): number =>
	figure(run, 'freed_pages.ksm_merge') + figure(run, 'freed_pages.ksm_zero_page');

/** The runs that are unlike every run before them: first the selected one, or the one that it is like. */
function distinct(view: View): Run[] {
	const {runs, alike} = view;
	const selected = selectedRun(view);
	const twin = alike[runs.indexOf(selected)] ?? selected.letter;
	const others = runs.filter((run, index) => alike[index] === null && run.letter !== twin);
	return [selected, ...others];
}

/** The first thing that the thread reports: far more freed in a wakeup than it may visit, and not in KSM's counters. */
function overBudget(runs: readonly Run[]): string[] {
	if (runs.length === 0) return [];
	const worst = runs.reduce((one, other) =>
		(other.worst?.pages ?? 0) > (one.worst?.pages ?? 0) ? other : one,
	);
	const wakeupsOverBudget = figure(worst, 'wakeups_over_budget');
	if (worst.worst === null || wakeupsOverBudget === 0) return [];
	const {freedPages, seenPages} = worst.ksmSees() ?? UNKNOWN;
	const splits = figure(worst, 'thp_split_page');
	const remapped = figure(worst, 'split_remap_by.ksmd');
	const each =
		splits > 0 && remapped / splits >= 2
			? `: each split remapped ${formatCount(Math.round(remapped / splits))} subpages to the zeropage`
			: '';
	const seen = seenPages === 0 ? 'none of it' : `only ${amount(seenPages)} of it`;
	return [
		`${name(worst)} freed ${amount(freedPages)}; ${times(wakeupsOverBudget, 'one wakeup', 'wakeups')} freed more than pages_to_scan (${formatCount(worst.worst.budget)}).`,
		...(seenPages * 2 < freedPages ? [`KSM counted ${seen}${each}.`] : []),
	];
}

/** The second: searches that end at stale items, so that merging is slow. */
function crawling(runs: readonly Run[], all: readonly Run[]): string[] {
	if (runs.length === 0) return [];
	const slow = runs.reduce((one, other) =>
		figure(other, 'unstable_search_ended_at_stale_node') > figure(one, 'unstable_search_ended_at_stale_node')
			? other
			: one,
	);
	const ends = figure(slow, 'unstable_search_ended_at_stale_node');
	if (ends === 0) return [];
	const best = all.reduce((one, other) => (merged(other) > merged(one) ? other : one));
	const searches = `${name(slow)}: ${times(ends, 'one search', 'searches')} of the unstable tree ended at a stale item, without merging.`;
	if (best === slow || merged(best) < 2 * merged(slow)) return [searches];
	return [
		searches,
		`It merged ${merged(slow) === 0 ? 'nothing' : amount(merged(slow))}; ${name(best)} in the same time ${amount(merged(best))}.`,
	];
}

/** Memory that ksmd freed within the budget but that KSM's counters do not show. */
function unseen(runs: readonly Run[]): string[] {
	for (const run of runs) {
		const {freedPages, share} = run.ksmSees() ?? UNKNOWN;
		if (share !== null && share < 0.99) {
			return [
				`${name(run)}: ksmd freed ${amount(freedPages)}, KSM's own counters see ${Math.floor(share * 100)} % of it.`,
			];
		}
	}
	return [];
}

const WORDS: Readonly<Partial<Record<FreeCause, string>>> = {
	discard: 'discarded by the workload',
	exit: 'freed by processes that ended',
	cow: 'freed when writes copied their last mapping',
	collapse: 'freed by collapsing into THPs',
	migrate: 'freed at their old place by migration',
	swap_out: 'swapped out',
};

/** Memory freed by others than ksmd. */
function others(runs: readonly Run[]): string[] {
	const run = runs[0];
	const who = runs.length === 1 ? '' : `${name(run)}: `;
	const freed = (cause: FreeCause): number => figure(run, `freed_pages.${cause}`);
	const notByKsmd = freed('split_remap') - figure(run, 'split_remap_by.ksmd');
	const causes = FREE_CAUSES.filter((cause) => WORDS[cause] !== undefined && freed(cause) > 0)
		.sort((one, other) => freed(other) - freed(one))
		.slice(0, 2)
		.map((cause) => `${amount(freed(cause))} ${WORDS[cause]}`);
	if (notByKsmd > 0) causes.unshift(`${amount(notByKsmd)} remapped by splits that were not ksmd's`);
	return causes.length === 0 ? [] : [`${who}${causes.join(', ')}.`];
}

/** In which full scan ksmd is and how fast it merges. */
function progress(runs: readonly Run[]): string[] {
	const run = runs[0];
	// With one run, or all of them alike, no name is needed.
	const who = runs.length === 1 ? 'ksmd' : name(run);
	const ksmd = run.ksmd();
	if (ksmd === null) return [];
	const passes = ksmd.fullScansEver;
	if (passes === 0) return ['Full scan 1: ksmd only takes checksums; no page can merge at its first visit.'];
	const total = merged(run);
	const {mergedMbS} = run.recentRates(RECENT_NS);
	if (passes > 1 && ksmd.nothingLeft)
		return [
			`${runs.length === 1 ? '' : `${name(run)}: `}nothing is left to scan, every wakeup ends an empty full scan.`,
		];
	if (total === 0) return [`Full scan ${formatCount(passes + 1)}: nothing could be merged so far.`];
	const rate = mergedMbS > 0 ? `, now ${mergedMbS.toFixed(1)} MB/s` : ', nothing more just now';
	return [`Full scan ${formatCount(passes + 1)}: ${who} merged ${amount(total)}${rate}.`];
}

/** The session's own remarks, then sentences about the selected kernel, the most important first, then about the others. */
export function narrate(view: View): string[] {
	// Where it is unknown what ksmd does, only the session's remarks apply.
	const own = hasCountersOnly(view) ? [] : sentences(view);
	return [...new Set([...view.session.remarks(), ...own])];
}

function sentences(view: View): string[] {
	const runs = distinct(view);
	const going = view.runs.filter((run) => run.ended === null);
	const [subject, ...rest] = runs;
	const own = [...overBudget([subject]), ...crawling([subject], runs)];
	const elsewhere = [...overBudget(rest), ...crawling(rest, runs)];
	if (going.length === 0) return ['All kernels have ended.', ...own, ...elsewhere, ...unseen([subject])];
	const knob = going[0].figure('run') ?? 1;
	if (knob === 2) return ['`run` is 2: ksmd is stopped and everything merged was unmerged.', ...others(runs)];
	if (knob === 0)
		return [...own, '`run` is 0: ksmd is stopped; r lets it run.', ...others(runs), ...elsewhere];
	const sleeps = going.every((run) => run.ksmd()?.activity === 'waiting');
	if (sleeps)
		return [
			...own,
			'No process has mergeable memory: ksmd sleeps until one has.',
			...others(runs),
			...elsewhere,
		];
	return [
		...own,
		...(own.length === 0 ? unseen([subject]) : []),
		...progress(runs),
		...elsewhere,
		...others(runs),
	];
}

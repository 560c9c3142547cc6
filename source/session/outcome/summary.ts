// The results of a session in sentences made from figures: how fast each kernel freed memory, whether it kept to its
// budget, and how much of it KSM's counters show. Lines of at most 78 columns, the most important first.

import {PAGE_BYTES} from '../../core/index.js';
import {shorten} from '../../scenario/base/text.js';
import {formatBytes, formatCount, formatDuration} from '../../scenario/base/units.js';
import type {SimulatedRun} from '../run/run.js';
import type {SessionState} from '../state.js';

/** "B mainline". */
const nameOf = (run: SimulatedRun): string => `${run.letter} ${run.title}`;

const COLUMNS = 78;

/** Runs that differ by less than this factor in their rate are not held against each other. */
const NOTABLE = 1.25;

/** "1.00 GiB in 6 wakeups". */
function freedBy(run: SimulatedRun): string {
	const {freedPages} = run.ksmSees();
	if (freedPages === 0) return `${nameOf(run)} freed nothing in ${formatDuration(run.nowNs)}.`;
	const {toNs, fromNs, wakeups} = run.rates();
	const took = `90 % of it in ${formatDuration(toNs - fromNs)}, ${formatCount(wakeups)} wakeup${wakeups === 1 ? '' : 's'}`;
	return `${nameOf(run)} freed ${formatBytes(freedPages * PAGE_BYTES)}, ${took}.`;
}

function budgetOf(run: SimulatedRun): string | null {
	const {worst} = run;
	if (!worst || worst.pages <= worst.budget) return null;
	const over = run.figure('wakeups_over_budget') ?? 0;
	return `${run.letter}: ${formatCount(worst.pages)} pages in one wakeup of ${formatCount(worst.budget)}; ${formatCount(over)} wakeup${over === 1 ? '' : 's'} over pages_to_scan.`;
}

function seenOf(run: SimulatedRun): string | null {
	const {share, freedPages, seenPages} = run.ksmSees();
	if (share === null || share === 1) return null;
	const hidden = formatBytes((freedPages - seenPages) * PAGE_BYTES);
	if (seenPages === 0) return `${run.letter}: KSM counted none of it: ${hidden} went by split remap.`;
	const percent = Math.min(99, Math.max(1, Math.round(share * 100)));
	return `${run.letter}: KSM's counters see ${percent} % of it; ${hidden} went by split remap.`;
}

/** "MB/s, each until 90 % of what it freed: A before 81.9, B mainline 8.92." when two runs differ notably. */
function compared(runs: readonly SimulatedRun[]): string | null {
	const rated = runs
		.map((run) => ({run, rate: run.rates().freedMbS}))
		.filter(({rate}) => rate > 0)
		.sort((one, other) => other.rate - one.rate);
	const fastest = rated[0];
	const slowest = rated.at(-1);
	if (!fastest || !slowest || fastest.rate < slowest.rate * NOTABLE) return null;
	const said = ({run, rate}: (typeof rated)[number]): string =>
		`${nameOf(run)} ${rate < 100 ? String(Number(rate.toPrecision(3))) : formatCount(Math.round(rate))}`;
	return `MB/s, each until 90 % of what it freed: ${said(fastest)}, ${said(slowest)}.`;
}

/** Runs alike in everything but cost, as "C v1-mergeable = A before." */
function alike(runs: readonly SimulatedRun[]): Map<SimulatedRun, SimulatedRun> {
	const same = new Map<SimulatedRun, SimulatedRun>();
	for (const [index, run] of runs.entries()) {
		const twin = runs.slice(0, index).find((other) => !same.has(other) && run.equals(other));
		if (twin) same.set(run, twin);
	}
	return same;
}

/** See Session.summaryLine. */
export function summaryLine(state: SessionState): string {
	const runs = [...state.runs];
	const overBudget = runs.filter((run) => run.worst && run.worst.pages > run.worst.budget);
	const hidden = runs.filter((run) => (run.ksmSees().share ?? 1) < 1);
	const subject = overBudget[0] ?? hidden[0];
	if (subject === undefined) return shorten(compared(runs) ?? freedBy(runs[0]), COLUMNS);
	const {freedPages, seenPages} = subject.ksmSees();
	const {worst} = subject;
	const parts = [`${nameOf(subject)} freed ${formatBytes(freedPages * PAGE_BYTES)}`];
	if (worst && worst.pages > worst.budget) {
		parts.push(`${formatCount(worst.pages)} pages in one wakeup of ${formatCount(worst.budget)}`);
	}
	if (seenPages === 0) parts.push('KSM saw none');
	else if (seenPages < freedPages) parts.push(`KSM saw ${formatBytes(seenPages * PAGE_BYTES)}`);
	return shorten(`${parts.join('; ')}.`, COLUMNS);
}

/** See Session.summary. */
export function summary(state: SessionState): string[] {
	const same = alike(state.runs);
	const different = state.runs.filter((run) => !same.has(run));
	const lines: Array<string | null> = [];
	for (const run of different) {
		const twins = [...same].filter(([, twin]) => twin === run).map(([copy]) => copy.letter);
		const also = twins.length > 0 ? ` (${twins.join(', ')} alike)` : '';
		lines.push(freedBy(run).replace(/\.$/, `${also}.`), budgetOf(run), seenOf(run));
	}
	lines.push(compared(different));
	return lines.flatMap((line) => (line === null ? [] : [shorten(line, COLUMNS)]));
}

// What a step did, in one line: measured by the run's figures before and after it, however many frames it took.

import {scanEffect} from '../../session/timeline/effect.js';
import {rowValue, type Row} from '../../session/run/row.js';
import type {Run} from '../../session/run/run.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';
import {nameInProse} from '../look/prose.js';
import type {Store} from '../store.js';
import type {Step} from '../view-state.js';

/** The figures of a run at the start of a step. */
export function stepOf(kind: Step['kind'], run: Run): Step {
	return {kind, letter: run.letter, from: run.row()};
}

/** The outcome of the visit of a single page. */
function pageOutcome(before: Row, after: Row): string {
	const rose = (name: string): boolean => rowValue(after, name) > rowValue(before, name);
	if (rose('ksm_zero_pages')) return 'merged with the zeropage';
	if (rose('pages_sharing')) return 'merged';
	if (rose('unstable_search_ended_at_stale_node')) return 'its search ended at a stale item';
	if (rose('unstable_inserts')) return 'inserted in the unstable tree';
	return 'its checksum taken, nothing more';
}

/** Three significant digits, since the line is short. */
const roundedNs = (ns: number): number => Number(ns.toPrecision(3));

function headOf({kind, from}: Step, run: Run, now: Row): string {
	const who = nameInProse(run);
	const wakeups = now.wakeups - from.wakeups;
	switch (kind) {
		case 'wakeup':
			return `${who} wakeup ${formatCount(now.wakeups)}`;
		case 'pass':
			return `${who} full scan ${formatCount(now.pass)} ended after ${formatCount(wakeups)} wakeups`;
		default:
			return `${who} ${formatCount(wakeups)} wakeups in ${formatDuration(roundedNs(now.timeNs - from.timeNs))}`;
	}
}

/** Says what the step that has just ended did to the run. */
export function reportStep(store: Store, step: Step): void {
	const run = store.session.runs.find(({letter}) => letter === step.letter);
	if (run === undefined) return;
	const now = run.row();
	if (step.kind === 'page') {
		const effect = scanEffect(step.from, now, false);
		const outcome = pageOutcome(step.from, now);
		store.report(`${nameInProse(run)} visited a page: ${effect === null ? '' : `${effect}; `}${outcome}`);
		return;
	}
	// Over many wakeups the numbers of visits add little to the number of wakeups.
	const effect = scanEffect(step.from, now, step.kind !== 'condition') ?? 'no page visited, none freed';
	store.report(`${headOf(step, run, now)}: ${effect}`);
}

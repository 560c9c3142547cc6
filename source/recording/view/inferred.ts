// Figures that follow from a recording though no file of a kernel shows them: how much memory the preset's processes use,
// and what was freed by what. This holds only for presets whose timeline writes knobs and does nothing else to memory:
// then only ksmd can free any. Panels mark what is inferred.

import type {Scenario} from '../../scenario/scenario.js';
import type {ObservedRow} from '../recording.js';

/** Names of the figures that a recording has only by inference. */
export const INFERRED: ReadonlySet<string> = new Set([
	'nr_anon_pages',
	'freed_pages.ksm_merge',
	'freed_pages.ksm_zero_page',
	'freed_pages.split_remap',
	'max_freed_in_one_wakeup',
	'wakeups_over_budget',
]);

/** Whether ksmd alone frees memory while the preset runs. */
export const onlyKsmdFrees = ({timeline, processes}: Scenario): boolean =>
	timeline.every(({actions}) =>
		actions.every((action) => action.do === 'set' && !(action.knob === 'run' && action.value.trim() === '2')),
	) && processes.every(({later}) => !later);

/** Pages of the preset's processes in memory: each mapping is counted by its process, what KSM shares once. */
export const pagesInUse = ({processes, figures}: ObservedRow): number =>
	processes.reduce((sum, process) => sum + (process.figures.get('rss_anon_pages') ?? 0), 0) -
	(figures.get('pages_sharing') ?? 0);

/** The inferred figures of one row; `peakPages`: the most in use in any row so far. */
export function inferredFigures(row: ObservedRow, peakPages: number): ReadonlyMap<string, number> {
	const inUse = pagesInUse(row);
	const sharing = row.figures.get('pages_sharing') ?? 0;
	const zero = row.figures.get('ksm_zero_pages') ?? 0;
	return new Map([
		['nr_anon_pages', inUse],
		['freed_pages.ksm_merge', sharing],
		['freed_pages.ksm_zero_page', zero],
		// What no counter of KSM accounts for.
		['freed_pages.split_remap', Math.max(0, peakPages - inUse - sharing - zero)],
	]);
}

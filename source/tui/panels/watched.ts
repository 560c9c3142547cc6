// Columns of the figures in the preset's `watch`: they come before all others, also on 80 columns.

import {formatDuration} from '../../scenario/base/units.js';
import {fitBytes, fitCount} from '../look/numbers.js';
import {cut} from '../look/text.js';
import type {View} from '../view.js';
import type {RunColumn} from './run-columns.js';

/** Shorter titles where the name is too long for a column; others keep their name. */
const TITLES: Readonly<Record<string, string>> = {
	unstable_search_ended_at_stale_node: 'stale ends',
	full_scans: 'scans',
	thp_split_page: 'splits',
	thp_split_page_failed: 'refused',
	thp_underused_split_page: 'underused',
	thp_deferred_split_page: 'deferred',
	thp_collapse_alloc: 'collapses',
	nr_anon_transparent_hugepages: 'anon THPs',
	ksm_rmap_items: 'rmap_items',
	'rates.merged_mb_s': 'merged MB/s',
	'rates.freed_mb_s': 'freed MB/s',
	'rates.ksmd_cpu_percent': 'ksmd CPU %',
	max_freed_in_one_wakeup: 'most/wakeup',
	wakeups_over_budget: 'over budget',
	stable_node_chains: 'chains',
	stable_node_dups: 'dups',
};
const LEAST_COLUMNS = 8;
const WIDEST_TITLE = 16;

/** The column's title of a figure: "freed_pages.collapse" is "freed collapse". */
export function watchTitle(name: string): string {
	const known = TITLES[name];
	if (known !== undefined) return known;
	const [group, rest] = name.split('.');
	if (rest === undefined) return cut(name, WIDEST_TITLE, '');
	const words: Readonly<Record<string, string>> = {
		freed_pages: rest.replaceAll('_', ' '),
		allocated_pages: `alloc ${rest}`,
		split_remap_by: `by ${rest}`,
		zeropage_ptes: `zero by ${rest}`,
		zero_tests: `tests ${rest}`,
		split_cpu_ns: `cpu ${rest}`,
	};
	return cut(words[group] ?? name, WIDEST_TITLE, '');
}

/** A watched figure in at most `columns`. */
export function watchValue(name: string, value: number | undefined, columns: number): string {
	if (value === undefined || Number.isNaN(value)) return '-';
	if (name === 'time' || name.endsWith('_ns')) return formatDuration(value);
	if (name.startsWith('rates.')) return value.toFixed(1);
	if (name.endsWith('profit')) return fitBytes(value, columns);
	return fitCount(value, columns);
}

/** A column for each figure of the preset's `watch`. */
export function watchColumns({session}: View): RunColumn[] {
	return session.subject.watch.map((name, index): RunColumn => {
		const title = watchTitle(name);
		return {
			title,
			columns: Math.max(LEAST_COLUMNS, Math.min(title.length, WIDEST_TITLE)),
			rank: -10 + index,
			align: 'right',
			isWatched: true,
			figure: name,
			cell: (run, _index, width) => watchValue(name, run.figure(name), width),
		};
	});
}

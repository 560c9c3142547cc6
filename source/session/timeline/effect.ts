// The difference between two rows of one run in a few words and figures: after a step, a knob, an action. The most
// important figures come first, those that did not change are left out.

import type {Errno} from '../../core/index.js';
import {formatCount} from '../../scenario/base/units.js';
import {rowValue, type Row} from '../run/row.js';

type Phrase = readonly [name: string, one: string, many: string];

/** What ksmd did to pages on its way. */
const SCANNED: readonly Phrase[] = [
	['pages_scanned', 'visit', 'visits'],
	['pages_skipped', 'page skipped', 'pages skipped'],
	['thp_split_page', 'split', 'splits'],
	['thp_split_page_failed', 'split refused', 'splits refused'],
];

/** What left memory and what came in. */
const BOOKED: readonly Phrase[] = [
	['freed_pages.split_remap', 'freed by split remap', 'freed by split remap'],
	['freed_pages.ksm_merge', 'freed by merging', 'freed by merging'],
	[
		'freed_pages.ksm_zero_page',
		'freed by KSM merging with the zeropage',
		'freed by KSM merging with the zeropage',
	],
	['freed_pages.swap_out', 'swapped out', 'swapped out'],
	['freed_pages.discard', 'discarded', 'discarded'],
	['freed_pages.exit', 'freed by exit', 'freed by exit'],
	['freed_pages.collapse', 'freed by collapse', 'freed by collapse'],
	['freed_pages.migrate', 'moved to another node', 'moved to another node'],
	['cow_ksm', 'KSM page copied on write', 'KSM pages copied on write'],
	['allocated_pages.fill', 'page filled', 'pages filled'],
	['allocated_pages.cow', 'page copied', 'pages copied'],
	['allocated_pages.fault', 'page faulted in', 'pages faulted in'],
	['allocated_pages.swap_in', 'swapped in', 'swapped in'],
	['allocated_pages.collapse', 'allocated by collapse', 'allocated by collapse'],
];

/** Phrases of an effect, at most: more would not be read. */
const MOST_PHRASES = 4;

function changed(before: Row, after: Row, phrases: readonly Phrase[]): string[] {
	return phrases.flatMap(([name, one, many]) => {
		const change = rowValue(after, name) - rowValue(before, name);
		return change > 0 ? [`${formatCount(change)} ${change === 1 ? one : many}`] : [];
	});
}

/** "100 visits, 100 splits, 51,200 freed by split remap"; null when nothing of it happened. Without visits for a step of one. */
export function scanEffect(before: Row, after: Row, withVisits = true): string | null {
	const scanned = withVisits ? SCANNED : SCANNED.slice(1);
	const phrases = [...changed(before, after, scanned), ...changed(before, after, BOOKED)];
	return phrases.length === 0 ? null : phrases.slice(0, MOST_PHRASES + 1).join(', ');
}

/** What an action changed at once: "refused, EINVAL, 3 splits"; null: nothing that is listed here. */
export function effectOf(before: Row, after: Row, errno: Errno | null): string | null {
	const phrases = [
		...(errno === null ? [] : [`refused, ${errno}`]),
		...changed(before, after, SCANNED.slice(1)),
		...changed(before, after, BOOKED),
	];
	return phrases.length === 0 ? null : phrases.slice(0, MOST_PHRASES).join(', ');
}

// Enter: explains what is under the cursor.

import {EVENTS, PAGES_PER_THP, PROCESS_FIGURES, type ProcessFigure} from '../../core/index.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';
import type {Run, RunProcess} from '../../session/run/run.js';
import {lookAt, glyphOf} from '../map/page-map.js';
import {address} from '../look/numbers.js';
import {eventUnderCursor} from '../panels/events.js';
import {processesOf} from '../panels/processes.js';
import {knobsOf} from '../dialogs/knobs.js';
import type {Store} from '../store.js';
import {type FolioPlace, folioAt} from '../map/folio-place.js';
import {selectedRun, type View} from '../view.js';

function explainEvent(view: View): string[] {
	const entry = eventUnderCursor(view);
	if (entry === undefined) return ['No event is under the cursor.'];
	return [
		`${formatDuration(entry.timeNs)}  ${entry.letter}  ${entry.kernelName}`,
		entry.text,
		'',
		EVENTS[entry.kind].explanation,
		'',
		'J goes to this moment.',
	];
}

/** A word for each group of pages of a folio that are in the same state. */
const STATE_WORDS: Readonly<Record<string, string>> = {
	T: 'mapped by the PMD as part of a whole THP',
	s: 'a base page, or a page of a folio that is split in the page tables',
	m: 'a KSM page, shared and write-protected',
	z: 'the shared zeropage, mapped by KSM and counted in ksm_zero_pages',
	x: 'the shared zeropage, mapped by a folio split; no KSM counter shows it',
	o: 'the shared zeropage, after a read fault',
	Z: 'the shared zeropage; a real kernel does not show what mapped it',
	w: 'swapped out',
	'.': 'nothing mapped',
};

function itemCounts({pages}: Run, first: number, length: number): string {
	const counts = pages?.itemsIn(first, first + length) ?? null;
	if (counts === null) return 'rmap_items: unknown';
	const {stable, unstable, neither} = counts;
	return `${stable + unstable + neither} rmap_items: ${unstable} unstable, ${stable} stable, ${neither} with a checksum only`;
}

function historyOf(run: Run, first: number, length: number): string[] {
	const mine = run
		.eventsSince(0)
		.filter(({page}) => page !== null && page.index >= first && page.index < first + length);
	const shown = mine.slice(-12).map(({timeNs, text}) => `|${formatDuration(timeNs).padStart(12)}  ${text}`);
	return mine.length === 0 ? ['no event that is still in the log'] : shown;
}

function whyLine(letters: string): string {
	if (letters.includes('x')) {
		return 'A split mapped the zero subpages of this folio to the zeropage, although only one page of it was needed.';
	}
	if (letters.includes('z'))
		return 'KSM merged its zero pages with the zeropage one by one, within its budget.';
	if (/^T+$/.test(letters)) return 'No page of it has been merged, so KSM had no reason to split it.';
	if (letters.includes('m')) return 'Pages of it were merged, for which it had to be split first.';
	return '';
}

function explainFolio(view: View, place: FolioPlace): string[] {
	const run = selectedRun(view);
	const {pages, letter} = run;
	if (pages === null) return [`Of ${letter} single pages are not known.`];
	const {process, vma, firstPage, length} = place;
	const first = vma.firstIndex + firstPage;
	const looks = Array.from({length}, (_, page) => lookAt(pages, first + page));
	const letters = looks.map(({letter: state}) => state).join('');
	const glyphs = looks.map((cell) => glyphOf(cell, view.look.glyphs)).join('');
	const width = Math.max(16, Math.min(64, Math.floor((view.columns - 4) / 16) * 16));
	const rows: string[] = [];
	for (let at = 0; at < glyphs.length; at += width) rows.push(`|  ${glyphs.slice(at, at + width)}`);
	const counts = Object.entries(STATE_WORDS)
		.map(([char, words]) => ({char, words, count: [...letters].filter((one) => one === char).length}))
		.filter(({count}) => count > 0)
		.map(
			({char, words, count}) =>
				`|  ${glyphs[letters.indexOf(char)] ?? char} ${String(count).padStart(3)}  ${words}`,
		);
	return [
		`${letter}: ${process.name}, ${vma.region}, THP ${Math.floor(firstPage / PAGES_PER_THP)} of it, from page ${firstPage}; at ${address(vma.start + firstPage)}`,
		...rows,
		...counts,
		itemCounts(run, first, length),
		whyLine(letters),
		'',
		'History:',
		...historyOf(run, first, length),
	];
}

const KNOWN: ReadonlyMap<boolean | null, string> = new Map([
	[true, ', known to ksmd'],
	[false, ', not known to ksmd'],
]);

/** Figures of a process by their names, then what each of them means. */
function figureLines({report}: RunProcess): string[] {
	const known = Object.entries(PROCESS_FIGURES).flatMap(([name, {about}]) => {
		const value = report[name as ProcessFigure];
		if (value === undefined) return [];
		return [{name, about, text: typeof value === 'number' ? formatCount(value) : value ? 'yes' : 'no'}];
	});
	return [
		...known.map(({name, text}) => `|${name} ${text}`),
		'',
		...known.flatMap(({name, about}) => [`${name}: ${about}`, '']),
	];
}

function explainProcess(view: View): string[] {
	const list = processesOf(view);
	const process = list[Math.min(view.state.cursors.processes ?? 0, list.length - 1)];
	if (process === undefined) return ['No process is under the cursor.'];
	if (process.vmas.length === 0) return [process.name, '', ...figureLines(process)];
	return [
		`${process.name}: ${process.vmas.length} VMAs${KNOWN.get(process.knownToKsmd) ?? ''}${process.report.ksm_merge_any ? ', merges any page (prctl)' : ''}`,
		'',
		...process.vmas.map(
			(vma) =>
				`|${address(vma.start)}-${address(vma.end)} ${vma.region}: ${formatCount(vma.end - vma.start)} pages${vma.mergeable ? ', VM_MERGEABLE' : ''}${vma.thp === 'none' ? '' : `, MADV_${vma.thp.toUpperCase()}PAGE`}${vma.locked ? ', VM_LOCKED' : ''}, node ${vma.node}`,
		),
	];
}

/** Opens a dialog about the item under the cursor of the focused panel; for the knobs the dialog that writes them. */
export function explain(store: Store): void {
	const {view, state} = store;
	if (state.focus === 'knobs') {
		store.set({
			dialog: {
				id: 'knobs',
				cursor: Math.min(state.cursors.knobs ?? 0, knobsOf(view).length - 1),
				chosen: new Set(),
				lines: [],
			},
		});
		return;
	}
	const place = state.focus === 'folios' ? folioAt(view, state.cursors.folios ?? 0) : undefined;
	const lines =
		state.focus === 'events'
			? explainEvent(view)
			: state.focus === 'processes'
				? explainProcess(view)
				: place === undefined
					? ['There is no folio here.']
					: explainFolio(view, place);
	store.set({dialog: {id: 'detail', cursor: 0, chosen: new Set(), lines}});
}

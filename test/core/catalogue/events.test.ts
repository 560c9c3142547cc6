// Goal: what is recorded is what is read and printed, for every kind of event. Method: print every kind with a value in
// each field, store and read back random values, and make real machines do what was once logged wrongly.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import type {Slot} from '../../../source/core/base/brands.js';
import type {AnyField} from '../../../source/core/catalogue/events/event.js';
import {EVENT_KINDS, EVENTS, type EventKind} from '../../../source/core/catalogue/events/index.js';
import {SPLITTERS} from '../../../source/core/catalogue/causes.js';
import {record, recordIn} from '../../../source/core/events.js';
import {eventsSince, lastEvent, perform} from '../../../source/core/index.js';
import {EVENTS_KEPT} from '../../../source/core/state/events.js';
import {describeEvent, eventWords, kernelName} from '../../../source/core/query/event-text.js';
import type {Machine} from '../../../source/core/state/machine.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

function hostWithGuest(): {m: Machine; slot: Slot} {
	const m = createHost('mainline');
	start(m, 'guest', [region('ram', 1024, ['hugepage', 'mergeable'], () => 0)]);
	return {m, slot: (m.processes[0].vmas[0].slot + 700) as Slot};
}

const linesOf = (m: Machine, kind?: EventKind): string[] =>
	eventsSince(m.events, 0, kind === undefined ? EVENT_KINDS : [kind]).map((event) => describeEvent(m, event));

/** A stored number that means something to the field. */
function sampleOf(field: AnyField, slot: Slot): number {
	const probe = {page: () => 'a page', process: () => 'a process'};
	const word: unknown = field.inWords(field.decode(1, ['', 'some text']), probe);
	return word === 'a page' ? slot : word === 'a process' ? 0 : 1;
}

it('prints every kind', () => {
	const {m, slot} = hostWithGuest();
	m.events.texts.splice(0, Infinity, '...', 'some text');
	const lines = EVENT_KINDS.map((kind) => {
		const [a = 0, b = 0, c = 0] = EVENTS[kind].fields.map((field) => sampleOf(field, slot));
		recordIn(m, m.events.rings[kind], a, b, c);
		const event = lastEvent(m.events, kind);
		return event === undefined ? kind : `${kind} (${kernelName(event)}): ${describeEvent(m, event)}`;
	});
	expect(lines.join('\n')).toMatchInlineSnapshot(`
		"full_scan (ksm_stop_scan): full scan 1 ended: 1 page scanned, 1 freed
		merge_two (ksm_merge_with_ksm_page): guest ram page 700 (THP 1) and guest ram page 700 (THP 1) became a KSM page
		merge_stable (ksm_merge_with_ksm_page): guest ram page 700 (THP 1) joined a KSM page, 1 share it now
		merge_zero (ksm_merge_one_page): guest ram page 700 (THP 1) merged with the zeropage
		stale_item (unstable_tree_search_insert): search for guest ram page 700 (THP 1) ended at the stale item of guest ram page 700 (THP 1)
		ghost (unstable_tree_search_insert): guest ram page 700 (THP 1) was inserted in the unstable tree though it is no longer mapped
		unmerge (break_ksm): guest: 1 page unmerged
		advisor (ksm_advisor): advisor: pages_to_scan 1 -> 1
		split (thp_split_page): shrinker split the folio of guest ram page 700 (THP 1): 1 subpage remapped to the zeropage
		split_refused (thp_split_page_failed): shrinker could not split the folio of guest ram page 700 (THP 1): 1 extra reference
		collapse (mm_collapse_huge_page): collapsed into a THP at guest ram page 700 (THP 1): 1 none or zeropage PTEs, 1 swap PTEs
		collapse_refused (mm_khugepaged_scan_pmd): no collapse at guest ram page 700 (THP 1): some text
		cow (wp_page_copy): write to guest ram page 700 (THP 1) copied a zeropage that KSM had mapped
		swap (pswpin): guest ram page 700 (THP 1): swapped in
		migrate (mm_migrate_pages): guest ram page 700 (THP 1) moved from node 1 to node 1
		knob (sysfs_write): some text = some text: EPERM
		process (process): guest some text
		refused (syscall_error): some text: some text: EPERM"
	`);
	for (const line of lines) expect(line).not.toMatch(/undefined|null|NaN|object|-1/);
});

describe('a row', () => {
	it.each(EVENT_KINDS.map((kind) => [kind]))('%s explains itself', (kind) => {
		const {explanation, fields, kernelNames} = EVENTS[kind];
		expect(explanation).toMatch(/^[A-Za-z].{20,}\.$/);
		expect(kernelNames.length).toBeGreaterThan(0);
		expect(new Set(fields.map(({name}) => name)).size).toBe(fields.length);
	});
});

test.prop([
	fc.integer({min: 0, max: 2 ** 53 - 1}),
	fc.constantFrom(...SPLITTERS),
	fc.string(),
	fc.constantFrom('EBUSY' as const, 'EINVAL' as const, null),
])('reads back what was recorded', (pages, splitter, text, errno) => {
	const {m, slot} = hostWithGuest();
	record(m, 'split', slot, pages, splitter);
	record(m, 'knob', text, `${text}!`, errno);
	record(m, 'unmerge', null, pages);
	expect(lastEvent(m.events, 'split')?.fields).toEqual({page: slot, remapped_pages: pages, splitter});
	expect(lastEvent(m.events, 'knob')?.fields).toEqual({knob: text, value: `${text}!`, errno});
	expect(lastEvent(m.events, 'unmerge')?.fields).toEqual({process: null, pages});
});

describe('a ring', () => {
	it('keeps the newest events of its kind, in order', () => {
		const {m} = hostWithGuest();
		for (let i = 0; i < EVENTS_KEPT + 7; i++) record(m, 'advisor', i, 0);
		record(m, 'unmerge', 0, 3);
		const kept = eventsSince(m.events, 0, ['advisor']);
		expect(kept.map(({fields}) => fields.pages_to_scan)).toEqual(
			Array.from({length: EVENTS_KEPT}, (_, i) => i + 7),
		);
		const newest = eventsSince(m.events, 0, ['advisor', 'unmerge'], 2);
		expect(newest.map(({kind, seq}) => [kind, m.events.seq - seq])).toEqual([
			['advisor', 2],
			['advisor', 1],
			['unmerge', 0],
		]);
		expect(eventsSince(m.events, m.events.seq)).toEqual([]);
	});
});

describe('the log names who it was', () => {
	it('says which process an action was refused to, as the action names it', () => {
		const {m} = hostWithGuest();
		start(m, 'other', [region('heap', 512, [], () => 1)]);
		perform(m, {do: 'exit', process: 'nobody'});
		perform(m, {do: 'mremap', target: {process: 'other', region: 'heap'}, to: {page: 1}});
		perform(m, {do: 'munmap', target: {region: 'nothing'}});
		expect(linesOf(m, 'refused')).toEqual([
			'nobody: exit: ENOENT',
			'other: mremap: EINVAL',
			'munmap: ENOENT',
		]);
	});

	it('names a process once', () => {
		const {m} = hostWithGuest();
		perform(m, {do: 'fork', process: 'guest', name: 'child', count: 2});
		perform(m, {do: 'exit', process: 'child-2'});
		expect(linesOf(m, 'process')).toEqual([
			'guest started',
			'guest forked child-1',
			'guest forked child-2',
			'child-2 exited',
		]);
	});

	it('counts what run=2 unmerges', () => {
		const m = createHost('mainline');
		start(m, 'guest', [region('ram', 512, ['nohugepage', 'mergeable'], (page) => 1 + (page % 2))]);
		set(m, {run: 1, pages_to_scan: 5000});
		while (m.ksm.fullScans < 2) wakeup(m);
		const merged = m.ksm.pagesShared + m.ksm.pagesSharing;
		expect(merged).toBeGreaterThan(500);
		set(m, {run: 2});
		expect(linesOf(m, 'unmerge')).toEqual([
			`guest: ${merged} pages unmerged`,
			`run=2 unmerged ${merged} pages in all; full_scans starts again from 0`,
		]);
	});

	it('finds a page of a folio that is split for nobody in particular', () => {
		const m = createHost('mainline', {thp: 'always'});
		start(m, 'first', [region('other', 512, [], () => 1)]);
		start(m, 'guest', [region('ram', 512, ['hugepage'], () => 0)]);
		perform(m, {
			do: 'madvise',
			target: {process: 'guest', region: 'ram', from: 0, to: 100},
			advice: 'dontneed',
		});
		perform(m, {do: 'drop_caches', what: 2});
		const [event] = eventsSince(m.events, 0, ['split']);
		expect(eventWords(m, event)).toMatchObject({page: 'guest ram page 100 (THP 0)', splitter: 'shrinker'});
	});
});

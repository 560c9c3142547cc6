// Goal: the counters are those of the report, in its order, and say what they count. Method: compare the names, and read
// them on an empty machine and on one where something has happened.

import {expect, it} from 'vitest';
import {COUNTERS, MODEL_COUNTERS} from '../../../source/core/index.js';
import {readCounters, readModel} from '../../../source/core/catalogue/counters/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

/** Reports only ever gain fields: what schema 1 began with stays, in its order. */
it('are the names of sysfs and vmstat, in the order of the report', () => {
	const first = (
		'full_scans pages_scanned pages_shared pages_sharing pages_unshared pages_volatile pages_skipped ksm_zero_pages ' +
		'general_profit stable_node_chains stable_node_dups thp_split_page thp_split_page_failed thp_split_pmd ' +
		'thp_deferred_split_page thp_underused_split_page thp_fault_alloc thp_collapse_alloc thp_zero_page_alloc cow_ksm ' +
		'ksm_swpin_copy pswpin pswpout swpin_zero swpout_zero nr_anon_pages nr_anon_transparent_hugepages nr_free_pages'
	).split(' ');
	expect(COUNTERS.map(({name}) => name).filter((name) => first.includes(name))).toEqual(first);
	const figures = (
		'ksm_rmap_items ksmd_cpu_ns unstable_inserts unstable_search_ended_at_stale_node rmap_walk_vmas zeropage_ptes.ksm ' +
		'zeropage_ptes.split zeropage_ptes.fault'
	).split(' ');
	expect(MODEL_COUNTERS.map(({name}) => name).filter((name) => figures.includes(name))).toEqual(figures);
});

it('explain themselves', () => {
	for (const {name, about, source} of [...COUNTERS, ...MODEL_COUNTERS]) {
		expect([name, about.endsWith('.'), source.length > 5]).toEqual([name, true, true]);
	}
});

it('count in units that the kernel counts in', () => {
	const units = (unit: string) => COUNTERS.filter((counter) => counter.unit === unit).map(({name}) => name);
	expect(units('THPs').sort()).toEqual([
		'nr_anon_transparent_hugepages',
		'thp_collapse_alloc',
		'thp_deferred_split_page',
		'thp_fault_alloc',
		'thp_split_page',
		'thp_split_page_failed',
		'thp_underused_split_page',
		'thp_zero_page_alloc',
	]);
	expect(units('PMDs')).toEqual(['thp_split_pmd']);
	expect(units('bytes')).toEqual(['general_profit']);
	expect(COUNTERS.find(({name}) => name === 'ksm_zero_pages')?.unit).toBe('PTEs');
	expect(
		COUNTERS.filter(({file, type}) => file === 'ksm' && type === 'counter').map(({name}) => name),
	).toEqual(['full_scans', 'pages_scanned', 'pages_skipped']);
});

it('are all 0 on an empty machine but for its free pages', () => {
	const {nr_free_pages: free, ...others} = readCounters(createHost('mainline', {memoryPages: 1000}));
	expect(free).toBe(1000);
	expect(Object.values(others).every((value) => value === 0)).toBe(true);
});

it('see a THP, a KSM page and a zeropage PTE each in its own way', () => {
	const m = createHost('mainline', {memoryPages: 4096});
	set(m, {use_zero_pages: 1, pages_to_scan: 10_000});
	start(m, 'test', [
		region('zeros', 512, ['hugepage', 'mergeable'], () => 0),
		region('pairs', 4, ['nohugepage', 'mergeable'], (page) => 1 + (page % 2)),
		region('plain', 2, ['nohugepage', 'mergeable'], () => 0),
	]);
	expect(readCounters(m)).toMatchObject({
		thp_fault_alloc: 1,
		nr_anon_transparent_hugepages: 1,
		nr_anon_pages: 518,
	});
	set(m, {run: 1});
	while (m.ksm.fullScansEver < 3) wakeup(m);
	expect(readCounters(m)).toMatchObject({
		thp_split_page: 1,
		nr_anon_transparent_hugepages: 0,
		pages_shared: 2,
		pages_sharing: 2,
		ksm_zero_pages: 2,
		general_profit: 4 * 4096 - 4 * 64,
		nr_anon_pages: 2,
		nr_free_pages: 4094,
	});
	expect(readModel(m)).toMatchObject({ksm_rmap_items: 4, zeropage_ptes: {ksm: 2, split: 512, fault: 0}});
});

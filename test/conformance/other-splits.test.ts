// Goal: splits that are not KSM's remap zero pages exactly where the recorded kernels do. Method: 32 MiB of THPs with one
// unique page and 511 zeros each, ksmd idle or off, split by the underused shrinker (drop_caches) or through debugfs;
// compare the THPs split, the pages that the remap freed, and the process's memory.

import {expect, it} from 'vitest';
import {perform, type Action} from '../../source/core/index.js';
import {readCounters} from '../../source/core/catalogue/counters/index.js';
import {readOtherSplits} from './fixtures.js';
import {createHost, region, set, start, wakeup} from '../support/host.js';

const PAGES = 32 * 256;
const runs = readOtherSplits();

it('has all the recorded runs', () => {
	expect(runs.length).toBe(121);
});

it.each(runs.map((run) => [run.kernel, run.test, run] as const))('%s, %s', (_kernel, _test, run) => {
	const m = createHost(run.kernel);
	set(m, {
		pages_to_scan: 1,
		sleep_millisecs: 3_600_000,
		shrink_underused: run.shrink_underused,
		'khugepaged/max_ptes_none': run.max_ptes_none,
	});
	const advice = run.mergeable === 1 ? (['hugepage', 'mergeable'] as const) : (['hugepage'] as const);
	start(m, 'guest', [
		region('ram', PAGES, [...advice], (page) => (page % 512 === 0 ? 1_000_000 + page / 512 : 0)),
	]);
	set(m, {run: run.ksm_run});
	if (run.ksm_run === 1 && run.mergeable === 1) expect(wakeup(m)).toBe(true);
	const [guest] = m.processes;
	const rssBefore = guest.rssAnonPages;
	expect(guest.anonHugePages * 4).toBe(run.anon_huge_kb[0]);

	const action: Action =
		run.method === 's'
			? {do: 'drop_caches', what: 2}
			: {do: 'split', target: {process: 'guest', region: 'ram'}};
	expect(perform(m, action).errno).toBeUndefined();

	const counters = readCounters(m);
	expect({
		thp_split: counters.thp_split_page,
		remap_other: m.ledger.freedPages.split_remap,
		remap_ksmd: m.ledger.splitRemapBy.ksmd,
		anon_huge_kb: guest.anonHugePages * 4,
		rss_fell_kb: (rssBefore - guest.rssAnonPages) * 4,
		underused: counters.thp_underused_split_page,
	}).toEqual({
		thp_split: run.thp_split,
		remap_other: run.remap_other,
		remap_ksmd: 0,
		anon_huge_kb: run.anon_huge_kb[1],
		rss_fell_kb: run.rss_kb[0] - run.rss_kb[1],
		underused: run.method === 's' ? run.thp_split : 0,
	});
});

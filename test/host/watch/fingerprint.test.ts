// Goal: the warning of the regression comes when its signs stand together, and at no other time. Method: samples as a
// machine would show them in the two cases, and in what resembles them: programs that give memory back, the shrinker
// of underused THPs, ordinary merging, an idle machine.

import {describe, expect, it} from 'vitest';
import {warningText, type Warning} from '../../../source/host/watch/fingerprint.js';
import type {HostProcess} from '../../../source/host/sample/process.js';
import type {HostSample} from '../../../source/host/sample/sample.js';
import {HostWatch} from '../../../source/host/watch/watch.js';

interface Shown {
	counters?: Record<string, number>;
	knobs?: Record<string, number>;
	/** Of one guest, in pages. */
	anon?: number;
	huge?: number;
	zero?: number;
	swap?: number;
	/** Of the guest; a new one is another process. */
	startTicks?: number;
}

const SECOND_NS = 1e9;

function guest({anon = 0, huge = 0, zero = 0, swap = 0, startTicks = 1}: Shown, timeNs: number): HostProcess {
	return {
		pid: 10,
		startTicks,
		comm: 'guest',
		figures: new Map([['ksm_zero_pages', zero]]),
		savedBytes: 0,
		isKernelsOwn: true,
		rollup: {timeNs, anonPages: anon, anonHugePages: huge, swapPages: swap},
		rollupErrno: null,
	};
}

function sampleOf(shown: Shown, seconds: number): HostSample {
	const timeNs = seconds * SECOND_NS;
	const counters = {
		full_scans: 0,
		pages_scanned: 0,
		pages_sharing: 0,
		pages_unshared: 0,
		pages_volatile: 0,
		ksm_zero_pages: shown.zero ?? 0,
		thp_split_page: 0,
		thp_split_page_failed: 0,
		thp_underused_split_page: 0,
		...shown.counters,
	};
	return {
		timeNs,
		wallMs: timeNs / 1e6,
		pageBytes: 4096,
		release: '6.18.0',
		hostname: 'test',
		knobs: {run: 1, use_zero_pages: 1, ...shown.knobs},
		counters: new Map(Object.entries(counters)),
		memory: new Map(),
		ksmd: null,
		processes: [guest(shown, timeNs)],
		counts: {all: 1, readable: 1, errnos: []},
		missing: [],
	};
}

/** The samples one after the other, a second apart. */
function watched(...samples: Shown[]): HostWatch {
	const watch = new HostWatch();
	for (const [second, shown] of samples.entries()) watch.take(sampleOf(shown, second));
	return watch;
}
const kinds = ({warnings}: HostWatch): Array<Warning['kind']> => warnings.map(({kind}) => kind);

const full = {anon: 51_200, huge: 51_200};
/** 100 THPs of zeros were split and remapped. */
const burst = {anon: 0, huge: 0, counters: {thp_split_page: 100, pages_scanned: 150}};

describe('splits that free memory', () => {
	it('are seen from RSS, AnonHugePages and thp_split_page, while no counter of KSM rises', () => {
		const watch = watched(full, burst);
		expect(kinds(watch)).toEqual(['free_at_once']);
		const [warning] = watch.warnings;
		const {fromNs, toNs, evidence} = warning;
		expect(warningText(warning)).toMatch(
			/^Inferred: splits freed about 200 MiB in 1 s .*100 THPs were split/,
		);
		expect([fromNs, toNs]).toEqual([0, SECOND_NS]);
		expect(evidence).toMatchObject({unseen_pages: 51_200, thp_split_page: 100, seen_pages: 0});
		expect(watch.ledger).toMatchObject({unseenPages: 51_200, mergedPages: 0, zeroPages: 0});
		expect(watch.mostRemappedPages).toBe(51_200);
	});

	it('stay on the list after the burst', () => {
		const later = Array.from({length: 30}, () => burst);
		expect(kinds(watched(full, burst, ...later))).toEqual(['free_at_once']);
	});

	it.each<[string, Shown[]]>([
		['nothing happens', [full, full]],
		['KSM maps the zeropage itself', [full, {...burst, zero: 51_200}]],
		['the memory went to swap', [full, {...burst, swap: 51_200}]],
		['a program gave it back, with no split', [full, {anon: 0, huge: 0}]],
		['a program ended and its pid was used anew', [full, {...burst, startTicks: 2}]],
		[
			'the shrinker split underused THPs',
			[full, {...burst, counters: {...burst.counters, thp_underused_split_page: 100}}],
		],
		['ksmd stands still', [full, {...burst, knobs: {run: 0}}]],
		[
			'far more THPs were split than memory went',
			[full, {anon: 48_000, huge: 0, counters: {thp_split_page: 100, pages_scanned: 9}}],
		],
		['no THPs went', [{anon: 51_200}, burst]],
	])('are not claimed when %s', (_name, samples) => {
		expect(kinds(watched(...samples))).toEqual([]);
	});
});

/** Full scan n of merging that waits behind stale items: one THP split in each. */
const stalled = (n: number, changes: Record<string, number> = {}): Shown => ({
	knobs: {use_zero_pages: 0},
	anon: 51_200 - n * 512,
	huge: 51_200 - n * 512,
	counters: {
		full_scans: n,
		pages_scanned: n * 51_200,
		pages_unshared: 1,
		pages_volatile: 51_200 - n * 512,
		thp_split_page: n,
		thp_split_page_failed: n,
		...changes,
	},
});
const scans = (of: (n: number) => Shown): Shown[] => [0, 1, 2, 3, 4].map((n) => of(n));

describe('merging that waits behind stale items', () => {
	it('differs from full scans in which one THP is split and nothing merges', () => {
		const watch = watched(...scans(stalled));
		expect(kinds(watch)).toContain('merging_stalled');
		expect(watched(...scans(stalled), ...scans((n) => stalled(n + 5))).warnings[0].kind).toBe(
			'merging_stalled',
		);
		const found = watch.warnings.find(({kind}) => kind === 'merging_stalled');
		expect(found?.headline).toMatch(
			/^Inferred: .*In 3 full scans \(3 s\) pages_sharing changed by 0, 3 THPs were split/,
		);
	});

	it.each<[string, (n: number) => Shown]>([
		['use_zero_pages is 1', (n) => ({...stalled(n), knobs: {use_zero_pages: 1}})],
		['pages merge', (n) => stalled(n, {pages_sharing: n * 500})],
		['no split is refused', (n) => stalled(n, {thp_split_page_failed: 0})],
		['pages_volatile stays', (n) => stalled(n, {pages_volatile: 51_200})],
		['the unstable tree is full', (n) => stalled(n, {pages_unshared: 40_000})],
		[
			'many THPs are split in each full scan',
			(n) => stalled(n, {thp_split_page: n * 30, thp_split_page_failed: n * 30}),
		],
	])('is not claimed when %s', (_name, of) => {
		expect(kinds(watched(...scans(of)))).not.toContain('merging_stalled');
	});
});

describe('the ledger', () => {
	it('takes what rises from sample to sample, and starts again where a counter goes backwards', () => {
		const watch = watched(
			{counters: {pages_sharing: 10, full_scans: 8}},
			{counters: {pages_sharing: 30, full_scans: 9}},
			{counters: {pages_sharing: 5, full_scans: 0}},
			{counters: {pages_sharing: 6, full_scans: 2}},
		);
		expect(watch.ledger).toMatchObject({mergedPages: 21, unmergedPages: 25});
		expect(watch.ledger.risen.full_scans).toBe(3);
		expect(watch.lastRates()).toMatchObject({mergedMbS: 0.004096, fromNs: 2e9, toNs: 3e9});
	});

	it('does not take the noise of files that are read one after the other for memory that went', () => {
		const samples = Array.from({length: 200}, (_, i) => ({anon: 1000 - (i % 2) * 50, zero: 0}));
		expect(watched(...samples).ledger.unseenPages).toBe(0);
	});

	it('books small falls once they are more than noise', () => {
		const samples = Array.from({length: 50}, (_, i) => ({anon: 5000 - i * 20}));
		const {unseenPages} = watched(...samples).ledger;
		expect(unseenPages).toBeGreaterThan(49 * 20 - 80);
		expect(unseenPages).toBeLessThanOrEqual(49 * 20);
	});

	it('says which knobs changed', () => {
		const watch = new HostWatch();
		watch.take(sampleOf({}, 0));
		expect(watch.take(sampleOf({knobs: {run: 2}}, 1)).knobs).toEqual([{name: 'run', before: 1, now: 2}]);
		expect(watch.take(sampleOf({knobs: {run: 2}}, 2)).knobs).toEqual([]);
	});
});

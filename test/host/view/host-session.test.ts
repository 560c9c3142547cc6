// Goal: a machine that is watched answers what draws runs: figures and rates where it shows them, nothing where no kernel
// does; its charts spread over the time between two samples what came in it; its knobs are written only where that
// is allowed, with the kernel's own answer. Method: samples as the reader makes them, and a pretended kernel.

import {describe, expect, it} from 'vitest';
import {HostSession, type HostSessionOptions} from '../../../source/host/view/host-session.js';
import type {HostSample} from '../../../source/host/sample/sample.js';
import {ROW_NAMES, rowIndex} from '../../../source/core/index.js';

const SECOND_NS = 1e9;

interface Shown {
	readonly counters?: Readonly<Record<string, number>>;
	readonly knobs?: Readonly<Record<string, number | string>>;
	readonly cpuNs?: number;
	readonly readable?: number;
}

function sampleAt(
	seconds: number,
	{counters = {}, knobs = {}, cpuNs = 0, readable = 5}: Shown = {},
): HostSample {
	return {
		timeNs: seconds * SECOND_NS,
		wallMs: 0,
		pageBytes: 4096,
		release: '6.18.0',
		hostname: 'test',
		knobs: {run: 1, use_zero_pages: 0, smart_scan: 1, advisor_mode: 'none', ...knobs},
		counters: new Map(Object.entries({pages_sharing: 0, pages_scanned: 0, full_scans: 0, ...counters})),
		memory: new Map([['MemTotal', 1024]]),
		ksmd: {pid: 3, state: 'S', cpuNs, sleeps: 10},
		processes: [
			{
				pid: 7,
				startTicks: 1,
				comm: 'guest',
				figures: new Map([
					['ksm_merging_pages', 4],
					['ksm_mergeable', 1],
				]),
				savedBytes: 4096,
				isKernelsOwn: true,
				rollup: null,
				rollupErrno: 'EACCES',
			},
		],
		counts: {all: 5, readable, errnos: readable < 5 ? ['EACCES'] : []},
		missing: [],
	};
}

const sessionOf = (options: Partial<HostSessionOptions> = {}): HostSession =>
	new HostSession(sampleAt(0), {intervalNs: SECOND_NS, place: null, ...options});

describe('a machine as a run', () => {
	it('has the figures that it shows, and none that no kernel does', () => {
		const session = sessionOf();
		session.take(sampleAt(2, {counters: {pages_sharing: 500, pages_scanned: 4000}, cpuNs: 0.5e9}));
		const [run] = session.runs;
		expect(run.figure('pages_sharing')).toBe(500);
		expect(run.figure('freed_pages.ksm_merge')).toBe(500);
		expect(run.figure('use_zero_pages')).toBe(0);
		expect(run.figure('guest.ksm_merging_pages')).toBe(4);
		expect(run.figure('memory.total_bytes')).toBe(1024 * 1024);
		for (const name of [
			'freed_pages.split_remap',
			'max_freed_in_one_wakeup',
			'ksm_zero_pages',
			'nobody.rss',
			'',
		])
			expect(run.figure(name)).toBeUndefined();
		const {values} = run.row();
		expect(values).toHaveLength(ROW_NAMES.length);
		expect(values[rowIndex('pages_scanned') ?? -1]).toBe(4000);
		expect(values[rowIndex('freed_pages.split_remap') ?? -1]).toBeNaN();
		expect([run.ksmd(), run.pages, run.ksmSees(), run.worst]).toEqual([null, null, null, null]);
		expect(run.rates()).toMatchObject({ksmdCpuPercent: 25, mergedMbS: 1.024, freedMbS: Number.NaN});
		expect(run.processes()).toMatchObject([
			{
				id: 7,
				name: '7 guest',
				vmas: [],
				sizePages: null,
				report: {ksm_process_profit: 4096, ksm_mergeable: true},
			},
		]);
	});

	it('spreads what came between two samples evenly over the time between them', () => {
		const session = sessionOf();
		session.take(sampleAt(1, {counters: {pages_scanned: 1000}}));
		session.take(sampleAt(5, {counters: {pages_scanned: 5000}}));
		const {history} = session.runs[0];
		const total = history.scanned.reduce((sum, pages) => sum + pages, 0);
		expect(total).toBeCloseTo(5000, 6);
		const perBucket = (1000 * history.widthNs) / SECOND_NS;
		for (let i = 0; i < history.count - 1; i++) expect(history.scanned[i]).toBeCloseTo(perBucket, 6);
		expect([...history.lacks].sort()).toEqual(['freed', 'remapped', 'wakeup']);
	});

	it('notes full scans, turned knobs and counters that were reset as events', () => {
		const session = sessionOf();
		session.take(sampleAt(1, {counters: {full_scans: 2, pages_scanned: 900}}));
		session.take(sampleAt(2, {counters: {full_scans: 0, pages_scanned: 900}, knobs: {run: 2}}));
		const [run] = session.runs;
		expect(run.eventsSince(0).map(({text}) => text)).toEqual([
			'2 full scans ended: 900 pages scanned, 0 merged at least, 0 THPs split since the sample before',
			'run 1 -> 2',
			'full_scans was reset: 2 -> 0 (run=2)',
		]);
		expect(run.eventsSince(2)).toHaveLength(1);
		expect(run.samples().rows.map(({timeNs}) => timeNs)).toEqual([0, SECOND_NS, 2 * SECOND_NS]);
		expect(run.passes().rows.map(({pass}) => pass)).toEqual([2]);
		expect(session.marks).toEqual([{timeNs: 2 * SECOND_NS, text: 'run 1 -> 2', kind: 'knob'}]);
	});

	it('says how many processes it can read', () => {
		const session = sessionOf();
		session.take(sampleAt(1, {readable: 2}));
		expect(session.remarks().join(' ')).toContain('KSM figures of 2 of 5 processes can be read (EACCES).');
	});
});

describe('knobs of a real machine', () => {
	it('are only read unless writing is asked for', () => {
		const session = sessionOf();
		expect(session.whyNot('knobs')).toMatch(/only read; with --write/);
		expect(session.setKnob('run', '0')).toMatchObject({errno: 'EACCES'});
		expect(session.writtenKnobs).toEqual([]);
	});

	it("have the kernel's own answer, once it comes", async () => {
		const answers: Readonly<Record<string, string | null>> = {
			run: null,
			use_zero_pages: 'EBUSY',
			smart_scan: 'EACCES',
		};
		const asked: string[] = [];
		const session = sessionOf({
			async writeKnob(name, value) {
				asked.push(`${name}=${value}`);
				return answers[name] ?? null;
			},
		});
		expect(session.whyNot('knobs')).toBeNull();
		const first = session.setKnob('run', '2');
		expect(first.errno).toBeNull();
		expect(session.runs[0].knobs()['run']).toBe(1);
		// A write that the kernel has not answered is not done twice.
		expect(session.setKnob('run', '0')).toMatchObject({errno: 'EBUSY', text: 'run is being written'});
		await expect(first.pending).resolves.toEqual({errno: null, text: 'run = 2'});
		expect(session.runs[0].knobs()['run']).toBe(2);
		await expect(session.setKnob('use_zero_pages', '1').pending).resolves.toMatchObject({errno: 'EBUSY'});
		expect(session.runs[0].knobs()['use_zero_pages']).toBe(0);
		await expect(session.setKnob('smart_scan', '0').pending).resolves.toMatchObject({
			text: 'EACCES: smart_scan = 0 was refused. Writing knobs takes root',
		});
		expect(session.setKnob('skip_huge_page', '1')).toMatchObject({errno: 'ENOENT'});
		expect(session.setKnob('nonsense', '1')).toMatchObject({errno: 'ENOENT'});
		// What the next sample says holds.
		session.take(sampleAt(1, {knobs: {run: 2}}));
		await session.setKnob('run', '1').pending;
		expect(session.writtenKnobs).toEqual([{name: 'run', before: '1', now: '1'}]);
		expect(asked).toEqual(['run=2', 'use_zero_pages=1', 'smart_scan=0', 'run=1']);
	});
});

it('cannot be stepped, turned back, forked or replayed, and says so', () => {
	const session = sessionOf();
	for (const ability of [
		'step',
		'step_page',
		'run_until',
		'speed',
		'rewind',
		'restart',
		'fork',
		'save',
	] as const)
		expect(session.whyNot(ability)).toMatch(/^this is a real machine/);
	expect(session.whyNot('pause')).toBeNull();
	expect(session.advance()).toEqual({reason: 'waiting', stop: null, viewer: null});
});

// Goal: a preset becomes exactly the scenario that it describes, and whatever is wrong with it is named with line,
// column, what was found, what is allowed, and the nearest name. Method: presets as people write them.

import {describe, expect, it} from 'vitest';
import {compileAction} from '../../source/scenario/timeline/compile-action.js';
import {load, oneRegion, problemsOf} from './load.js';

describe('a preset', () => {
	it('may be as short as a process', () => {
		const scenario = load(oneRegion('size: 1GiB'));
		expect(scenario.name).toBe('test');
		expect(scenario.kernels.map((kernel) => kernel.id)).toEqual(['mainline']);
		expect(scenario.machine).toEqual({
			memoryPages: 2 ** 20,
			swapPages: 0,
			hz: 250,
			nodes: 1,
			thp: 'madvise',
			khugepaged: 'asleep',
			mte: 'off',
			rmapWalk: 'full',
			missedMapping: 'reported',
			ksmPagesOld: false,
			minFreePages: null,
			watermarkScaleFactor: 10,
			kernelVersion: '6.12',
			earlyExit511: true,
			costScale: 1,
		});
		expect(scenario.until).toBe(null);
		expect(scenario.processes[0]).toMatchObject({
			name: 'app',
			count: 1,
			mappedPages: 262_144,
			filledPages: 0,
		});
	});

	it('is YAML or JSON', () => {
		const json = JSON.stringify({
			name: 'j',
			knobs: {use_zero_pages: true, advisor_mode: 'scan-time'},
			processes: [{name: 'p', regions: [{name: 'r', size: 4096, fill: 'zero'}]}],
			until: 'full_scans>=1',
		});
		const scenario = load(json);
		expect(scenario.knobs).toEqual([
			{name: 'use_zero_pages', value: '1'},
			{name: 'advisor_mode', value: 'scan-time'},
		]);
		expect(scenario.until?.text).toBe('full_scans>=1');
	});

	it('maps regions aligned to 2 MiB from 2 MiB on, else to a page', () => {
		const text =
			'processes: [{name: a, regions: [{name: s, size: 4KiB}, {name: b, size: 2MiB}, {name: c, size: 2MiB, align: 4KiB}, {name: d, size: 4KiB, align: 2M}]}]';
		const regions = load(text).processes[0].instantiate()[0].regions;
		expect(regions.map((region) => region.alignPages)).toEqual([1, 512, 1, 512]);
	});

	it('numbers the instances of a process', () => {
		const names = (count: number): string[] =>
			load(`processes: [{name: guest, count: ${count}}]`)
				.processes[0].instantiate()
				.map((process) => process.name);
		expect(names(1)).toEqual(['guest']);
		expect(names(3)).toEqual(['guest-1', 'guest-2', 'guest-3']);
	});

	it('may define kernels of its own', () => {
		const scenario = load(
			'kernels: [mainline, {id: mine, base: mainline, remap: {ksm: no, shrinker: n}}, {id: yours, base: mine, erase_stale: on}]',
		);
		const [, mine, yours] = scenario.kernels;
		expect(mine.remap).toMatchObject({ksm: false, ksm_same_folio: false, shrinker: false, debugfs: true});
		expect(yours).toMatchObject({id: 'yours', erasesStale: true, remap: {ksm: false}});
	});

	it('expects figures of kernels, as bounds', () => {
		const scenario = load(
			`kernels: [before, mainline]\n${oneRegion('size: 1GiB')}expect:
  - {name: ksm_zero_pages, equals: 0, source: a mail}
  - {kernel: before, name: rates.merged_mb_s, ratio_to: {kernel: mainline}, between: [8, 16]}
  - {kernel: mainline, process: app, name: rss_anon_pages, at_least: 100, tolerance: 5%, at: 3s}
  - {kernel: [before, mainline], name: time, equals: 2s, tolerance: 1, when: full_scans>=1}\n`,
		);
		expect(scenario.expect.map(({kernel, name, min, max}) => ({kernel, name, min, max}))).toEqual([
			{kernel: 'before', name: 'ksm_zero_pages', min: 0, max: 0},
			{kernel: 'mainline', name: 'ksm_zero_pages', min: 0, max: 0},
			{kernel: 'before', name: 'rates.merged_mb_s', min: 8, max: 16},
			{kernel: 'mainline', name: 'app.rss_anon_pages', min: 95, max: Infinity},
			{kernel: 'before', name: 'time', min: 2e9 - 1, max: 2e9 + 1},
			{kernel: 'mainline', name: 'time', min: 2e9 - 1, max: 2e9 + 1},
		]);
		expect(scenario.expect[2].ratioTo).toEqual({kernel: 'mainline', name: 'rates.merged_mb_s'});
		expect(scenario.expect[3].at).toBe(3e9);
	});
});

describe('a problem', () => {
	it('has line, column, what was found, what is allowed, and the nearest name', () => {
		const [problem] = problemsOf('name: x\nkernels:\n  - before\n  - mainlien\n');
		expect(problem).toMatchObject({
			file: 'test.yaml',
			line: 4,
			column: 5,
			found: 'mainlien',
			nearest: 'mainline',
		});
		expect(problem.allowed).toContain('ksm-opt-out-merge-only');
	});

	it('is reported for each thing that is wrong at once', () => {
		const problems = problemsOf(`nmae: x
machine: {memory: 5 parsecs, hz: 60}
knobs: {pages_to_scna: 3, run: 7, use_zero_pages: maybe}
processes:
  - name: guest
    regions:
      - {name: ram, sise: 4KiB}
      - {name: ram, size: 4097}
`);
		expect(problems.map(({line, column}) => [line, column])).toEqual(
			expect.arrayContaining([
				[1, 1],
				[2, 19],
				[2, 34],
				[7, 9],
				[7, 21],
				[8, 27],
			]),
		);
		expect(problems.find((problem) => problem.line === 7 && problem.found === 'sise')?.nearest).toBe('size');
	});

	it('is found in knobs by their own rules', () => {
		const knobs = (text: string): object => problemsOf(`knobs: {${text}}`)[0];
		expect(knobs('pages_to_scna: 3')).toMatchObject({line: 1, column: 9, nearest: 'pages_to_scan'});
		expect(knobs('run: 7')).toMatchObject({column: 14, found: '7'});
		expect(knobs('max_page_sharing: 1')).toMatchObject({found: '1'});
		expect(knobs('use_zero_pages: maybe')).toMatchObject({found: 'maybe'});
		expect(knobs('khugepaged/max_ptes_none: 512')).toMatchObject({found: '512'});
		expect(knobs('advisor_mode: scan-time, pages_to_scan: 5').toString()).toBeDefined();
		expect(load('knobs: {"khugepaged/max_ptes_none": 409, shrink_underused: off}').knobs).toHaveLength(2);
	});

	it('is a workload that does not fit, and by how much', () => {
		const [problem] = problemsOf(oneRegion('size: 5GiB, fill: zero'));
		expect(problem.message).toContain('1 GiB (262144 pages) are missing');
		load(oneRegion('size: 5GiB'));
		const later =
			'processes: [{name: a, regions: [{name: r, size: 8GiB, fill: zero}]}]\ntimeline: [{at: 1s, start: a}]';
		expect(load(later).processes[0].later).toBe(true);
	});

	it('is a name given twice', () => {
		expect(problemsOf('name: a\nname: b')[0]).toMatchObject({line: 2, column: 1});
		expect(problemsOf('processes: [{name: a}, {name: a}]')[0]).toMatchObject({line: 1, column: 31});
		expect(problemsOf('processes: [{name: a, count: 2}, {name: a-2}]')[0].message).toContain('a-2');
		expect(problemsOf('kernels: [before, before]')[0]).toMatchObject({column: 19});
		expect(problemsOf('kernels: [{id: before, base: mainline, check_zeropage: y}]')[0]).toMatchObject({
			found: 'before',
		});
	});

	it('is a node that the machine does not have', () => {
		expect(problemsOf(oneRegion('size: 4KiB, node: 1'))[0].message).toContain('no such node');
		load(oneRegion('size: 4KiB, node: 1', 'machine: {nodes: 2}'));
	});

	it('is an expectation of nothing, or one that cannot be met', () => {
		expect(problemsOf('expect: [{name: full_scans}]')[0].message).toContain('nothing');
		expect(problemsOf('expect: [{name: full_scan, equals: 1}]')[0]).toMatchObject({nearest: 'full_scans'});
		expect(problemsOf('expect: [{name: full_scans, at_least: 5, at_most: 4}]')[0].message).toContain(
			'can meet',
		);
		expect(problemsOf('expect: [{kernel: befor, name: full_scans, equals: 1}]')[0]).toMatchObject({
			nearest: 'before',
		});
		expect(problemsOf('until: full_scan>=1')[0]).toMatchObject({line: 1, column: 8, nearest: 'full_scans'});
	});
});

describe('a command of a session', () => {
	const scenario = load(oneRegion('size: 4MiB, fill: zero'));

	it('has the shape of a timeline entry', () => {
		const compiled = compileAction({madvise: {region: 'ram', range: '0..4KiB', advice: 'pageout'}}, scenario);
		expect('entry' in compiled && compiled.entry.actions).toEqual([
			{do: 'madvise', target: {region: 'ram', from: 0, to: 1}, advice: 'pageout'},
		]);
	});

	it('writes contents of its own each time', () => {
		const write = (ordinal: number): number => {
			const compiled = compileAction({write: {region: 'ram', fill: 'unique'}}, scenario, ordinal);
			const action = 'entry' in compiled ? compiled.entry.actions[0] : undefined;
			return action?.do === 'write' ? action.content('app')(0) : 0;
		};
		expect(write(1)).toBeGreaterThan(0);
		expect(write(1)).toBe(write(1));
		expect(write(1)).not.toBe(write(2));
	});

	it('is refused with words when it is wrong', () => {
		for (const json of [
			null,
			3,
			'x',
			[],
			{},
			{write: {}},
			{read: {region: 'rma'}},
			{set: {run: 9}},
			{exit: 'nobody'},
			{toString: 1},
		])
			expect(compileAction(json, scenario)).toHaveProperty('problems');
	});
});

// Goal: timeline entries become the core's actions, in the order written, and what they speak of must exist. Method:
// entries as people write them.

import {describe, expect, it} from 'vitest';
import type {TimelineEntry} from '../../source/scenario/scenario.js';
import {load, problemsOf} from './load.js';

const HOST = `machine: {nodes: 2}
processes:
  - {name: guest, count: 2, regions: [{name: ram, size: 4MiB, fill: zero}, {name: heap, size: 1MiB}]}
  - {name: late, regions: [{name: ram, size: 2MiB, fill: zero}]}
`;
const entries = (...lines: string[]): readonly TimelineEntry[] =>
	load(`${HOST}timeline:\n${lines.map((line) => `  - {${line}}\n`).join('')}`).timeline;
const actions = (line: string): readonly object[] => entries(`at: 1s, ${line}`)[0].actions;
const problem = (line: string): object => problemsOf(`${HOST}timeline:\n  - {at: 1s, ${line}}\n`)[0];

describe('an entry', () => {
	it('fires at a time or when a condition holds, not both, not neither', () => {
		const [first, second] = entries('at: 0s, set: {run: 1}', 'when: "mainline:full_scans>=1", speed: 0.05');
		expect(first.at).toBe(0);
		expect(second.when?.terms[0][0]).toMatchObject({kernel: 'mainline', value: 1});
		expect(second.viewer).toEqual({speed: 0.05});
		expect(problemsOf('timeline: [{set: {run: 1}}]')[0].message).toContain('fires once');
		expect(problemsOf('timeline: [{at: 0, when: full_scans>=1, pause: 1}]')[0].message).toContain(
			'fires once',
		);
		expect(problemsOf('timeline: [{at: 0}]')[0].message).toContain('does nothing');
	});

	it('does what it says in the order in which it says it', () => {
		const line = 'munlock: {region: ram}, set: {run: 1, pages_to_scan: 5}, mlock: {region: ram}';
		expect(actions(line)).toEqual([
			{do: 'munlock', target: {region: 'ram'}},
			{do: 'set', knob: 'run', value: '1'},
			{do: 'set', knob: 'pages_to_scan', value: '5'},
			{do: 'mlock', target: {region: 'ram'}},
		]);
	});

	it('can be each of the actions', () => {
		const target = {process: 'guest', region: 'ram', from: 0, to: 2};
		const where = 'process: guest, region: ram, range: 0..8KiB';
		expect(actions(`madvise: {${where}, advice: dontneed}`)).toEqual([
			{do: 'madvise', target, advice: 'dontneed'},
		]);
		expect(actions(`migrate: {${where}, node: 1}`)).toEqual([{do: 'migrate', target, node: 1}]);
		expect(actions(`mremap: {${where}, to: 1MiB}`)).toEqual([{do: 'mremap', target, to: {page: 256}}]);
		expect(actions(`mremap: {${where}}`)).toEqual([{do: 'mremap', target, to: null}]);
		for (const name of ['read', 'munmap', 'pin', 'unpin', 'mlock', 'munlock', 'collapse', 'split'])
			expect(actions(`${name}: {${where}}`)).toEqual([{do: name, target}]);
		expect(actions('fork: {process: guest-1, name: kid, count: 3}')).toEqual([
			{do: 'fork', process: 'guest-1', name: 'kid', count: 3},
		]);
		expect(actions('exit: {process: guest-2}')).toEqual([{do: 'exit', process: 'guest-2'}]);
		expect(actions('exec: guest-2')).toEqual([{do: 'exec', process: 'guest-2'}]);
		expect(actions('prctl: {process: guest, merge_any: y}')).toEqual([
			{do: 'prctl', process: 'guest', mergeAny: true},
		]);
		expect(actions('drop_caches: 2')).toEqual([{do: 'drop_caches', what: 2}]);
		expect(actions('pressure: {pages: 100}')).toEqual([{do: 'pressure', pages: 100}]);
		expect(actions('pressure: {pages: 1MiB}')).toEqual([{do: 'pressure', pages: 256}]);
		expect(actions('start: {process: late}')).toMatchObject([{do: 'start', process: {name: 'late'}}]);
		expect(
			actions('mmap: {process: guest-1, region: more, size: 2MiB, advice: mergeable, fill: zero}'),
		).toMatchObject([
			{
				do: 'mmap',
				process: 'guest-1',
				region: {name: 'more', pages: 512, alignPages: 512, advice: ['mergeable']},
			},
		]);
		const [until] = entries('at: 1s, pressure: {until: pswpout>=5}');
		expect(until.pressureUntil?.text).toBe('pswpout>=5');
	});

	it('may speak of children that were forked, and of regions that were mapped', () => {
		entries(
			'at: 1s, fork: {process: guest-1, name: kid, count: 2}',
			'at: 2s, mmap: {process: kid, name: own, size: 4KiB}',
			'at: 3s, write: {process: kid-2, region: ram, fill: unique}',
			'at: 4s, read: {process: kid, region: own}',
			'when: kid.rss_anon_pages>=1, exit: {process: kid-1}',
		);
	});

	it('gives each process contents of its own', () => {
		const [{actions: made}] = entries('at: 1s, write: {region: ram, range: 4KiB..12KiB, fill: unique}');
		const [write] = made;
		if (write.do !== 'write') throw new Error('a write');
		const all = ['guest-1', 'guest-2', 'late', 'a stranger'].flatMap((name) =>
			[1, 2].map(write.content(name)),
		);
		expect(new Set(all).size).toBe(8);
	});

	it('makes pages that keep changing from a volatile fill', () => {
		const scenario = load(
			'processes: [{name: a, count: 2, regions: [{name: r, size: 64KiB, fill: {volatile: {every: 2s, fraction: 0.25, fill: zero}}}]}]',
		);
		const [entry] = scenario.timeline;
		expect(entry).toMatchObject({at: 2e9, repeat: {everyNs: 2e9}});
		expect(scenario.processes[0].instantiate()[0].regions[0].content?.(0)).toBe(0);
		const seen = new Set<number>();
		for (let k = 0; k < 50; k++) {
			const [action] = entry.repeat?.actions(k) ?? [];
			if (action.do !== 'write') throw new Error('a write');
			expect(action.target).toEqual({process: 'a', region: 'r', from: 0, to: 4});
			for (const name of ['a-1', 'a-2']) for (const page of [0, 3]) seen.add(action.content(name)(page));
		}
		expect(seen.size).toBe(200);
	});
});

describe('what is wrong with an entry', () => {
	it('is a name that is not there', () => {
		expect(problem('read: {region: rma}')).toMatchObject({line: 6, column: 29, found: 'rma', nearest: 'ram'});
		expect(problem('read: {process: gest, region: ram}')).toMatchObject({found: 'gest', nearest: 'guest'});
		expect(problem('read: {process: late, region: heap}')).toMatchObject({found: 'heap'});
		expect(problem('start: lat')).toMatchObject({nearest: 'late'});
		expect(problem('fork: {name: kid}')).toMatchObject({
			message: expect.stringContaining('several processes'),
		});
		expect(problem('read: {region: ram, range: 0..8MiB}')).toMatchObject({found: '0..8MiB'});
		expect(problem('migrate: {region: ram, node: 2}')).toMatchObject({found: '2'});
		expect(problem('madvise: {region: ram, advice: [mergable]}')).toMatchObject({nearest: 'mergeable'});
		expect(problem('raed: {region: ram}')).toMatchObject({nearest: 'read'});
		expect(problem('fails: EBUSI, set: {run: 1}')).toMatchObject({nearest: 'EBUSY'});
		expect(problem('pressure: {}')).toBeDefined();
		expect(problem('speed: -1')).toBeDefined();
	});

	it('is a value that a knob refuses, unless the refusal is what is shown', () => {
		expect(problem('set: {max_page_sharing: 1}')).toMatchObject({line: 6, found: '1'});
		expect(problem('set: {max_page_sharin: 9}')).toMatchObject({nearest: 'max_page_sharing'});
		const [entry] = entries('at: 1s, set: {max_page_sharing: 1}, fails: EINVAL');
		expect(entry.fails).toBe('EINVAL');
	});
});

// Goal: presets say mprotect, process_madvise and private file mappings, and who asks for a shared mapping or a memory
// cgroup is refused because there is none, not that the word is unknown. Method: small presets, their actions and problems.

import {expect, it} from 'vitest';
import {load, oneRegion, problemsOf} from './load.js';

it('compiles protections, advice of another process, and file mappings', () => {
	const scenario = load(
		oneRegion(
			'size: 4MiB, mapping: private_file',
			`timeline:
  - {at: 1s, mprotect: {region: ram, range: 0..1MiB, protection: read_only}}
  - {at: 2s, process_madvise: {region: ram, advice: [cold, pageout]}}
  - {at: 3s, mmap: {name: more, size: 1MiB}}
`,
		),
	);
	expect(scenario.processes[0].instantiate()[0].regions[0].file).toBe(true);
	expect(scenario.timeline.map(({actions}) => actions.map((action) => action.do))).toEqual([
		['mprotect'],
		['process_madvise', 'process_madvise'],
		['mmap'],
	]);
	expect(scenario.timeline[0].actions[0]).toMatchObject({
		target: {region: 'ram', from: 0, to: 256},
		protection: 'read_only',
	});
});

it.each([
	['shared', 'shared mappings are not modelled'],
	['shmem', 'shared mappings are not modelled'],
	['huge', 'no such mapping'],
])('refuses mapping: %s', (mapping, message) => {
	expect(problemsOf(oneRegion(`size: 4MiB, mapping: ${mapping}`))[0].message).toContain(message);
});

it.each(['memcg', 'memory_max', 'cgroup'])('says that there is no %s', (field) => {
	const preset = oneRegion('size: 4MiB', `machine: {${field}: 1GiB}\n`);
	expect(problemsOf(preset)[0].message).toContain('memory cgroups are not modelled');
});

it('names the protections that there are', () => {
	const preset = oneRegion(
		'size: 4MiB',
		'timeline:\n  - {at: 1s, mprotect: {region: ram, protection: execute}}\n',
	);
	expect(problemsOf(preset)[0].allowed).toContain('read_only');
});

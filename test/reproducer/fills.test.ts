// Goal: a fill says the same in C as in the model. Method: compile the fill functions of one preset with every kind of
// fill into a program that prints contents, and compare with what the model is given; likewise the first bytes of pages.

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {reproducer} from '../../source/reproducer/reproducer.js';
import {load} from '../scenario/load.js';

const FILLS: Record<string, unknown> = {
	zero: 'zero',
	content: {content: 77},
	unique: 'unique',
	named: {unique: {from: 500}},
	groups: {groups: {of: 3}},
	pool: {pool: {contents: 50}},
	mix: {
		mix: [
			{share: 0.3, fill: 'zero'},
			{share: 0.3, fill: {pool: {contents: 7}}},
			{share: 0.4, fill: 'unique'},
		],
	},
	pattern: {pattern: [{zero: 3}, {contents: {count: 5}}, {unique: {count: 2}}, {content: 9, count: 2}]},
	single: {pattern: [{contents: {from: 40, count: 6}}]},
	long: {
		pattern: Array.from({length: 100}, (_, i) => (i % 3 === 0 ? {zero: 2} : {unique: {count: 1 + (i % 4)}})),
	},
	thps: {
		thps: [
			'zero',
			{
				mix: [
					{share: 0.5, fill: 'zero'},
					{share: 0.5, fill: {groups: {of: 2}}},
				],
			},
			'unique',
		],
	},
	image: {image: {name: 'os', size: '512KiB', rest: {pattern: [{zero: 1}, {unique: {count: 1}}]}}},
};
const PAGES = 1100;

it('gives every page of every instance the content of the model', () => {
	if (spawnSync('cc', ['--version']).status !== 0) return;
	const scenario = load(
		JSON.stringify({
			machine: {memory: '1GiB'},
			processes: ['solo', 'many'].map((name, i) => ({
				name,
				count: 1 + 2 * i,
				regions: Object.entries(FILLS).map(([region, fill]) => ({
					name: region,
					size: `${PAGES * 4}KiB`,
					advice: 'mergeable',
					fill,
				})),
			})),
			until: 'full_scans>=1',
		}),
	);
	const made = reproducer(scenario, {version: '0', kernelId: 'mainline'});
	const text = 'text' in made ? made.text.replace('int main(', 'int real_main(') : '';
	const folder = mkdtempSync(join(tmpdir(), 'ksmtop-'));
	try {
		writeFileSync(
			join(folder, 'fills.c'),
			`${text}
int main(void)
{
	for (u32 p = 0; p < ARRAY_SIZE(processes); p++)
		for (u32 who = 0; who < ARRAY_SIZE(names); who++)
			for (u32 r = 0; r < processes[p].nr_regions; r++)
				for (u64 i = 0; i < ${PAGES} && is_named(names[who], processes[p].name); i++)
					printf("%s %s %u %u %llx\\n", names[who], processes[p].regions[r].name, (u32)i,
					       processes[p].regions[r].fill(i, who),
					       (unsigned long long)first_bytes(processes[p].regions[r].fill(i, who)));
	return 0;
}
`,
		);
		const built = spawnSync('cc', ['-O1', '-o', join(folder, 'fills'), join(folder, 'fills.c')], {
			encoding: 'utf8',
		});
		expect(built.stderr).toBe('');
		const {stdout} = spawnSync(join(folder, 'fills'), {encoding: 'utf8', maxBuffer: 2 ** 26});
		const seen = stdout.trimEnd().split('\n');
		const expected = scenario.processes.flatMap((template) =>
			template.instantiate().flatMap(({name, regions}) =>
				regions.flatMap((region) =>
					Array.from({length: PAGES}, (_, i) => {
						const content = region.content?.(i) ?? 0;
						const bytes =
							content === 0
								? 0n
								: ((BigInt(content) * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n) | 1n;
						return `${name} ${region.name} ${i} ${content} ${bytes.toString(16)}`;
					}),
				),
			),
		);
		expect(seen.length).toBe(expected.length);
		expect(seen.filter((line, i) => line !== expected[i]).slice(0, 5)).toEqual([]);
	} finally {
		rmSync(folder, {recursive: true});
	}
});

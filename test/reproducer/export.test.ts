// Goal: every preset that ships either becomes a C program or is refused by the name of what stands in its way, and the
// program reads like the preset. Method: export all of them; where there is a compiler, let it check the text with
// warnings as errors.

import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {presetKey} from '../../source/reproducer/preset-key.js';
import {reproducer} from '../../source/reproducer/reproducer.js';
import {load} from '../scenario/load.js';
import {ROOT} from '../tools/root.js';

const PRESETS = `${ROOT}/presets`;
const compiler = spawnSync('cc', ['--version']).status === 0;
const made = (text: string): ReturnType<typeof reproducer> =>
	reproducer(load(text), {version: '0.0.0', kernelId: 'mainline'});

/** What the compiler says; empty if there is none. */
function complaints(text: string): string {
	if (!compiler) return '';
	const flags = ['-O0', '-Wall', '-Wextra', '-Werror', '-std=gnu11', '-S', '-o', '/dev/null', '-x', 'c', '-'];
	return spawnSync('cc', flags, {input: text, encoding: 'utf8'}).stderr;
}

/** What stands in the way of presets, by the field that they have. */
const REASONS: ReadonlyArray<readonly [field: RegExp, what: RegExp]> = [
	[/^machine:.*\bmte:/m, /^machine: mte$/],
	[/^machine:.*\bnodes:/m, /^machine: nodes$/],
	[/^machine:.*\bkhugepaged: awake/m, /^machine: khugepaged: awake$/],
	[/\bpressure:/, /^timeline: pressure$/],
	[/\bnr_(free|anon)_pages\s*[<>=!]/, /nr_(free|anon)_pages$/],
	[/^machine:.*\bmemory: (128|256|960)MiB/m, /^machine: memory$/],
];
/** What the thread is about must run on real kernels. */
const RUN = [
	'free-at-once',
	'slow-zero',
	'slow-merge',
	'stale-item',
	'ghost',
	'same-folio-pair',
	'fork-server',
	'unmerge',
];

it('makes a program of every preset, or says why there can be none', () => {
	const run: string[] = [];
	for (const file of readdirSync(PRESETS).filter((name) => name.endsWith('.yaml'))) {
		const text = readFileSync(`${PRESETS}/${file}`, 'utf8');
		const result = made(text);
		if ('refusals' in result) {
			const reasons = REASONS.filter(([field]) => field.test(text));
			const named = reasons.some(([, what]) => result.refusals.some((refusal) => what.test(refusal.what)));
			expect(named, `${file}: ${result.refusals.map(({what}) => what).join(', ')}`).toBe(true);
		} else {
			run.push(file.replace('.yaml', ''));
			expect(complaints(result.text), file).toBe('');
		}
	}
	expect(run).toEqual(expect.arrayContaining(RUN));
});

it('puts first what the preset says, in its order', () => {
	const result = made(`
name: two
machine: {memory: 64MiB}
knobs: {use_zero_pages: 1}
processes:
  - {name: app, count: 2, regions: [{name: ram, size: 2MiB, advice: [hugepage, mergeable], fill: {groups: {of: 4, from: 1000}}}]}
timeline:
  - {at: 0s, set: {run: 1}}
  - {when: full_scans>=1 and app-1.ksm_merging_pages<5, write: {process: app-2, region: ram, range: 4KiB..8KiB, fill: zero}}
until: full_scans>=3 or time>=5s
`);
	const text = 'text' in result ? result.text : '';
	const places = [
		'#define PRESET "two"',
		'return 1000u + (u32)(page / 4);',
		'{.name = "ram", .size = 2 * MiB, .align = 2 * MiB, .advice = HUGEPAGE | MERGEABLE, .fill = app_ram},',
		'{.name = "app", .count = 2, .regions = app_regions, .nr_regions = 1},',
		'{"use_zero_pages", "1"},',
		'set("run", "1");',
		'return is("full_scans", ">=", 1) && is("app-1.ksm_merging_pages", "<", 5);',
		'write_pages("app-2", "ram", 4 * KiB, 8 * KiB, ',
		'return (is("full_scans", ">=", 3)) || (is("time", ">=", 5 * S));',
		'The runtime, without the parts that',
	].map((part) => text.indexOf(part));
	expect(places.every((place) => place > 0)).toBe(true);
	expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('names what no program can do, each thing once', () => {
	const result = made(`
machine: {memory: 64MiB, nodes: 2, mte: fixed}
processes: [{name: app, regions: [{name: ram, size: 8KiB, node: 1, advice: [mergeable], fill: zero}]}]
timeline:
  - {at: 1s, pressure: {pages: 3}}
  - {at: 2s, pressure: {pages: 4}}
  - {at: 2s, madvise: {region: ram, advice: hwpoison}}
  - {when: freed_pages.split_remap>5, set: {run: 1}}
  - {when: 'mainline:full_scans>=2', caption: this is for the viewer only}
until: full_scans>=1
`);
	expect('refusals' in result && result.refusals.map(({what}) => what)).toEqual([
		'machine: nodes',
		'machine: mte',
		'region ram: node',
		'timeline: pressure',
		'timeline: madvise hwpoison',
		'timeline: when: freed_pages.split_remap>5: freed_pages.split_remap',
	]);
});

it('says of pins, private files, advice from outside and stepped khugepaged what a program can do', () => {
	const preset = (sleep: number): string => `
machine: {memory: 64MiB, swap: 1GiB, khugepaged: awake}
knobs: {khugepaged/scan_sleep_millisecs: ${sleep}}
processes: [{name: app, regions: [{name: file, size: 8KiB, mapping: private_file, advice: [mergeable]}, {name: ram, size: 8KiB, fill: zero}]}]
timeline:
  - {at: 1s, pin: {region: ram, range: 0..4KiB}}
  - {at: 2s, process_madvise: {region: ram, advice: pageout}}
  - {at: 3s, unpin: {region: ram}}
  - {at: 4s, set: {khugepaged/scan_sleep_millisecs: 4000000001}}
until: time>=5s
`;
	const result = made(preset(4_000_000_000));
	const text = 'text' in result ? result.text : '';
	for (const part of [
		'{.name = "file", .size = 8 * KiB, .align = 4 * KiB, .file = true, .advice = MERGEABLE}',
		'pin(NULL, "ram", 0, 4 * KiB);',
		'advise_from_outside(NULL, "ram", 0, NEVER, MADV_PAGEOUT);',
		'unpin(NULL, "ram", 0, NEVER);',
		'steps_khugepaged = true;',
		'needs_swap = 1;',
	])
		expect(text).toContain(part);
	expect(complaints(text)).toBe('');
	const refused = made(preset(10));
	expect('refusals' in refused && refused.refusals.map(({what}) => what)).toEqual([
		'machine: khugepaged: awake',
	]);
});

it('quotes whatever stands in names and texts', () => {
	const result = made(
		JSON.stringify({
			name: 'a "quoted" */ ??/ \\ name',
			about: 'ends here */ int main; /* and here',
			source: '\u00FCber ??> and \\',
			machine: {memory: '64MiB'},
			processes: [
				{name: '\u00FC-1/2', regions: [{name: 'r@m', size: '8KiB', advice: 'mergeable', fill: 'zero'}]},
			],
			timeline: [{at: '0s', set: {run: 1}, caption: 'a */ caption ??/'}],
			until: 'full_scans>=1',
		}),
	);
	expect(complaints('text' in result ? result.text : 'refused')).toBe('');
	// eslint-disable-next-line no-control-regex
	expect('text' in result && /^[\t\n\u0020-\u007E]*$/.test(result.text)).toBe(true);
});

it('takes presets that do the same for the same workload', () => {
	const preset = (caption: string, pages: number): string => `
name: two
about: ${caption}
machine: {memory: 64MiB}
processes: [{name: app, regions: [{name: ram, size: ${pages * 4}KiB, advice: [mergeable], fill: {content: 7}}]}]
timeline: [{at: 0s, set: {run: 1}, caption: "${caption}"}, {when: full_scans>=1, mark: "${caption}"}]
until: full_scans>=2
expect: [{name: pages_sharing, equals: ${caption.length}}]
`;
	expect(presetKey(load(preset('one', 3)))).toBe(presetKey(load(preset('another', 3))));
	expect(presetKey(load(preset('one', 3)))).not.toBe(presetKey(load(preset('one', 4))));
	expect(presetKey(load(preset('one', 3)))).toMatch(/^[\da-f]{16}$/);
});

it('carries the parts of the runtime that the preset uses, and no others', () => {
	const text = (timeline: string): string => {
		const result = made(`
name: parts
machine: {memory: 64MiB}
processes: [{name: app, regions: [{name: ram, size: 8KiB, advice: [mergeable], fill: zero}]}]
timeline: [${timeline}]
until: full_scans>=1
`);
		return 'text' in result ? result.text : '';
	};
	const plain = text('{at: 0s, set: {run: 1}}');
	const forks = text('{at: 0s, set: {run: 1}}, {at: 1s, fork: {process: app, name: child}}');
	const parts = ['fork_child', 'fork_process', 'exec_self', '--worker', 'mremap(', 'io_uring', 'draw('];
	expect(parts.filter((part) => plain.includes(part))).toEqual([]);
	expect(parts.filter((part) => forks.includes(part))).toEqual(['fork_child', 'fork_process']);
	for (const program of [plain, forks]) {
		expect(program).not.toContain('//@');
		expect(complaints(program)).toBe('');
	}
});

// Goal: a recording is read for what it is, and whatever is no recording is refused with the line and the reason, never
// believed and never a crash. Method: a recording made from the model's own rows, whole, damaged at every line, and
// random text.

import fc from 'fast-check';
import {expect, it} from 'vitest';
import {complete, findKernel, type Kernel} from '../../source/core/index.js';
import {compareRows} from '../../source/recording/difference.js';
import {modelRun} from '../../source/recording/model-run.js';
import {RecordingError, RecordingReader, type ObservedRow} from '../../source/recording/recording.js';
import {readRecording} from '../support/read-recording.js';
import {versionOf} from '../../source/recording/version.js';
import {load} from '../scenario/load.js';

const scenario = load(`
name: pairs
machine: {memory: 64MiB}
knobs: {pages_to_scan: 3, smart_scan: 0}
processes: [{name: app, regions: [{name: ram, size: 40KiB, advice: [nohugepage, mergeable], fill: {groups: {of: 2}}}]}]
timeline: [{at: 0s, set: {run: 1}}, {at: 200ms, write: {region: ram, range: 0..8KiB, fill: unique}}]
until: full_scans>=4
`);
const model = complete(modelRun(scenario, findKernel('mainline') as Kernel, '6.18', 'wakeup'));

const rowLine = ({pass, wakeups, timeNs, isFullScan, figures, processes}: ObservedRow): object => ({
	type: 'row',
	kernel: 'real',
	why: isFullScan ? 'full_scan' : 'wakeup',
	pass,
	time_ns: timeNs,
	wall_ns: timeNs + 5,
	wakeups,
	...Object.fromEntries(figures),
	processes: processes.map(({name, figures: own}) => ({name, ...Object.fromEntries(own)})),
});
const header = {
	type: 'header',
	schema: 1,
	preset: 'pairs',
	preset_key: '0123456789abcdef',
	mode: 'exact',
	uname: {release: '6.18.44', machine: 'x86_64'},
	machine: {cpus: 2, memory_bytes: 1},
	knobs: {run: 1, advisor_mode: 'none'},
};
const totals = {
	type: 'totals',
	pass: 4,
	time_ns: 1,
	wakeups: 2,
	ended_by: 'until',
	counters: {},
	processes: [],
};
const lines = [header, ...model.rows.map((row) => rowLine(row)), totals].map((line) => JSON.stringify(line));

it('reads back what was written, and finds it equal to what it was made from', () => {
	const recording = readRecording(lines.join('\n'));
	expect(recording.header.release).toBe('6.18.44');
	expect(recording.endedBy).toBe('until');
	expect(recording.rows.length).toBe(model.rows.length);
	expect(recording.rows.filter((row) => row.isFullScan).length).toBe(4);
	const comparison = compareRows(model.rows, recording.rows);
	expect(comparison.differences).toEqual([]);
	expect(comparison.figures).toBeGreaterThan(model.rows.length * 20);
});

it('finds the first figure that differs, wherever it stands', () => {
	for (const [i, row] of model.rows.entries()) {
		for (const name of ['pages_sharing', 'pages_volatile', 'general_profit']) {
			const figures = new Map(row.figures).set(name, (row.figures.get(name) ?? 0) + 1);
			const changed = model.rows.map((other, at) => (at === i ? {...other, figures} : other));
			const [difference] = compareRows(model.rows, changed).differences;
			expect(difference).toMatchObject({figure: name, wakeups: row.wakeups, pass: row.pass});
			expect((difference.seen ?? 0) - (difference.expected ?? 0)).toBe(1);
		}
	}
	expect(compareRows(model.rows, model.rows.slice(1)).differences[0].figure).toBe('wakeups');
	expect(compareRows(model.rows, model.rows.slice(0, -1)).differences[0].figure).toBe('rows');
});

it('takes a figure that an older kernel does not show for no difference', () => {
	const older = model.rows.map((row) => ({
		...row,
		figures: new Map([...row.figures].filter(([name]) => name !== 'general_profit')),
	}));
	expect(compareRows(model.rows, older).differences).toEqual([]);
});

it('lets events of the whole system decide nothing', () => {
	const disturbed = model.rows.map((row) => ({
		...row,
		figures: new Map(row.figures).set('thp_split_pmd', 7),
	}));
	const {differences, wholeSystem} = compareRows(model.rows, disturbed);
	expect(differences).toEqual([]);
	expect(wholeSystem.map(({figure, seen}) => [figure, seen])).toEqual([['thp_split_pmd', 7]]);
});

it('names line and reason of what is no recording', () => {
	const problem = (text: string): string => {
		try {
			readRecording(text);
		} catch (error) {
			expect(error).toBeInstanceOf(RecordingError);
			return (error as Error).message;
		}
		return 'none';
	};
	expect(problem('')).toBe('empty: there is no header');
	expect(problem('{"type":"row"}')).toBe('line 1: a recording begins with a header');
	expect(problem(lines.slice(0, 3).join('\n').replace('"schema":1', '"schema":2'))).toBe(
		'line 1: schema 2 is not understood, only 1 is',
	);
	expect(problem(`${lines[0]}\n${lines[1].slice(0, 50)}`)).toBe('line 2: not a line of JSON');
	expect(problem(`${lines[0]}\n[1]`)).toBe('line 2: not an object');
	expect(problem(`${lines[0]}\n{"type":"row","pass":"x"}`)).toBe('line 2: pass is no number');
	expect(readRecording(lines.slice(0, -1).join('\n')).endedBy).toBe('cut off');
});

it('reads what the pages of a region were', () => {
	const row = {...rowLine(model.rows[0]), processes: [{name: 'app', map: {ram: 'T512 z3 .9', none: '?1'}}]};
	const [{processes}] = readRecording(`${lines[0]}\n${JSON.stringify(row)}`).rows;
	expect(processes[0].pages?.get('ram')).toEqual([
		{letter: 'T', pages: 512},
		{letter: 'z', pages: 3},
		{letter: '.', pages: 9},
	]);
	for (const map of ['T', 'x3', 'T3  z1', '', 'T-1']) {
		const wrong = {...row, processes: [{name: 'app', map: {ram: map}}]};
		expect(() => readRecording(`${lines[0]}\n${JSON.stringify(wrong)}`)).toThrow(
			/^line 2: the map of region ram/,
		);
	}
});

it('reads or refuses any text', () => {
	const piece = fc.oneof(
		fc.constantFrom(...lines.slice(0, 4)),
		fc.json({maxDepth: 3}),
		fc.string(),
		fc
			.record({type: fc.constantFrom('row', 'totals', 'refusal', 'header'), pass: fc.anything()})
			.map((value) => JSON.stringify(value)),
	);
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 6}), (pieces) => {
			try {
				readRecording(pieces.join('\n'));
			} catch (error) {
				expect(error).toBeInstanceOf(RecordingError);
			}
		}),
	);
});

it('of more figures than are kept is refused', () => {
	const reader = new RecordingReader(1000);
	const add = (): void => {
		for (const text of lines) reader.add(text);
	};
	expect(add).toThrow(/^line \d+: too long a recording: more than 1000 figures/);
});

it('takes a release for the newest version that is no newer', () => {
	expect(
		['5.15.0', '6.10', '6.11.3', '6.12.117-1', '6.17', '6.18.44-fc', '7.2.13', '7.3.0-rc7', '8.0', 'x'].map(
			(text) => versionOf(text),
		),
	).toEqual(['6.10', '6.10', '6.10', '6.12', '6.12', '6.18', '6.18', '7.3', '7.3', '6.10']);
});

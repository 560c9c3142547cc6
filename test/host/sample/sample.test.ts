// Goal: a machine's files become rows whatever its kernel is, and nothing that is missing, unreadable or nonsense passes
// for a figure. Method: texts as kernels of several ages have them, and hostile ones, through the pure reader.

import {fc, it as property} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import type {FileText} from '../../../source/host/sample/file-text.js';
import {readProcess, type ProcessTexts} from '../../../source/host/sample/process.js';
import {chosenWord, readCounts, readKilobytes, readStat} from '../../../source/host/sample/proc-text.js';
import {KSM_FOLDER, readSample, SYSTEM_FILES, type HostTexts} from '../../../source/host/sample/sample.js';

const PAGE = 4096;
const text = (words: string): FileText => ({text: words});

const stat = (comm: string, startTicks = 7): FileText =>
	text(`12 (${comm}) S 1 ${Array.from({length: 9}, () => 0).join(' ')} 3 4 0 0 20 0 1 0 ${startTicks} 0 0\n`);

const process = (files: Partial<ProcessTexts>): ProcessTexts => ({pid: 12, stat: stat('vm'), ...files});

const texts = (files: ReadonlyMap<string, FileText>, processes: readonly ProcessTexts[] = []): HostTexts => ({
	timeNs: 0,
	wallMs: 0,
	pageBytes: PAGE,
	files,
	ksmd: null,
	processes,
	counts: {all: processes.length, readable: processes.length, errnos: []},
});

describe('what procfs writes down', () => {
	it('reads a name that holds parentheses and blanks', () => {
		expect(readStat('7 (a) b (c) R 1 0 0 0 0 0 0 0 0 0 5 6 0 0 0 0 0 0 99 0')).toEqual({
			comm: 'a) b (c',
			state: 'R',
			parent: 1,
			cpuTicks: 11,
			startTicks: 99,
		});
		for (const wrong of ['', '7 vm S 1', '7 (vm', '7 (vm) S 1 2', ')('])
			expect(readStat(wrong)).toBeUndefined();
	});

	it('takes the chosen word, and passes over lines of another shape', () => {
		expect(chosenWord('always [madvise] never\n')).toBe('madvise');
		expect(chosenWord('20\n')).toBe('20');
		expect([
			...readCounts('ksm_rmap_items 5\nksm_merge_any: no\nksm_mergeable: yes\nodd line here\nx y\n'),
		]).toEqual([
			['ksm_rmap_items', 5],
			['ksm_merge_any', 0],
			['ksm_mergeable', 1],
		]);
		expect([
			...readKilobytes('55-7f ---p [rollup]\nRss:   12 kB\nHugePages_Total:   3\nName:\tvm\n'),
		]).toEqual([
			['Rss', 12],
			['HugePages_Total', 3],
		]);
	});
});

describe('a process', () => {
	it("has the kernel's own profit where there is one", () => {
		const found = readProcess(
			process({
				ksmStat: text('ksm_rmap_items 10\nksm_zero_pages 2\nksm_merging_pages 3\nksm_process_profit 77\n'),
				status: text('RssAnon:\t40 kB\nVmSwap:\t8 kB\n'),
			}),
			PAGE,
		);
		expect(found).toMatchObject({comm: 'vm', savedBytes: 77, isKernelsOwn: true, rollup: null});
		expect(Object.fromEntries(found?.figures ?? [])).toEqual({
			rss_anon_pages: 10,
			swap_pages: 2,
			ksm_rmap_items: 10,
			ksm_zero_pages: 2,
			ksm_merging_pages: 3,
			ksm_process_profit: 77,
		});
	});

	it('has what can be computed on kernels before that, and says so', () => {
		const before64 = process({ksmStat: text('ksm_rmap_items 10\n'), mergingPages: text('3\n')});
		expect(readProcess(before64, PAGE)).toMatchObject({savedBytes: 3 * 4096 - 10 * 64, isKernelsOwn: false});
		const before61 = process({ksmStat: {errno: 'ENOENT'}, mergingPages: text('3\n')});
		expect(readProcess(before61, PAGE)).toMatchObject({savedBytes: 3 * 4096, isKernelsOwn: false});
		expect(readProcess(process({ksmStat: {errno: 'EACCES'}}), PAGE)?.savedBytes).toBeNaN();
	});

	it('counts in pages of its kernel', () => {
		const rollup = {timeNs: 5, file: text('Anonymous: 128 kB\nAnonHugePages: 64 kB\nSwap: 0 kB\n')};
		expect(readProcess(process({rollup}), 65_536)?.rollup).toEqual({
			timeNs: 5,
			anonPages: 2,
			anonHugePages: 1,
			swapPages: 0,
		});
	});

	it('is none once it has gone, whatever else could be read of it', () => {
		for (const gone of [{errno: 'ENOENT'}, {errno: 'ESRCH'}, text('')] as const)
			expect(readProcess(process({stat: gone, ksmStat: text('ksm_rmap_items 1\n')}), PAGE)).toBeNull();
		const rollup = {timeNs: 5, file: {errno: 'ESRCH'}};
		expect(readProcess(process({rollup}), PAGE)).toMatchObject({rollup: null, rollupErrno: 'ESRCH'});
	});
});

describe('a machine', () => {
	it('names every file that is missing, closed or nonsense, and has no figure for it', () => {
		const files = new Map<string, FileText>(SYSTEM_FILES.map((path) => [path, text('5\n')]));
		files.set(`${KSM_FOLDER}/general_profit`, {errno: 'ENOENT'});
		files.set(`${KSM_FOLDER}/pages_sharing`, {errno: 'EACCES'});
		files.set(`${KSM_FOLDER}/pages_shared`, text('many\n'));
		files.set(`${KSM_FOLDER}/run`, text('\u0000\u001B[31m'));
		const sample = readSample(texts(files));
		expect(sample.counters.has('general_profit')).toBe(false);
		expect(sample.counters.get('pages_unshared')).toBe(5);
		expect('run' in sample.knobs).toBe(false);
		expect(sample.missing).toEqual(
			expect.arrayContaining([
				{file: `${KSM_FOLDER}/general_profit`, why: 'ENOENT'},
				{file: `${KSM_FOLDER}/pages_sharing`, why: 'EACCES'},
				{file: `${KSM_FOLDER}/pages_shared`, why: 'not a number'},
				{file: `${KSM_FOLDER}/run`, why: 'not a value'},
				{file: 'proc/vmstat: thp_split_page', why: 'ENOENT'},
			]),
		);
	});

	it('sorts processes by what KSM saves for them, those of which nothing is known last', () => {
		const of = (pid: number, ksmStat: FileText): ProcessTexts => ({pid, stat: stat(`p${pid}`), ksmStat});
		const sample = readSample(
			texts(new Map(), [
				of(1, {errno: 'EACCES'}),
				of(2, text('ksm_merging_pages 1\nksm_process_profit 4096\n')),
				of(3, text('ksm_merging_pages 0\nksm_rmap_items 9\nksm_process_profit -576\n')),
				of(4, text('ksm_merging_pages 5\nksm_process_profit 20000\n')),
			]),
		);
		expect(sample.processes.map(({pid}) => pid)).toEqual([4, 2, 3, 1]);
	});

	property.prop([
		fc.array(fc.tuple(fc.constantFrom(...SYSTEM_FILES), fc.string())),
		fc.string(),
		fc.string(),
	])('is read from any texts without an exception, and every figure is a number', (files, first, second) => {
		const odd = process({
			stat: text(first),
			ksmStat: text(second),
			status: text(first),
			mergingPages: text(second),
		});
		const sample = readSample({
			...texts(new Map(files.map(([path, words]) => [path, text(words)])), [
				odd,
				process({ksmStat: text(first)}),
			]),
			ksmd: {pid: 3, stat: text(first), schedstat: text(second), status: text(first)},
		});
		for (const value of [...sample.counters.values(), ...sample.memory.values()]) expect(value).not.toBeNaN();
		for (const {figures} of sample.processes)
			for (const value of figures.values()) expect(value).not.toBeNaN();
	});
});

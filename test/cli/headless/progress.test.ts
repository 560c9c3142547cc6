// Goal: a long command on a terminal says how far it is and what time is left, truly, and leaves no trace; elsewhere it
// says nothing. Method: a terminal and a clock that the test turns; conditions over figures of the test's own.

import {expect, it} from 'vitest';
import {createProgress, partOf} from '../../../source/cli/headless/progress.js';
import {conditionProgress, parseCondition} from '../../../source/scenario/conditions.js';
import {loadScenario} from '../../../source/scenario/load-scenario.js';
import {createSession} from '../../../source/session/simulated-session.js';
import {zeroThps} from '../../session/presets.js';

function terminal(isTTY = true) {
	const written: string[] = [];
	const clock = {ms: 5000};
	const stream = {isTTY, columns: 60, write: (text: string) => written.push(text)};
	return {written, clock, progress: createProgress(stream, () => clock.ms)};
}

it('says nothing in the first second, and nothing ever where no terminal is', () => {
	for (const isTTY of [true, false]) {
		const {written, clock, progress} = terminal(isTTY);
		progress.show(() => ({words: 'x', done: 0.5}));
		clock.ms += 999;
		progress.show(() => ({words: 'x', done: 0.5}));
		expect(written).toEqual([]);
		clock.ms += 1;
		progress.show(() => ({words: 'x', done: 0.5}));
		expect(written).toHaveLength(isTTY ? 1 : 0);
	}
});

it('says the time left from the speed so far, in one line that fits, and wipes it', () => {
	const {written, clock, progress} = terminal();
	const shown = (elapsedMs: number, done: number, words = 'words'): string => {
		clock.ms = 5000 + elapsedMs;
		progress.show(() => ({words, done}));
		return (written.at(-1) ?? '').replace('\r\u001B[K', '');
	};
	expect(shown(2000, 0)).toBe('words');
	expect(shown(4000, 0.25)).toBe('[#####               ] about 12 s left; words');
	expect(shown(60_000, 0.1)).toBe('[##                  ] about 9 min left; words');
	expect(shown(3_600_000, 0.05)).toBe('[#                   ] about 19 h left; words');
	expect(shown(3_700_000, 0.9999)).toBe('[####################] almost done; words');
	expect(shown(3_800_000, 0.5, 'w'.repeat(200))).toHaveLength(59);
	progress.clear();
	expect(written.at(-1)).toBe('\r\u001B[K');
	const {length} = written;
	progress.clear();
	expect(written).toHaveLength(length);
});

it('of one preset of several is a part of the whole', () => {
	const {written, clock, progress} = terminal();
	clock.ms += 2000;
	partOf(progress, 1, 4, 'second').show(() => ({words: 'words', done: 0.5}));
	expect(written[0]).toContain('about 3.3 s left; 2 of 4, second: words'.slice(0, 30));
});

it('of a condition: and waits for the slowest, or for the fastest, kernels count for themselves', () => {
	const figures: Record<string, number> = {full_scans: 2, time: 50e9, ksm_zero_pages: 7};
	const done = (text: string, kernel = 'mainline'): number => {
		const parsed = parseCondition(text, {kernels: ['before', 'mainline']});
		if (!('condition' in parsed)) throw new Error(parsed.problem.message);
		return conditionProgress(parsed.condition, kernel, (name) => figures[name]);
	};
	expect(done('full_scans>=4')).toBe(0.5);
	expect(done('full_scans>=2')).toBe(1);
	expect(done('full_scans>=4 and time>=200s')).toBe(0.25);
	expect(done('full_scans>=4 or time>=200s')).toBe(0.5);
	expect(done('ksm_zero_pages<5')).toBe(0);
	expect(done('before:full_scans>=4')).toBe(0);
	expect(done('before:full_scans>=4', 'before')).toBe(0.5);
});

it('of a session never falls while it runs, and ends at 1', () => {
	const loaded = loadScenario(zeroThps('until: full_scans>=3'), 'test.yaml');
	if (!('scenario' in loaded)) throw new Error('the preset is wrong');
	const session = createSession(loaded.scenario);
	const seen = [session.progress()];
	while (!session.ended) {
		session.advance(Infinity, 100);
		seen.push(session.progress());
	}
	expect(seen[0]).toBe(0);
	expect(seen.at(-1)).toBe(1);
	expect(seen).toEqual([...seen].sort((a, b) => a - b));
	expect(new Set(seen).size).toBeGreaterThan(10);
});

// Goal: a preset's timeline, its breakpoints and its expectations act when they should, once for each machine, and what
// only a viewer can do once for all. Method: small scenarios, looked at after each moment.

import {describe, expect, it} from 'vitest';
import {checkExpectations} from '../../../source/session/outcome/expectations.js';
import {createSession} from '../../../source/session/simulated-session.js';
import {conditionOf, scenarioOf, zeroThps} from '../presets.js';

const SECOND = 1e9;

describe('the timeline', () => {
	it('acts on every machine, and speaks to the viewer once', () => {
		const session = createSession(
			scenarioOf(
				zeroThps(`timeline:
  - {at: 0s, set: {run: 1}, caption: "off we go"}
  - {at: 1ms, set: {pages_to_scan: 200}}
  - {when: "mainline:full_scans>=1", speed: 0.05, pause: true, mark: "the cliff"}
until: full_scans>=3`),
			),
		);
		const {reason, stop, viewer} = session.advance(60 * SECOND);
		expect([reason, stop?.letter, stop?.reason, viewer]).toEqual([
			'stop',
			'B',
			'pause',
			{speed: 0.05, pause: true},
		]);
		for (const run of session.runs) expect(run.figure('pages_to_scan')).toBe(200);
		expect(session.captions).toEqual([{timeNs: 0, letter: 'A', text: 'off we go'}]);
		expect(session.marks.map(({text}) => text)).toEqual(['run = 1', 'pages_to_scan = 200', 'the cliff']);
		expect(session.advance(600 * SECOND)).toMatchObject({reason: 'ended', viewer: null});
	});

	it('notes a refusal that was not expected, and one that was expected and did not come', () => {
		const scenario = scenarioOf(
			zeroThps(`timeline:
  - {at: 0s, set: {advisor_mode: scan-time}}
  - {at: 0s, set: {pages_to_scan: 200}}
  - {at: 0s, set: {max_page_sharing: 0}, fails: EINVAL}
  - {at: 0s, set: {run: 1}, fails: EBUSY}
until: 1s`),
		);
		const session = createSession(scenario);
		session.advance(2 * SECOND);
		expect(session.runs[0].unexpectedErrnos.map(({expected, seen}) => [expected, seen])).toEqual([
			[null, 'EINVAL'],
			['EBUSY', null],
		]);
		expect(checkExpectations(scenario, session.runs).filter(({ok}) => !ok)).toHaveLength(6);
	});

	it('applies another seed and other knobs over the preset', () => {
		const scenario = scenarioOf(zeroThps());
		const session = createSession(scenario, {seed: 7, sets: [{name: 'pages_to_scan', value: '5'}]});
		expect(session.runs.map(({machine}) => [machine.config.seed, machine.knobs.pages_to_scan])).toEqual(
			Array.from({length: 3}, () => [7, 5]),
		);
	});
});

describe('a breakpoint', () => {
	it('stops when its reason appears, and not again while it stays', () => {
		const session = createSession(scenarioOf(zeroThps()), {until: null});
		session.addBreakpoint({on: 'condition', condition: conditionOf('full_scans>=1')});
		const first = session.advance(60 * SECOND);
		expect(first).toMatchObject({reason: 'stop', stop: {reason: 'breakpoint', text: 'full_scans>=1'}});
		const letters = [first, session.advance(60 * SECOND), session.advance(60 * SECOND)].map(
			({stop}) => stop?.letter,
		);
		expect(letters.filter((letter) => letter !== undefined).length).toBeGreaterThan(0);
		expect(session.advance(60 * SECOND).reason).toBe('time');
	});

	it('waits for a cause or an event', () => {
		const session = createSession(scenarioOf(zeroThps()), {until: null});
		const cause = session.addBreakpoint({on: 'cause', cause: 'split_remap'});
		expect(session.advance(60 * SECOND).stop).toMatchObject({letter: 'B', breakpoint: {hits: 1}});
		expect(session.runs[1].figure('freed_pages.split_remap')).toBeGreaterThan(0);
		session.removeBreakpoint(cause.id);
		session.addBreakpoint({on: 'event', event: 'full_scan'});
		expect(session.advance(60 * SECOND).stop?.text).toBe('event full_scan');
	});

	it('on invariants finds none broken', () => {
		const session = createSession(scenarioOf(zeroThps('', 2)), {until: null});
		session.addBreakpoint({on: 'invariant'});
		expect(session.advance(SECOND).reason).toBe('time');
	});
});

describe('expectations', () => {
	it('are held against figures at the end, at a time, and when a condition first holds', () => {
		const scenario = scenarioOf(
			zeroThps(`until: full_scans>=3
expect:
  - {kernel: mainline, name: ksm_zero_pages, equals: 0}
  - {kernel: before, name: ksm_zero_pages, equals: 1}
  - {kernel: mainline, name: pages_scanned, equals: 2048, when: full_scans>=1}
  - {kernel: mainline, name: full_scans, at_most: 0, at: 10ms}
  - {kernel: mainline, name: freed_pages.split_remap, when: full_scans>=99, at_least: 1}
  - {kernel: mainline, name: wakeups, ratio_to: {kernel: before}, between: [0.1, 0.9]}`),
		);
		const session = createSession(scenario);
		while (session.advance(600 * SECOND).reason === 'stop');
		const results = checkExpectations(scenario, session.runs);
		expect(results.map(({ok}) => ok)).toEqual([true, false, true, true, false, true]);
		expect(results.map(({seen}) => seen).slice(0, 5)).toEqual(['0', '2,048', '2,048', '0', 'not reached']);
	});
});

describe('the first divergence', () => {
	it('is where the kernels part, with the figure and the event', () => {
		const session = createSession(scenarioOf(zeroThps('until: full_scans>=3')));
		while (session.advance(600 * SECOND).reason === 'stop');
		const [found, ...others] = session.divergences();
		expect(others).toEqual([]);
		expect(found).toMatchObject({a: 'A', b: 'B', counter: 'freed_pages.ksm_zero_page', valueB: 0});
		expect(found.event).toContain('512 subpages remapped');
	});
});

describe('the story', () => {
	it('says once what is alike for all kernels, and what came out in lines that fit', () => {
		const session = createSession(scenarioOf(zeroThps('until: full_scans>=3')));
		while (session.advance(600 * SECOND).reason === 'stop');
		const scans = session.story.filter(({text}) => text.startsWith('full scan 1 ended'));
		expect(scans.map(({letter}) => letter)).toEqual(['all']);
		const lines = [session.summaryLine(), ...session.summary()];
		expect(lines.join('\n')).toMatch(/KSM counted none of it/);
		for (const line of lines) expect(line.length).toBeLessThanOrEqual(78);
	});
});

// Goal: the pace, the captions and the end of a preset's story are those of the moment on the screen, whatever keys led there.
// Method: the whole view on a pretended terminal; every shipped preset is opened, a small one is played, turned back,
// started again and left for another.

import {describe, expect, it} from 'vitest';
import {KERNELS} from '../../source/core/kernels/index.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import {presetText, SHIPPED} from '../support/shipped-presets.js';
import {all, open, stage} from './open-stage.js';
import {SMALL} from './stage.js';

const PACED = SMALL.replace('speed: 1,', 'speed: 3,');

describe('every shipped preset', () => {
	it.each(SHIPPED)('%s begins at the speed that it declares at 0s', async (name) => {
		const loaded = loadScenario(presetText(name), name);
		if ('problems' in loaded) throw new Error(name);
		const declared = loaded.scenario.timeline.find(({at, viewer}) => at === 0 && viewer?.speed !== undefined);
		await open({preset: presetText(name), rows: 5, columns: 40});
		expect(declared).toBeDefined();
		expect(stage.store.state.speed).toBe(declared?.viewer?.speed);
	});
});

describe('the pace', () => {
	it.each([
		['R', 'R'],
		['Home', '\u001B[H'],
		['Z', 'ZZ'],
		['p', 'p\r'],
	])('%s brings back the speed of the moment that it goes to', async (_name, keys) => {
		await open({preset: PACED});
		expect(stage.store.state.speed).toBe(3);
		await stage.pass(0.99e9);
		expect(stage.store.session.requestedSpeed).toBe(0.05);
		expect(stage.store.state.speed).toBe(0.05);
		await stage.type(keys);
		expect(stage.store.state.speed).toBe(3);
	});

	it('a speed chosen by hand stays until the preset speaks again', async () => {
		await open({preset: PACED});
		await stage.type('..');
		expect(stage.store.state.speed).toBe(10);
		await stage.type('s');
		expect(stage.store.state.speed).toBe(10);
	});
});

describe('captions', () => {
	it('a caption that comes too soon waits until the one that stands was read, and time is held', async () => {
		await open({preset: PACED});
		stage.store.session.advance(2e9, Infinity);
		stage.store.publish();
		expect(stage.store.isReading).toBe(true);
		expect(await all()).toContain('READING');
		expect(await all()).toContain('ksmd starts');
		stage.passTime(3000);
		expect(stage.store.isReading).toBe(false);
		expect(await all()).toContain('the cliff');
	});

	it('stop once a knob was turned, and name kernels by letter', async () => {
		const preset = PACED.replace('caption: the cliff', 'caption: "`before` waits"');
		await open({preset});
		await stage.pass(1.2e9);
		expect(await all()).toContain('A:before waits');
		await stage.type('Ru');
		expect(await all()).toContain('use_zero_pages 1 -> 0: applies to later merges only');
		await stage.pass(1.2e9);
		stage.passTime(20_000);
		expect(await all()).not.toContain('A:before waits');
		expect(stage.store.session.requestedSpeed).toBe(3);
	});

	it('that name a kernel which does not run are not shown', async () => {
		const preset = PACED.replace('caption: the cliff', 'caption: "`before` waits"');
		const kernels = KERNELS.filter(({id}) => id === 'mainline');
		await open({preset, session: {kernels}});
		await stage.pass(1.2e9);
		stage.passTime(20_000);
		expect(await all()).not.toContain('waits');
	});
});

describe('what happened', () => {
	it('a step says what it did', async () => {
		await open();
		await stage.type('s');
		expect(await all()).toContain('B:mainline wakeup 1: 100 visits');
		await stage.type('S');
		expect(await all()).toMatch(/B:mainline full scan 1 ended after \d+ wakeups: 3,9\d\d visits/);
		await stage.type('a');
		expect(await all()).toMatch(/B:mainline visited a page: 1 split, 512 freed by split remap …/);
	});

	it('an action of the timeline says what it did', async () => {
		const preset = `${SMALL}  - {at: 500ms, write: {process: guest, region: ram, range: 0..8KiB, fill: {content: 5}}}\n`;
		await open({preset});
		await stage.pass(0.6e9);
		expect(await all()).toMatch(/→ write$/m);
	});
});

describe('the end', () => {
	it('stops once at the end of the story, goes on if asked', async () => {
		await open({preset: `${SMALL}until: full_scans>=2\n`, atEnd: true});
		const {session} = stage.store;
		const result = session.advance(60e9, Infinity);
		expect(result.stop?.reason).toBe('end');
		const endNs = session.nowNs;
		expect(session.runs.every((run) => (run.figure('full_scans') ?? 0) >= 2)).toBe(true);
		expect(session.advance(endNs + 1e9, Infinity).reason).toBe('time');
		session.rewindTo(0);
		expect(session.advance(60e9, Infinity).stop?.reason).toBe('end');
	});

	it('does not stop there once a knob was turned', async () => {
		await open({preset: `${SMALL}until: full_scans>=2\n`, atEnd: true});
		const {session} = stage.store;
		session.setKnob('pages_to_scan', '200');
		expect(session.advance(20e9, Infinity).reason).toBe('time');
	});
});

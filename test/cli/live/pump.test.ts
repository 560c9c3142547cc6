// Goal: there is one timer, simulated time follows the chosen speed, slow motion comes in time, and nothing runs while
// paused.
// Method: the pump on a small session with vitest's pretended timers and a pretended clock.

import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {Pump} from '../../../source/cli/live/pump.js';
import {UNICODE} from '../../../source/tui/look/glyphs.js';
import type {Host} from '../../../source/tui/host.js';
import {Store} from '../../../source/tui/store.js';
import {createTheme} from '../../../source/tui/look/theme.js';
import {sessionOf, SMALL} from '../../tui/stage.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

function start(speed: number, preset = SMALL): {store: Store; frames: () => number} {
	const store = new Store({
		session: sessionOf(preset),
		host: {now: () => Date.now(), presets: () => []} as unknown as Host,
		look: {theme: createTheme('none'), glyphs: UNICODE},
		columns: 80,
		rows: 24,
		speed,
		readOnly: false,
	});
	const pump = new Pump({store, now: () => Date.now()});
	let frames = 0;
	store.subscribe(() => {
		frames++;
		pump.wake();
	});
	pump.wake();
	return {store, frames: () => frames};
}

describe('the pump', () => {
	it('keeps one timer however often a frame is published', async () => {
		const {store} = start(0.01);
		for (let i = 0; i < 50; i++) {
			await vi.advanceTimersByTimeAsync(100);
			store.publish();
			expect(vi.getTimerCount()).toBe(1);
		}
	});

	it('lets time pass at the chosen speed, with a few frames a second', async () => {
		const {store, frames} = start(0.1);
		await vi.advanceTimersByTimeAsync(5000);
		expect(store.session.nowNs / 1e9).toBeGreaterThan(0.45);
		expect(store.session.nowNs / 1e9).toBeLessThanOrEqual(0.51);
		expect(frames()).toBeGreaterThan(15);
		expect(frames()).toBeLessThan(25);
	});

	it('switches to slow motion at the moment the preset asks for it', async () => {
		const {store} = start(100);
		await vi.advanceTimersByTimeAsync(1000);
		expect(store.state.speed).toBe(0.05);
		// The first full scan of 4,096 pages ends after 41 wakeups of 24 ms; two steps later nothing has run away.
		expect(store.session.nowNs / 1e9).toBeLessThan(1.1);
	});

	it('stands still while paused: no timer, no frame', async () => {
		const {store, frames} = start(1);
		await vi.advanceTimersByTimeAsync(1000);
		store.set({pace: 'paused'});
		await vi.advanceTimersByTimeAsync(1000);
		const before = frames();
		const {nowNs} = store.session;
		expect(vi.getTimerCount()).toBe(0);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(frames()).toBe(before);
		expect(store.session.nowNs).toBe(nowNs);
		store.set({pace: 'running'});
		store.publish();
		await vi.advanceTimersByTimeAsync(1000);
		expect(store.session.nowNs).toBeGreaterThan(nowNs);
	});
});

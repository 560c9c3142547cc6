// Goal: the small things of every day: the ends of lists, finding a key, frames while a key is held.
// Method: the whole view on a pretended terminal; keys as a terminal sends them.

import {describe, expect, it} from 'vitest';
import {stepsOf} from '../../source/session/session-in-steps.js';
import {dispatchWaiting} from '../../source/tui/commands/dispatch.js';
import {all, line, open, stage} from './open-stage.js';

describe('daily use', () => {
	it('G and End go to the end of a list, Home to its beginning, PgDn by a page', async () => {
		await open();
		await stage.type('o');
		await stage.type('G');
		const last = stage.store.state.dialog?.cursor ?? 0;
		expect(last).toBeGreaterThan(20);
		await stage.type('\u001B[H');
		expect(stage.store.state.dialog?.cursor).toBe(0);
		await stage.type('\u001B[6~');
		expect(stage.store.state.dialog?.cursor).toBe(17);
		await stage.type('\u001B[F');
		expect(stage.store.state.dialog?.cursor).toBe(last);
	});

	it('/ finds keys in the help', async () => {
		await open();
		await stage.type('?');
		await stage.type('/breakpoint\r');
		const text = await all();
		expect(text).toContain('list and add breakpoints');
		expect(text).not.toContain('use_zero_pages: 0 or 1');
	});

	it('( and ) change the frames per second', async () => {
		await open();
		await stage.type('((');
		expect(stage.store.state.framesPerSecond).toBe(1);
		expect(await line(23)).toContain('1 frames per second');
		await stage.type(')');
		expect(stage.store.state.framesPerSecond).toBe(2);
	});

	it('a held key is drawn on its way, and Ctrl-C does not wait for the rest', async () => {
		await open();
		await stage.type('ssssssssss');
		// Each step takes longer than a frame here.
		const {store, clock} = stage;
		const {session} = store;
		const steps = stepsOf(session);
		const rewind = steps.rewindTo;
		Object.assign(steps, {
			rewindTo(ns: number) {
				clock.ms += 100;
				return rewind(ns);
			},
		});
		const {frames} = stage.sink.stats;
		await stage.type('zzzzz');
		for (let i = 0; i < 20; i++) {
			// What the pump does.
			store.tasks.work(clock.ms + 1);
			dispatchWaiting(store);
			store.publish();
			await stage.screen();
		}
		expect(stage.sink.stats.frames - frames).toBeGreaterThanOrEqual(5);
		expect(session.runs[1].figure('wakeups')).toBe(5);
		await stage.type('zzzzz');
		await stage.type('\u0003');
		expect(stage.asked.at(-1)).toBe('quit 130');
	});

	it('what is typed while something is under way means what it means in its order', async () => {
		await open();
		const {store} = stage;
		function* busy(): Generator<number, void> {
			for (let i = 0; i < 5; i++) yield i / 5;
		}
		store.tasks.begin({steps: busy(), what: () => 'busy'}, -Infinity);
		// The prompt opens at once; what follows its Enter waits with it.
		await stage.type('g20ms');
		expect(store.state.prompt?.text).toBe('20ms');
		await stage.type('\rf');
		expect(store.state.prompt?.text).toBe('20ms');
		expect(store.state.focus).toBe('chart');
		store.tasks.work(Infinity);
		dispatchWaiting(store);
		expect(store.state.prompt).toBeNull();
		expect(store.state.pace).not.toBe('running');
		store.tasks.work(Infinity);
		dispatchWaiting(store);
		expect(store.state.focus).not.toBe('chart');
	});
});

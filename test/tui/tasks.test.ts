// Goal: while something takes long, the view says what and how far, keys that only look work, keys that would change the session
// wait for it, and setting up can be given up. Method: the whole view on a pretended terminal, with work that the test lets go on.

import {expect, it} from 'vitest';
import {dispatch, dispatchWaiting} from '../../source/tui/commands/dispatch.js';
import {all, open, stage} from './open-stage.js';

/** Work of so many steps that has begun, and says "a fork". */
function beginWork(count: number, onEnd: () => void = () => {}): void {
	stage.store.tasks.begin(
		{
			steps: (function* () {
				for (let i = 0; i < count; i++) yield i / count;
				onEnd();
			})(),
			what: () => 'A: fork',
		},
		stage.clock.ms,
	);
	stage.store.publish();
}

/** What the pump does. */
function goOn(): void {
	stage.store.tasks.work(Infinity);
	dispatchWaiting(stage.store);
	stage.store.publish();
}

it('says what it is at and how far', async () => {
	await open();
	beginWork(4);
	expect(await all()).toContain('A: fork; keys that change something wait');
	stage.store.tasks.work(stage.clock.ms);
	stage.store.publish();
	expect(await all()).toContain('A: fork, 25 %; keys that change something wait');
	goOn();
	expect(await all()).not.toContain('A: fork');
});

it('lets keys that change the session wait, in their order, and others work', async () => {
	await open();
	const written: string[] = [];
	beginWork(4, () => written.push('the work'));
	await stage.type('u');
	await stage.type('m');
	const knobs = () => stage.store.session.runs[0].knobs();
	expect(knobs()).toMatchObject({use_zero_pages: 1, smart_scan: 1});
	await stage.type('.');
	expect(stage.store.state.speed).toBeGreaterThan(1);
	await stage.type('?');
	expect(stage.store.state.dialog?.id).toBe('help');
	await stage.type('q');
	expect(stage.asked).toEqual([]);
	goOn();
	expect(written).toEqual(['the work']);
	expect(knobs()).toMatchObject({use_zero_pages: 0, smart_scan: 0});
	await stage.type('q');
	expect(stage.asked).toEqual(['quit 0']);
});

it('Escape gives up setting up another preset, but nothing that is half done', async () => {
	await open();
	beginWork(4);
	dispatch(stage.store, 'escape');
	expect(stage.store.tasks.isBusy).toBe(true);
	goOn();
	const outcome: string[] = [];
	stage.store.tasks.begin(
		{
			steps: (function* () {
				yield 0.5;
				outcome.push('set up');
			})(),
			what: () => 'setting up large-host',
			cancel: () => outcome.push('given up'),
		},
		stage.clock.ms,
	);
	stage.store.publish();
	expect(await all()).toContain('setting up large-host, 50 %; Esc cancels');
	// The dialog that it was chosen in is still open, and stays so.
	dispatch(stage.store, 'p');
	expect(stage.store.state.dialog?.id).toBe('presets');
	stage.store.publish();
	expect(await all()).toContain('setting up large-host, 50 %; Esc cancels');
	dispatch(stage.store, 'escape');
	goOn();
	expect(outcome).toEqual(['given up']);
	expect(stage.store.state.dialog?.id).toBe('presets');
	expect(stage.store.tasks.underWay).toBe(null);
});

it('opens another preset in steps', async () => {
	await open();
	const {session} = stage.store;
	await stage.store.open({preset: 'small'});
	goOn();
	expect(stage.store.session).not.toBe(session);
});

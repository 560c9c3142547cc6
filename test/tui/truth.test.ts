// Goal: what the screen says is so at that very moment, also between two wakeups and when more happens than can be listed.
// Method: the whole view on a pretended terminal, stepped into the middle of things.

import {expect, it} from 'vitest';
import {all, open, stage} from './open-stage.js';

it('the most freed in a wakeup counts the one under way, and one that a knob has cut short', async () => {
	await open();
	await stage.type('S');
	await stage.type('aaa');
	// Three visits of mainline have split a THP of 512 pages each.
	expect(await all()).toMatch(/>B mainline .* 1,536 so far/);
	await stage.type('r');
	expect(await all()).toMatch(/>B mainline .* \d,\d\d\d x\d+/);
	expect(stage.store.session.runs[1].worst?.pages).toBeGreaterThanOrEqual(1536);
});

it('a says when there is no page to visit, instead of looking for one for ever', async () => {
	await open();
	await stage.pass(3e9);
	expect(stage.store.session.runs[1].ksmd()?.nothingLeft).toBe(true);
	await stage.type('a');
	expect(await all()).toContain('nothing is left to scan; s and S step through empty wakeups (a)');
	expect(stage.store.state.pace).toBe('running');
	await stage.type('ra');
	expect(await all()).toContain('run is 0: ksmd is stopped (a)');
});

it('empty full scans are one line with their number, and what is not listed is counted', async () => {
	await open({columns: 120, rows: 40});
	await stage.pass(1.5e9);
	await stage.pass(20e9);
	const scans = stage.store.session.runs[1].figure('full_scans') ?? 0;
	expect(scans).toBeGreaterThan(500);
	const text = await all();
	const times = Number(/ B .*empty full scan, ([\d,]+) times since 1\.0/.exec(text)?.[1].replaceAll(',', ''));
	expect(times).toBeGreaterThan(scans - 5);
	expect(times).toBeLessThan(scans);
	expect(text).toMatch(/\d+ not listed/);
});

it('the cursor of a chart reads out every curve', async () => {
	await open();
	await stage.pass(1.1e9);
	await stage.type('h');
	await stage.type('hhh');
	expect((await stage.screen()).find((text) => text.includes('freed in one wakeup'))).toMatch(
		/\d s {2}A \d+ {2}B [\d,]+/,
	);
	await stage.type('\u001B');
	expect(stage.store.state.chartNs).toBeNull();
});

it('a wakeup that only ends a full scan does not mean that nothing is left to scan', async () => {
	await open({
		preset: `
name: even
about: 512 pages, four wakeups of 128, a fifth that finds the end
source: made for tests
kernels: [mainline]
knobs: {pages_to_scan: 128, smart_scan: 0}
processes: [{name: app, regions: [{name: ram, size: 2MiB, advice: [mergeable], fill: {unique: {from: 1}}}]}]
timeline: [{at: 0s, set: {run: 1}}]
`,
	});
	for (let i = 0; i < 10; i++) await stage.type('s');
	const [run] = stage.store.session.runs;
	expect(run.ksmd()).toMatchObject({fullScansEver: 2, nothingLeft: false});
	expect(await all()).not.toContain('nothing is left');
	expect(await all()).toContain('Full scan 3: nothing could be merged so far.');
});

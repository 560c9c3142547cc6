// Goal: on any terminal from 40x10 up everything fits exactly, and the tables of kernels are there.
// Method: the layout of many sizes, numbers of kernels and focused panels; and real screens of odd sizes.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {planLayout} from '../../source/tui/layout.js';
import {PANEL_IDS} from '../../source/tui/panel-ids.js';
import {createStage} from './stage.js';

const layoutInput = fc.record({
	columns: fc.integer({min: 40, max: 300}),
	rows: fc.integer({min: 10, max: 100}),
	runs: fc.integer({min: 1, max: 12}),
	processes: fc.integer({min: 0, max: 40}),
	focus: fc.constantFrom(...PANEL_IDS),
	expanded: fc.boolean(),
	captionRows: fc.integer({min: 0, max: 4}),
	panels: fc.option(fc.subarray([...PANEL_IDS]), {nil: null}),
});

describe('the layout', () => {
	test.prop([layoutInput])('fills the rows exactly and never runs over the right edge', (size) => {
		const {bands, storyRows, knobRows, footerRows} = planLayout(size);
		const used = bands.reduce((sum, band) => sum + band.rows, 1 + storyRows + knobRows + footerRows);
		expect(used).toBeLessThanOrEqual(size.rows);
		for (const {rows, places} of bands) {
			expect(rows).toBeGreaterThan(0);
			const columns = places.reduce((sum, place) => sum + place.columns, places.length - 1);
			expect(columns).toBe(size.columns);
		}
	});

	test.prop([layoutInput])(
		'always shows the focused panel, unless it is a chart that has no room',
		(size) => {
			const panels = planLayout(size).bands.flatMap(({places}) => places.map(({panel}) => panel));
			if (size.focus !== 'chart') expect(panels).toContain(size.focus);
			// On small terminals a panel that was asked for may take the only place there is.
			if (!size.expanded && size.rows >= 24) expect(panels).toContain('ledger');
		},
	);
});

describe('the screen', () => {
	it.each([
		[1, 1],
		[9, 3],
		[30, 6],
		[300, 8],
		[20, 90],
	])('%ix%i is too small or odd to be useful, but breaks nothing', async (columns, rows) => {
		const stage = await createStage({columns, rows});
		await stage.pass(1.2e9);
		await stage.type('ffffeeppqq?q');
		expect(await stage.screen()).toHaveLength(rows);
		stage.close();
	});

	it.each([
		[40, 10],
		[57, 17],
		[80, 24],
		[99, 31],
		[120, 40],
		[200, 60],
	])(
		'%ix%i has a header at the top, keys at the bottom and nothing in between out of place',
		async (columns, rows) => {
			const stage = await createStage({columns, rows});
			await stage.pass(1.2e9);
			const lines = await stage.screen();
			stage.close();
			expect(lines).toHaveLength(rows);
			expect(lines[0]).toContain('RUNNING');
			expect(lines.at(-1)).toContain('q quit');
			expect(lines.every((line) => line.length <= columns)).toBe(true);
			expect(lines.some((line) => /most\/wakeup/.test(line))).toBe(true);
		},
	);
});

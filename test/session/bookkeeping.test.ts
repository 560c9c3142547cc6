// Goal: what a session keeps of a long run is exact where it is whole and bounded where it is not. Method: the pieces
// by themselves, on hand-made and drawn figures, against plain sums over everything.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {copyPlain} from '../../source/session/copy-plain.js';
import {bucketAt, createHistory, HISTORY_BUCKETS} from '../../source/session/observers/history.js';
import {createRowKeeper, keepRow, keptRows} from '../../source/session/observers/kept-rows.js';
import {addRatePoint, createRateWindow, windowRates} from '../../source/session/observers/rates.js';
import {createWakeupLog, formatWakeupLog, logWakeup} from '../../source/session/observers/wakeup-log.js';
import type {Row} from '../../source/session/run/row.js';

const row = (pass: number): Row => ({pass, timeNs: pass, wakeups: pass, values: new Float64Array(0)});

describe('kept rows', () => {
	it('are the first and the last ones, in order, and the gap is counted', () => {
		fc.assert(
			fc.property(fc.integer({min: 0, max: 60}), fc.integer({min: 1, max: 10}), (count, kept) => {
				const keeper = createRowKeeper(kept);
				for (let pass = 1; pass <= count; pass++) keepRow(keeper, row(pass));
				const all = Array.from({length: count}, (_, i) => i + 1);
				const expected = count <= 2 * kept ? all : [...all.slice(0, kept), ...all.slice(-kept)];
				for (const {rows, leftOut} of [keptRows(keeper), keptRows(copyPlain(keeper))]) {
					expect(rows.map(({pass}) => pass)).toEqual(expected);
					expect(leftOut).toBe(count - expected.length);
				}
			}),
		);
	});
});

describe('the wakeup log', () => {
	it('joins equal wakeups and loses none when it is kept whole', () => {
		const log = createWakeupLog(true);
		for (const [scanned, freed] of [
			[100, 0],
			[100, 0],
			[56, 0],
			[100, 51_200],
		])
			logWakeup(log, scanned, freed);
		expect(formatWakeupLog(log)).toBe('2x100,0 1x56,0 1x100,51200');
	});

	it('keeps only its end otherwise', () => {
		const log = createWakeupLog(false);
		for (let i = 0; i < 10_000; i++) logWakeup(log, i, 0);
		const runs = formatWakeupLog(log).split(' ');
		expect(runs.length).toBeLessThan(600);
		expect(runs.at(-1)).toBe('1x9999,0');
	});
});

describe('rates', () => {
	it('end where 90 % of what is freed was freed, whatever came before', () => {
		const freed = fc.array(fc.integer({min: 1, max: 5000}), {minLength: 1, maxLength: 200});
		fc.assert(
			fc.property(freed, (amounts) => {
				const window = createRateWindow();
				const points = amounts.map((_, i) => ({
					timeNs: (i + 1) * 24e6,
					freedPages: amounts.slice(0, i + 1).reduce((sum, pages) => sum + pages, 0),
					mergedPages: 0,
					cpuNs: i,
					wakeups: i + 1,
				}));
				for (const point of points) addRatePoint(window, point);
				const total = points[points.length - 1].freedPages;
				const mark = points.find(({freedPages}) => freedPages >= total * 0.9);
				const rates = windowRates(copyPlain(window), 0, points[points.length - 1]);
				expect([rates.toNs, rates.wakeups]).toEqual([mark?.timeNs, mark?.wakeups]);
			}),
		);
	});

	it('are zero, and never NaN, when nothing was freed or no time passed', () => {
		const now = {timeNs: 5e9, freedPages: 0, mergedPages: 0, cpuNs: 5e7, wakeups: 10};
		expect(windowRates(createRateWindow(), -1, now)).toMatchObject({
			freedMbS: 0,
			ksmdCpuPercent: 1,
			toNs: 5e9,
		});
		const none = {timeNs: 0, freedPages: 0, mergedPages: 0, cpuNs: 0, wakeups: 0};
		expect(Object.values(windowRates(createRateWindow(), -1, none)).every((value) => value === 0)).toBe(true);
	});

	it('are in 10^6 bytes per second', () => {
		const window = createRateWindow();
		addRatePoint(window, {timeNs: 1e9, freedPages: 1000, mergedPages: 250, cpuNs: 1e8, wakeups: 4});
		const rates = windowRates(window, 0, {
			timeNs: 9e9,
			freedPages: 1000,
			mergedPages: 250,
			cpuNs: 1e8,
			wakeups: 4,
		});
		expect(rates).toMatchObject({freedMbS: 4.096, mergedMbS: 1.024, ksmdCpuPercent: 10, freedPerWakeup: 250});
	});
});

describe('the history for charts', () => {
	it('keeps sums and peaks while its buckets double their width', () => {
		const events = fc.array(
			fc.record({gapNs: fc.integer({min: 0, max: 60_000_000}), pages: fc.integer({min: 0, max: 99_999})}),
			{minLength: 1, maxLength: 300},
		);
		fc.assert(
			fc.property(events, (drawn) => {
				const history = createHistory();
				let now = 0;
				for (const {gapNs, pages} of drawn) {
					now += gapNs;
					const bucket = bucketAt(history, now);
					expect(bucket).toBeLessThan(HISTORY_BUCKETS);
					history.merged[bucket] += pages;
					history.maxFreed[bucket] = Math.max(history.maxFreed[bucket], pages);
				}
				const {merged, maxFreed, count, widthNs} = copyPlain(history);
				const pages = drawn.map((event) => event.pages);
				expect(merged.reduce((sum, value) => sum + value, 0)).toBe(
					pages.reduce((sum, value) => sum + value, 0),
				);
				expect(Math.max(...maxFreed)).toBe(Math.max(...pages));
				expect(now).toBeLessThan(widthNs * count);
			}),
		);
	});
});

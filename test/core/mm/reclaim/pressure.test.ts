// Goal: "memory is short" follows the kernel's watermarks with their hysteresis: it begins below low and ends above high.
// Method: watermarks against figures of real machines; a machine whose free memory is moved across both.

import {expect, it} from 'vitest';
import {memoryIsShort, watermarks} from '../../../../source/core/mm/reclaim/pressure.js';
import {createHost, region, set, start} from '../../../support/host.js';

it('computes the watermarks as the kernel does with its defaults', () => {
	// 4 GiB: min_free_kbytes 8192; a gap of 1/1000 of memory.
	expect(watermarks(1_048_576, false)).toEqual({min: 2048, low: 3096, high: 4144});
	// 64 MiB: min_free_kbytes 1024; a gap of a quarter of it.
	expect(watermarks(16_384, false)).toEqual({min: 256, low: 320, high: 384});
	// With THPs khugepaged asks for 11 page blocks a zone: 67,584 kB were seen on a real host of three zones.
	expect(watermarks(1_048_576, true)).toEqual({min: 5632, low: 7040, high: 8448});
	expect(watermarks(6_000_000, true).min * 4 * 3).toBe(67_584);
});

it('is short from below low until above high', () => {
	const m = createHost('pressure', {memoryPages: 16_384});
	const {low, high} = watermarks(16_384, true);
	set(m, {run: 0});
	const hold = (pages: number): boolean => {
		m.frames.usedPages[0] = 16_384 - pages;
		return memoryIsShort(m);
	};
	start(m, 'guest', [region('ram', 512, ['nohugepage'], (page) => page + 1)]);
	expect(hold(high)).toBe(false);
	expect(hold(low)).toBe(false);
	expect(hold(low - 1)).toBe(true);
	expect(hold(low + 1)).toBe(true);
	expect(hold(high)).toBe(true);
	expect(hold(high + 1)).toBe(false);
	expect(hold(low + 1)).toBe(false);
});

// Goal: "memory is short" follows the kernel's watermarks with their hysteresis: it begins below low and ends above high.
// Method: watermarks against figures of real machines; a machine whose free memory is moved across both.

import {expect, it} from 'vitest';
import {memoryIsShort, watermarks} from '../../../../source/core/mm/reclaim/pressure.js';
import {createHost, region, set, start} from '../../../support/host.js';

const DEFAULTS = {minFreePages: null, watermarkScaleFactor: 10};

it('computes the watermarks as the kernel does with its defaults', () => {
	// 4 GiB: min_free_kbytes 8192; a gap of 1/1000 of memory.
	expect(watermarks(1_048_576, false, DEFAULTS)).toEqual({min: 2048, low: 3096, high: 4144});
	// 64 MiB: min_free_kbytes 1024; a gap of a quarter of it.
	expect(watermarks(16_384, false, DEFAULTS)).toEqual({min: 256, low: 320, high: 384});
	// With THPs khugepaged asks for 11 page blocks a zone: 67,584 kB were seen on a real host of three zones.
	expect(watermarks(1_048_576, true, DEFAULTS)).toEqual({min: 5632, low: 7040, high: 8448});
	expect(watermarks(6_000_000, true, DEFAULTS).min * 4 * 3).toBe(67_584);
});

it('takes vm.min_free_kbytes and vm.watermark_scale_factor as they are set', () => {
	expect(watermarks(1_048_576, true, {minFreePages: 16_384, watermarkScaleFactor: 10})).toEqual({
		min: 16_384,
		low: 20_480,
		high: 24_576,
	});
	// 1 per cent of memory is more than a quarter of min.
	expect(watermarks(1_048_576, true, {minFreePages: 16_384, watermarkScaleFactor: 100})).toEqual({
		min: 16_384,
		low: 26_869,
		high: 37_354,
	});
	const m = createHost('pressure', {memoryPages: 16_384, minFreePages: 4096});
	expect(memoryIsShort(m)).toBe(false);
	m.frames.usedPages[0] = 16_384 - 5000;
	expect(memoryIsShort(m)).toBe(true);
});

it('is short from below low until above high', () => {
	const m = createHost('pressure', {memoryPages: 16_384});
	const {low, high} = watermarks(16_384, true, DEFAULTS);
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

// Goal: a pin is one of the page that it was taken of, holds the whole folio, and comes off that page only, as buffers
// registered with io_uring do on a real kernel. Method: pin some pages of a THP, take pins off others, then off those.

import {expect, it} from 'vitest';
import type {Frame} from '../../../source/core/base/brands.js';
import {checkInvariants, perform} from '../../../source/core/index.js';
import {pinsOf} from '../../../source/core/mm/folio.js';
import {createHost, region, start} from '../../support/host.js';

const target = (from: number, to: number): {process: string; region: string; from: number; to: number} => ({
	process: 'p',
	region: 'r',
	from,
	to,
});

it('comes off the pages that were pinned, not off others of their folio', () => {
	const m = createHost('mainline', {swapPages: 0});
	start(m, 'p', [region('r', 512, ['hugepage'], (page) => 1000 + page)]);
	const head = m.slots.frame[m.processes[0].vmas[0].slot] as Frame;
	perform(m, {do: 'pin', target: target(500, 507)});
	perform(m, {do: 'pin', target: target(506, 507)});
	expect(pinsOf(m.frames, head)).toBe(8);
	perform(m, {do: 'unpin', target: target(0, 500)});
	expect(pinsOf(m.frames, head)).toBe(8);
	perform(m, {do: 'unpin', target: target(0, 512)});
	expect(pinsOf(m.frames, head)).toBe(1);
	perform(m, {do: 'unpin', target: target(506, 507)});
	perform(m, {do: 'unpin', target: target(506, 507)});
	expect(pinsOf(m.frames, head)).toBe(0);
	expect(checkInvariants(m)).toEqual([]);
});

it('pins nothing where one page may not be written', () => {
	const m = createHost('mainline', {swapPages: 0});
	start(m, 'p', [region('r', 512, ['hugepage'], (page) => 1000 + page)]);
	const head = m.slots.frame[m.processes[0].vmas[0].slot] as Frame;
	perform(m, {do: 'mprotect', target: target(8, 9), protection: 'read_only'});
	expect(perform(m, {do: 'pin', target: target(0, 16)}).errno).toBe('EFAULT');
	expect(pinsOf(m.frames, head)).toBe(0);
});

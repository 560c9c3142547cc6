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

it('faults in what lies before a hole, and pins nothing', () => {
	const m = createHost('mainline', {swapPages: 0});
	start(m, 'p', [region('r', 32, [], null)]);
	perform(m, {do: 'munmap', target: target(8, 16)});
	expect(perform(m, {do: 'pin', target: target(4, 32)}).errno).toBe('EFAULT');
	expect(m.processes[0].rssAnonPages).toBe(4);
	expect(m.frames.pins.size).toBe(0);
});

it('locks up to a hole without faulting anything in', () => {
	const m = createHost('mainline', {swapPages: 0});
	start(m, 'p', [region('r', 32, [], null)]);
	perform(m, {do: 'munmap', target: target(8, 16)});
	expect(perform(m, {do: 'mlock', target: target(4, 32)}).errno).toBe('ENOMEM');
	expect(m.processes[0].rssAnonPages).toBe(0);
	expect(m.processes[0].vmas.map(({locked}) => locked)).toEqual([false, true, false]);
	expect(perform(m, {do: 'munlock', target: target(0, 8)}).errno).toBeUndefined();
	expect(m.processes[0].vmas.some(({locked}) => locked)).toBe(false);
});

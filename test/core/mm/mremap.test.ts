// Goal: addresses of mappings stay apart, whatever moves. Method: move part of a region far beyond its end, where the next
// region would have come, then map that one.

import {expect, it} from 'vitest';
import {checkInvariants, perform} from '../../../source/core/index.js';
import {createHost, region, start} from '../../support/host.js';

it('a region is not mapped over pages that were moved beyond the end of another', () => {
	const m = createHost('mainline');
	start(m, 'p', [region('r', 600, ['mergeable'], (page) => 1 + page)]);
	const target = {process: 'p', region: 'r', from: 0, to: 100};
	expect(perform(m, {do: 'mremap', target, to: {page: 1024 + 512}})).toEqual({pages: 100});
	const late = region('late', 1200, ['mergeable'], (page) => 5000 + page);
	expect(perform(m, {do: 'mmap', process: 'p', region: late})).toEqual({pages: 0});
	const spans = m.processes[0].vmas.map(({start: from, end}) => [from, end]);
	for (const [i, [from]] of spans.entries()) expect(from).toBeGreaterThanOrEqual(spans[i - 1]?.[1] ?? 0);
	expect(m.processes[0].rssAnonPages).toBe(600 + 1200);
	expect(checkInvariants(m)).toEqual([]);
});

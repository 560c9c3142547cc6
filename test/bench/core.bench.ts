// Goal: how fast the core scans. Method: `npm run bench`; each sample is one full scan of a host that has settled, so that
// samples per second times the pages in a name are pages per second. The core is loaded as it is built: vitest's own
// loading makes each call of another module some ten times slower.

import {createRequire} from 'node:module';
import {bench, describe} from 'vitest';
import type {Machine} from '../../source/core/index.js';
import buildOnce from '../tools/build-once.js';
import {benchHosts, PAGES_PER_GIB, uniques, zeros, type CoreModule} from './hosts.js';

buildOnce();
const core = createRequire(import.meta.url)('../../dist/core/index.js') as CoreModule;
const {perform, restore, snapshot} = core;
const {createBenchHost, fullScan} = benchHosts(core);

/** Built when first needed, after two full scans that only warm up. */
function settled(build: () => Machine): () => Machine {
	let m: Machine | undefined;
	return () => {
		if (m === undefined) {
			m = build();
			fullScan(m);
			fullScan(m);
		}
		return m;
	};
}

describe('a full scan', () => {
	const unique = settled(() => createBenchHost({pages: PAGES_PER_GIB, content: uniques}));
	bench('262,144 unique pages, nothing stale', () => {
		fullScan(unique());
	});

	const written = settled(() =>
		createBenchHost({pages: PAGES_PER_GIB / 4, advice: 'nohugepage', content: uniques}),
	);
	let round = 0;
	bench('65,536 unique pages, one written to in the middle', () => {
		const m = written();
		const {passes} = m.ksm;
		const {pagesScanned} = m.ksm;
		round++;
		perform(m, {
			do: 'write',
			target: {region: 'ram', from: 7, to: 8},
			content: () => () => 1 + (round % 1000),
		});
		fullScan(m);
		if (m.ksm.passes !== passes + 1 || m.ksm.pagesScanned === pagesScanned) throw new Error('no full scan');
	});

	const pairs = settled(() =>
		createBenchHost({pages: PAGES_PER_GIB, content: (page) => 1000 + (page % 131_072)}),
	);
	bench('262,144 pages merged in pairs', () => {
		fullScan(pairs());
	});

	bench(
		'262,144 zero pages of THPs behind a stale item, in which each full scan frees one THP',
		() => {
			fullScan(stale());
		},
		{iterations: 20, time: 0, warmupIterations: 0, warmupTime: 0},
	);
	const stale = settled(() => createBenchHost({pages: PAGES_PER_GIB, content: zeros}));
});

describe('a snapshot', () => {
	const unique = settled(() => createBenchHost({pages: PAGES_PER_GIB, content: uniques}));
	bench('of 1 GiB, taken and restored', () => {
		restore(snapshot(unique()));
	});
});

// Measures the core and prints a table: pages scanned per second at 1 GiB and at a size given in GiB (default 8; 64 takes
// some 3 GB of memory), bytes per simulated page, and how time per page grows. Medians of several full scans after some
// that warm up. Usage: node <built file> [GiB]

import * as core from '../../source/core/index.js';
import {benchHosts, PAGES_PER_GIB, uniques, zeros, type BenchHost} from '../bench/hosts.js';

const {createBenchHost, fullScan} = benchHosts(core);

const WARM_UP = 3;
const SAMPLES = 7;

function bytesInUse(): number {
	globalThis.gc?.();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
}

interface Measured {
	pagesPerSecond: number;
	bytesPerPage: number;
}

function measure(host: BenchHost): Measured {
	const before = bytesInUse();
	const m = createBenchHost(host);
	for (let i = 0; i < WARM_UP; i++) fullScan(m);
	const rates: number[] = [];
	for (let i = 0; i < SAMPLES; i++) {
		const start = performance.now();
		const pages = fullScan(m);
		rates.push((pages / (performance.now() - start)) * 1000);
	}
	rates.sort((a, b) => a - b);
	const bytesPerPage = (bytesInUse() - before) / host.pages;
	if (m.ksm.passes === 0) throw new Error('nothing was scanned');
	return {pagesPerSecond: rates[SAMPLES >> 1], bytesPerPage};
}

const gib = Number(process.argv[2] ?? 8);
const KINDS: Array<[string, Omit<BenchHost, 'pages'>]> = [
	['unique pages', {content: uniques}],
	['unique pages in random order', {content: (page) => (page * 2_654_435_761) % 2 ** 32}],
	['zeros, merged (before)', {content: zeros, kernel: 'before'}],
	['zeros behind a stale item (mainline)', {content: zeros}],
];

console.log(
	`${'what'.padEnd(38)} ${'1 GiB'.padStart(12)} ${`${gib} GiB`.padStart(12)}   growth   bytes/page`,
);
for (const [name, host] of KINDS) {
	const small = measure({...host, pages: PAGES_PER_GIB});
	const large = measure({...host, pages: PAGES_PER_GIB * gib});
	const speed = ({pagesPerSecond}: Measured): string =>
		`${(pagesPerSecond / 1e6).toFixed(1)} M/s`.padStart(12);
	const growth = `${(small.pagesPerSecond / large.pagesPerSecond).toFixed(2)}x`.padStart(8);
	console.log(
		`${name.padEnd(38)} ${speed(small)} ${speed(large)} ${growth} ${large.bytesPerPage.toFixed(1).padStart(12)}`,
	);
}

// Measures one case of scale-cases.ts by itself, in a process of its own, and prints its rows as JSON. Started by
// test/bench/scale.bench.ts.

import process from 'node:process';
import {
	arrayBytes,
	bareLimit,
	cpuUs,
	createHost,
	GIB,
	laterPasses,
	nthPass,
	pass,
	skips,
	snapshots,
	splits,
	staleItem,
	thereAndBack,
	write,
	type Workload,
} from './scale-cases.js';

/** One line of the table. Speeds in millions per second. */
export interface Row {
	what: string;
	figure: string;
	target: string;
	reached: boolean | null;
	bare?: string;
	bytesPerPage?: string;
}

const unique = (page: number): number => 5_000_000 + page;
const permuted = (page: number): number => Math.imul(page, 2_654_435_761) >>> 0;
const million = (speed: number): string => `${speed.toPrecision(3)} M/s`;

function speedRow(
	what: string,
	{speed, m}: {speed: number; m: ReturnType<typeof createHost>},
	pages: number,
	target?: number,
): Row {
	return {
		what,
		figure: million(speed),
		target: target === undefined ? '' : `${target} M/s`,
		reached: target === undefined ? null : speed >= target,
		bare: million(bareLimit(m)),
		bytesPerPage: (arrayBytes(m) / pages).toFixed(1),
	};
}

/** How much longer a page takes on a large host than on a small one. */
function growth(what: string, workload: Omit<Workload, 'pages'>, gib: number): Row {
	const small = laterPasses({...workload, pages: GIB});
	const large = laterPasses({...workload, pages: GIB * gib});
	return {
		...speedRow(what, large, GIB * gib),
		figure: `${million(large.speed)}, ${(small.speed / large.speed).toFixed(2)} times the time of 1 GiB`,
		target: '2 times',
		reached: small.speed <= large.speed * 2,
	};
}

function staleRows(gib: number, times: number, target: number): Row[] {
	const result = staleItem(GIB * gib, times);
	const label = `${gib} GiB, a stale item in the tree`;
	const building = {
		...speedRow(`${label}: building the tree`, {...result, speed: result.building}, GIB * gib),
	};
	return [speedRow(`${label}: visits`, result, GIB * gib, target), building];
}

function hostRows(gib: number): Row[] {
	const started = cpuUs();
	const m = createHost({pages: GIB * gib, content: unique});
	const buildMs = (cpuUs() - started) / 1000;
	const first = pass(m);
	pass(m);
	const bytesPerPage = (arrayBytes(m) / (GIB * gib)).toFixed(1);
	const {firstMs, nextMs} = snapshots(m, GIB * gib);
	const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
	const name = `${gib} GiB`;
	return [
		{
			what: `${name}: building the workload`,
			figure: `${Math.round(buildMs)} ms`,
			target: gib === 64 ? '5000 ms' : '',
			reached: gib === 64 ? buildMs < 5000 : null,
			bytesPerPage,
		},
		{what: `${name}: first pass, cold`, figure: million(first), target: '', reached: null},
		{
			what: `${name}: first checkpoint, and one more`,
			figure: `${Math.round(firstMs)} ms, ${Math.round(nextMs)} ms`,
			target: '',
			reached: null,
		},
		{
			what: `${name}: peak memory of the process, checkpoints included`,
			figure: `${megabytes} MiB`,
			target: gib === 256 ? '4096 MiB' : '',
			reached: gib === 256 ? megabytes < 4096 : null,
		},
	];
}

/** Every case by name. */
export const CASES: Readonly<Record<string, () => Row[]>> = {
	first: () => [speedRow('1 GiB unique: first pass', nthPass({pages: GIB, content: unique}, 1), GIB, 25)],
	unique: () => [
		speedRow(
			'1 GiB unique, address order: later passes',
			laterPasses({pages: GIB, content: unique}),
			GIB,
			20,
		),
	],
	permuted: () => [
		speedRow('1 GiB unique, permuted: later passes', laterPasses({pages: GIB, content: permuted}), GIB),
	],
	skips: () => [speedRow('1 GiB: smart-scan skips', skips(GIB), GIB, 100)],
	merges: () => [
		speedRow(
			'1 GiB, 2,048 contents: merges into the stable tree',
			nthPass({pages: GIB, thp: false, content: (page) => 5_000_000 + (page % 2048)}, 2),
			GIB,
			10,
		),
	],
	zeros: () => [
		speedRow(
			'1 GiB of zeros: merges into a chain',
			nthPass({pages: GIB, thp: false, content: () => 0}, 2),
			GIB,
		),
	],
	pairs: () => {
		const workload = {pages: GIB, thp: false, content: (page: number) => 5_000_000 + (page % (GIB / 2))};
		return [
			speedRow('1 GiB of pairs: the pass that merges them', nthPass(workload, 2), GIB),
			speedRow('1 GiB of pairs: later passes', laterPasses(workload), GIB),
		];
	},
	mixed: () => [
		speedRow(
			'1 GiB: half unique, 65,536 stable nodes, a chain of zeros',
			laterPasses({
				pages: GIB,
				thp: false,
				content: (page) => (page < 1024 ? 0 : 5_000_000 + (page < GIB / 2 ? page % (GIB / 4) : page)),
			}),
			GIB,
		),
	],
	wakeups: () => [
		speedRow(
			'1 GiB unique, in wakeups of 1,000 pages: later passes',
			laterPasses({pages: GIB, content: unique, knobs: {pages_to_scan: '1000'}}),
			GIB,
		),
	],
	written: () => [
		speedRow(
			'256 MiB unique, a page written before each pass',
			laterPasses({pages: GIB / 4, thp: false, content: unique}, (m, round) => write(m, 7, 1 + round)),
			GIB / 4,
		),
	],
	'zeros behind': () => [
		speedRow(
			'1 GiB of zeros in THPs behind a stale item: one THP goes in each pass',
			laterPasses({pages: GIB, content: () => 0, knobs: {pages_to_scan: '1000'}}),
			GIB,
		),
	],
	checkpoint: () => {
		const {takenMs, restoredMs} = thereAndBack(GIB, unique);
		const figure = `${Math.round(takenMs)} ms, ${Math.round(restoredMs)} ms`;
		return [{what: '1 GiB unique: a checkpoint, and back to it', figure, target: '', reached: null}];
	},
	stale: () => staleRows(1, 9, 1),
	splits: () => {
		const {speed, m} = splits(16 * GIB, 5);
		return [
			{
				...speedRow('16 GiB of zeros: splits of 8,192 THPs with remap', {speed, m}, 16 * GIB, 0.1),
				bare: undefined,
			},
		];
	},
	'64 unique': () => [growth('64 GiB unique, address order', {content: unique}, 64)],
	'64 zeros': () => [
		growth('64 GiB of zeros, in THPs that are never split', {content: () => 0, kernel: 'ksm-opt-out'}, 64),
	],
	'64 zeros merged': () => [growth('64 GiB of zeros, merged', {content: () => 0, thp: false}, 64)],
	'64 permuted': () => [
		speedRow('64 GiB unique, permuted', laterPasses({pages: 64 * GIB, content: permuted}), 64 * GIB, 4),
	],
	'64 stale': () => staleRows(64, 3, 0.3),
	'64 host': () => hostRows(64),
	'256 host': () => hostRows(256),
};

const name = process.argv[2];
if (name !== undefined) process.stdout.write(JSON.stringify(CASES[name]()));

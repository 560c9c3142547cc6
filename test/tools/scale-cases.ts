// What npm run bench measures: workloads that each keep ksmd in one kind of work, and how fast the model does it. Speeds
// are pages per microsecond of CPU time (millions per second), so that others on the machine disturb them little.

import {
	advance,
	createMachine,
	findKernel,
	perform,
	spawn,
	writeKnob,
	type ContentOf,
	type Machine,
} from '../../source/core/index.js';
import {machineConfig} from '../support/machine-config.js';
import {restore, snapshot} from '../../source/core/snapshot.js';

export const GIB = 262_144;
const WARM_UP = 3;
const PASSES = 8;

/** CPU time of this process, microseconds. */
export function cpuUs(): number {
	const {user, system} = process.cpuUsage();
	return user + system;
}

export interface Workload {
	pages: number;
	content: ContentOf;
	thp?: boolean;
	kernel?: string;
	knobs?: Record<string, string>;
}

/** A host with one guest, whose wakeups are whole full scans unless `knobs` say otherwise. */
export function createHost({pages, content, thp = true, kernel = 'mainline', knobs = {}}: Workload): Machine {
	const m = createMachine(machineConfig(findKernel(kernel)!, {memoryPages: pages * 2}));
	const advice = [thp ? ('hugepage' as const) : ('nohugepage' as const), 'mergeable' as const];
	const region = {name: 'ram', pages, alignPages: 512, node: 0, advice, tagged: [], content};
	spawn(m, {name: 'guest', mergeAny: false, regions: [region]});
	const all = {smart_scan: '0', pages_to_scan: '4000000000', ...knobs, run: '1'};
	for (const [name, value] of Object.entries(all)) {
		const errno = writeKnob(m, name, value);
		if (errno !== undefined) throw new Error(`${name}=${value}: ${errno}`);
	}
	return m;
}

const visits = (m: Machine): number => m.ksm.pagesScanned + m.ksm.pagesSkipped;

/** Lets ksmd take that many pages. */
function scan(m: Machine, pages: number): void {
	while (advance(m, Infinity, pages) === 'working');
}

/** Runs one full scan; returns pages per microsecond. */
export function pass(m: Machine): number {
	const before = visits(m);
	const {fullScans} = m.ksm;
	const started = cpuUs();
	while (m.ksm.fullScans === fullScans) advance(m, Infinity);
	return (visits(m) - before) / (cpuUs() - started);
}

export function median(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[values.length >>> 1];
}

/** The median of later passes; `between` is called before each. */
export function laterPasses(
	workload: Workload,
	between: (m: Machine, round: number) => void = () => {},
): {speed: number; m: Machine} {
	const m = createHost(workload);
	for (let i = 0; i < WARM_UP; i++) pass(m);
	const speeds = Array.from({length: PASSES}, (_, round) => {
		between(m, round);
		return pass(m);
	});
	return {speed: median(speeds), m};
}

/** Writes to one page of the guest. */
export function write(m: Machine, page: number, content: number): void {
	const target = {process: 'guest', region: 'ram', from: page, to: page + 1};
	const {errno} = perform(m, {do: 'write', target, content: () => () => content});
	if (errno !== undefined) throw new Error(`write: ${errno}`);
}

/** The median of the nth pass (from 1) of fresh hosts. */
export function nthPass(workload: Workload, nth: number, passes = PASSES): {speed: number; m: Machine} {
	const speeds: number[] = [];
	let m = createHost(workload);
	for (let i = 0; i < passes + WARM_UP; i++) {
		m = createHost(workload);
		for (let before = 1; before < nth; before++) pass(m);
		speeds.push(pass(m));
	}
	return {speed: median(speeds.slice(WARM_UP)), m};
}

/** Folios split with the remap of all their pages, per microsecond. */
export function splits(pages: number, times: number): {speed: number; m: Machine} {
	const speeds: number[] = [];
	let m!: Machine;
	for (let i = 0; i < times; i++) {
		m = createHost({pages, content: () => 0, knobs: {use_zero_pages: '1'}});
		pass(m);
		const before = m.vm.thp_split_page;
		const started = cpuUs();
		while (advance(m, Infinity) !== 'wakeup');
		speeds.push((m.vm.thp_split_page - before) / (cpuUs() - started));
	}
	return {speed: median(speeds.slice(1)), m};
}

/** Passes in which smart scan skips every page. */
export function skips(pages: number): {speed: number; m: Machine} {
	const m = createHost({pages, content: (page) => 5_000_000 + page, knobs: {smart_scan: '1'}});
	const speeds: number[] = [];
	while (speeds.length < PASSES + WARM_UP) {
		const before = m.ksm.pagesSkipped;
		const speed = pass(m);
		if (m.ksm.pagesSkipped - before === pages) speeds.push(speed);
	}
	return {speed: median(speeds.slice(WARM_UP)), m};
}

/** The second half of passes in whose middle an item becomes stale, and building the true tree at that moment. */
export function staleItem(pages: number, times: number): {speed: number; building: number; m: Machine} {
	const m = createHost({pages, content: (page) => 5_000_000 + page});
	pass(m);
	const speeds: number[] = [];
	const buildings: number[] = [];
	for (let i = 0; i < times; i++) {
		scan(m, pages >>> 1);
		// A page inserted late is a leaf: it blocks next to nothing, so that the searches go all the way down.
		const from = (pages >>> 1) - 600 - i * 7;
		const items = m.ksm.unstable.items;
		const started = cpuUs();
		perform(m, {
			do: 'madvise',
			target: {process: 'guest', region: 'ram', from, to: from + 1},
			advice: 'dontneed',
		});
		// ksmd builds the tree before its next search.
		scan(m, 1);
		buildings.push(items / (cpuUs() - started));
		speeds.push(pass(m));
	}
	return {speed: median(speeds.slice(1)), building: median(buildings.slice(1)), m};
}

/** Milliseconds of a first snapshot, and of one more after part of a pass; and bytes per page that the second adds. */
export function snapshots(m: Machine, pages: number): {firstMs: number; nextMs: number} {
	const started = cpuUs();
	const first = snapshot(m);
	const between = cpuUs();
	scan(m, pages >>> 1);
	const again = cpuUs();
	snapshot(m, first);
	return {firstMs: (between - started) / 1000, nextMs: (cpuUs() - again) / 1000};
}

/** Milliseconds of a snapshot and of going back to it, medians. */
export function thereAndBack(pages: number, content: ContentOf): {takenMs: number; restoredMs: number} {
	const m = createHost({pages, content});
	pass(m);
	pass(m);
	const times = Array.from({length: PASSES + WARM_UP}, () => {
		const started = cpuUs();
		const taken = snapshot(m);
		const between = cpuUs();
		restore(taken);
		return [between - started, cpuUs() - between];
	}).slice(WARM_UP);
	const [takenMs, restoredMs] = [0, 1].map((which) => median(times.map((pair) => pair[which])) / 1000);
	return {takenMs, restoredMs};
}

/** Bytes of a machine's arrays. */
export function arrayBytes(m: Machine): number {
	const {slots, frames, ksm} = m;
	const holders = [slots, frames, ksm.nodes, ksm.unstable, ksm.unstable.log, ksm.stableTable];
	let bytes = 0;
	for (const holder of holders)
		for (const value of Object.values(holder)) if (ArrayBuffer.isView(value)) bytes += value.byteLength;
	for (const aside of slots.checksums.values()) bytes += aside.byteLength;
	return bytes;
}

/** The bare limit: pages per microsecond of a loop that only reads, for each page, the arrays that a visit reads. */
export function bareLimit(m: Machine): number {
	const {pte, frame, item, node} = m.slots;
	const {content, flags, mapping} = m.frames;
	const [from, to] = [512, m.slots.ranges * 512];
	const speeds: number[] = [];
	let sum = 0;
	for (let i = 0; i < PASSES + WARM_UP; i++) {
		const started = cpuUs();
		for (let slot = from; slot < to; slot++) {
			const page = frame[slot];
			sum += pte[slot] + item[slot] + content[page] + flags[page] + mapping[page];
		}
		speeds.push((to - from) / Math.max(1, cpuUs() - started));
	}
	return sum + node.length < 0 ? 0 : median(speeds.slice(WARM_UP));
}

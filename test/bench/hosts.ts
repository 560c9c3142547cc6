// Hosts for measuring the core: one guest, everything mergeable, a whole full scan at a time.

import {
	advance,
	createMachine,
	kernelById,
	spawn,
	writeKnob,
	type Advice,
	type ContentOf,
	type Machine,
} from '../../source/core/index.js';

export const PAGES_PER_GIB = 262_144;

export interface BenchHost {
	kernel?: string;
	pages: number;
	advice?: Advice;
	content: ContentOf;
	knobs?: Record<string, number>;
}

export function createBenchHost({
	kernel = 'mainline',
	pages,
	advice = 'hugepage',
	content,
	knobs = {},
}: BenchHost): Machine {
	const m = createMachine({
		kernel: kernelById.get(kernel)!,
		memoryPages: pages + PAGES_PER_GIB,
		swapPages: 0,
		hz: 250,
		nodes: 1,
		thp: 'madvise',
		khugepaged: 'asleep',
		mte: 'off',
		rmapWalk: 'full',
		ksmAge: '6.12',
		earlyExit511: true,
		costScale: 1,
		seed: 1,
	});
	const all = {pages_to_scan: 1000, smart_scan: 0, ...knobs, run: 1};
	spawn(m, {
		name: 'guest',
		mergeAny: false,
		regions: [
			{name: 'ram', pages, alignPages: 512, node: 0, advice: [advice, 'mergeable'], tagged: [], content},
		],
	});
	for (const [name, value] of Object.entries(all)) writeKnob(m, name, String(value));
	return m;
}

/** Runs one full scan to its end; returns the pages scanned in it. */
export function fullScan(m: Machine): number {
	const {pagesScanned, passes} = m.ksm;
	while (m.ksm.passes === passes) advance(m, m.nowNs + 1e15);
	return m.ksm.pagesScanned - pagesScanned;
}

export const uniques: ContentOf = (page) => 5_000_000 + page;
export const zeros: ContentOf = () => 0;

// Hosts for measuring the core: one guest, everything mergeable, a whole full scan at a time.

import type * as Core from '../../source/core/index.js';

/** The core, however it was loaded. */
export type CoreModule = typeof Core;

export const PAGES_PER_GIB = 262_144;

export interface BenchHost {
	kernel?: string;
	pages: number;
	advice?: Core.Advice;
	content: Core.ContentOf;
	knobs?: Record<string, number>;
}

/** Functions that make hosts of `core` and drive them. */
export function benchHosts({advance, createMachine, kernelById, spawn, writeKnob}: CoreModule) {
	function createBenchHost(host: BenchHost): Core.Machine {
		const {kernel = 'mainline', pages, advice = 'hugepage', content, knobs = {}} = host;
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
			kernelVersion: '6.12',
			earlyExit511: true,
			costScale: 1,
			seed: 1,
		});
		spawn(m, {
			name: 'guest',
			mergeAny: false,
			regions: [
				{name: 'ram', pages, alignPages: 512, node: 0, advice: [advice, 'mergeable'], tagged: [], content},
			],
		});
		const all = {pages_to_scan: 1000, smart_scan: 0, ...knobs, run: 1};
		for (const [name, value] of Object.entries(all)) writeKnob(m, name, String(value));
		return m;
	}

	/** Runs one full scan to its end; returns the pages scanned in it. */
	function fullScan(m: Core.Machine): number {
		const {pagesScanned, passes} = m.ksm;
		while (m.ksm.passes === passes) advance(m, m.nowNs + 1e15);
		return m.ksm.pagesScanned - pagesScanned;
	}

	return {createBenchHost, fullScan};
}

export const uniques: Core.ContentOf = (page) => 5_000_000 + page;
export const zeros: Core.ContentOf = () => 0;

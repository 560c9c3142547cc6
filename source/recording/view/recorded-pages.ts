// The page map of a recording: the states of the pages of the preset's regions by /proc/PID/pagemap and /proc/kpageflags.

import type {ItemCounts, MapState, PageMap, VmaInfo} from '../../core/index.js';
import type {ObservedProcess} from '../recording.js';
import type {PageLetter, PageRun} from '../page-runs.js';

const PAGE_BYTES = 4096;

/** No flag says what mapped a zeropage; they are ksmd's if ksm_zero_pages counts as many. */
function zeroStateOf({figures, pages}: ObservedProcess): MapState {
	const counted = figures.get('ksm_zero_pages');
	let mapped = 0;
	for (const runs of pages?.values() ?? [])
		for (const {letter, pages: length} of runs) if (letter === 'z') mapped += length;
	if (counted === mapped) return 'zero_ksm';
	return 'zeropage';
}

function statesOf(process: ObservedProcess): Readonly<Record<PageLetter, MapState>> {
	const isPmdMapped = (process.figures.get('anon_huge_pages') ?? 0) > 0;
	return {
		T: isPmdMapped ? 'thp' : 'large',
		k: 'ksm',
		z: zeroStateOf(process),
		p: 'base',
		s: 'swap',
		'.': 'none',
		'?': 'none',
	};
}

const lengthOf = (runs: readonly PageRun[]): number => runs.reduce((sum, {pages}) => sum + pages, 0);

/** One row's map. Its indexes count the pages of all regions, process by process. */
export class RecordedPages implements PageMap {
	readonly cursor = null;
	readonly #vmas = new Map<string, VmaInfo[]>();
	/** Runs of pages in one state: the index of the first of them, rising, and the state. */
	readonly #starts: number[] = [];
	readonly #states: MapState[] = [];

	constructor(processes: readonly ObservedProcess[]) {
		let index = 0;
		for (const process of processes) {
			const states = statesOf(process);
			const vmas: VmaInfo[] = [];
			for (const [region, runs] of process.pages ?? []) {
				const pages = lengthOf(runs);
				const start = (process.starts?.get(region) ?? index * PAGE_BYTES) / PAGE_BYTES;
				vmas.push({...UNKNOWN_VMA, region, start, end: start + pages, firstIndex: index});
				for (const {letter, pages: length} of runs) {
					this.#starts.push(index);
					this.#states.push(states[letter]);
					index += length;
				}
			}
			this.#vmas.set(process.name, vmas);
		}
	}

	/** The regions of a process as VMAs. */
	vmasOf(process: string): readonly VmaInfo[] {
		return this.#vmas.get(process) ?? [];
	}

	stateOf(index: number): MapState {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if (this.#starts[middle] <= index) low = middle;
			else high = middle - 1;
		}
		return this.#states[low] ?? 'none';
	}

	itemsIn(): ItemCounts | null {
		return null;
	}
}

/** What a recording does not hold of a region. */
const UNKNOWN_VMA = {mergeable: false, locked: false, dontFork: false, thp: 'none', node: 0} as const;

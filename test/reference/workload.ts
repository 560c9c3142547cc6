// Sets the reference model up with regions, as a program that maps, fills and advises them would.

import type {Kernel} from '../../source/core/index.js';
import {Ksmd} from './ksmd.js';
import {Memory, type Pte, type RefProcess, type Vma} from './memory.js';

export interface RefRegion {
	pages: number;
	thp: boolean;
	mergeable: boolean;
	content: (page: number) => number;
}

export const DEFAULT_KNOBS: Readonly<Record<string, number>> = {
	run: 1,
	pages_to_scan: 100,
	use_zero_pages: 0,
	smart_scan: 1,
	shrink_underused: 1,
	max_page_sharing: 256,
	stable_node_chains_prune_millisecs: 2000,
	ksm_age: 612,
};

export function createReference(kernel: Kernel, knobs: Record<string, number>): Ksmd {
	const all = {...DEFAULT_KNOBS, ...knobs};
	return new Ksmd(new Memory(kernel, all), all);
}

/** A process with regions, 2 MiB aligned; THPs where a whole 2 MiB lies inside a region that asks for them. */
export function startProcess(ksmd: Ksmd, regions: readonly RefRegion[]): RefProcess {
	const process: RefProcess = {alive: true, vmas: [], ptes: []};
	for (const {pages, thp, mergeable, content} of regions) {
		const vma: Vma = {process, mergeable: false, ptes: []};
		process.vmas.push(vma);
		for (let page = 0; page < pages; page++) vma.ptes.push({kind: 'none', clean: false, vma} satisfies Pte);
		process.ptes.push(...vma.ptes);
		for (let page = 0; page < pages;) {
			if (thp && page % 512 === 0 && page + 512 <= pages) {
				const first = page;
				const run = vma.ptes.slice(first, first + 512);
				ksmd.memory.newFolio(
					run,
					run.map((_, i) => content(first + i)),
				);
				page += 512;
			} else {
				ksmd.memory.newPage(vma.ptes[page], content(page));
				page++;
			}
		}
		if (mergeable) ksmd.advise(vma, true);
	}
	return process;
}

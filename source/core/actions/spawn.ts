// Starting a process as a preset describes it: each region is mapped, takes its THP advice, is filled in address order,
// and is then made mergeable.

import {complete, partOf, type Steps} from '../base/steps.js';
import type {Machine} from '../state/machine.js';
import {claimedPages, claimHostMemory} from '../mm/host-memory.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {freePages, reserveBlocks} from '../mm/page-alloc.js';
import {reserveSlots} from '../mm/vma/extents.js';
import {fillVma, mapRegion} from '../mm/vma/map-region.js';
import {createProcess, type Process, type Vma} from '../state/mm/process.js';
import type {AllocCause} from '../catalogue/causes.js';
import {ksmEnter} from '../ksm/mm-list.js';
import {record} from '../events.js';
import type {ProcessSpec, RegionSpec} from './action.js';
import {adviseVma} from './madvise-flags.js';

/** A region does not fit into the machine's memory. A preset that starts so is refused; in a timeline it becomes ENOMEM. */
export class NoMemoryError extends Error {
	override readonly name = 'NoMemoryError';
	/** Pages of 4 KiB by which free memory falls short. */
	readonly missingPages: number;

	constructor(process: string, region: string, missingPages: number) {
		super(
			`region ${region} of process ${process} does not fit into memory: ${missingPages} pages are missing`,
		);
		this.missingPages = missingPages;
	}
}

/**
 * Starts a process. Throws a NoMemoryError, with how much is missing, when its regions do not fit, and a
 * HostMemoryError before it begins.
 */
export function* spawnInSteps(m: Machine, spec: ProcessSpec, cause: AllocCause = 'fill'): Steps<Process> {
	claimHostMemory(m, `starting ${spec.name}`, {
		pages: spec.regions.reduce((sum, {pages}) => sum + claimedPages(pages), 0),
		vmas: spec.regions.length,
		processes: 1,
	});
	reserveFor(m, spec);
	const process = createProcess(m.processes.length, spec.name);
	m.processes.push(process);
	if (spec.mergeAny) {
		process.mergeAny = true;
		ksmEnter(m, process);
	}
	for (const [index, region] of spec.regions.entries())
		yield* partOf(addRegion(m, process, region, cause), index, spec.regions.length);
	record(m, 'process', process.id, 'started');
	return process;
}

/** Room for all regions at once: growing for each of them would copy what there is each time. */
function reserveFor({slots, frames}: Machine, {regions}: ProcessSpec): void {
	const sum = (of: readonly RegionSpec[]): number => of.reduce((pages, region) => pages + region.pages, 0);
	reserveSlots(slots, sum(regions), regions.length);
	const filled = Math.min(sum(regions.filter(({content}) => content !== null)), freePages(frames));
	reserveBlocks(frames, frames.blocks + Math.ceil(filled / PAGES_PER_THP) + regions.length + 1);
}

/** spawnInSteps in one go. */
export const spawn = (m: Machine, spec: ProcessSpec, cause?: AllocCause): Process =>
	complete(spawnInSteps(m, spec, cause));

/** Maps and fills one region of a process. Throws a NoMemoryError when it does not fit. */
export function* addRegion(m: Machine, process: Process, region: RegionSpec, cause: AllocCause): Steps<Vma> {
	const vma = mapRegion(m, process, {
		...region,
		file: region.file ?? false,
		tagged: region.tagged.map(([from, to]) => [from, to]),
	});
	for (const advice of region.advice) if (advice !== 'mergeable') adviseVma(m, process, vma, advice);
	if (region.content !== null) {
		const before = freePages(m.frames);
		const missing = yield* fillVma(m, vma, region.content, cause);
		if (missing > 0) throw new NoMemoryError(process.name, region.name, missing + Math.min(0, before));
	}
	if (region.advice.includes('mergeable')) adviseVma(m, process, vma, 'mergeable');
	return vma;
}

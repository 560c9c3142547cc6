// What each process last wrote where, kept plainly beside a machine: by address, for pages whose content is defined. What
// an action was refused for may be half done, so nothing is expected of its range any more.

import {perform, type Action, type Machine} from '../../source/core/index.js';
import type {Frame, PageNumber, Slot} from '../../source/core/base/brands.js';
import {processesNamed, reachOf, type Reach} from '../../source/core/actions/targets.js';
import {nextAddressFor} from '../../source/core/mm/mremap.js';
import {isKsm, pageFolio} from '../../source/core/mm/folio.js';
import {findVma, slotIn} from '../../source/core/mm/vma/find.js';
import type {Process} from '../../source/core/state/mm/process.js';

type Memory = Map<number, number>;

/** What a process reads there: 0 where nothing has been touched. */
function contentAt(m: Machine, slot: Slot): number {
	const kind = m.slots.pte[slot] & 7;
	if (kind === 1) return m.frames.content[m.slots.frame[slot]];
	return kind === 4 ? m.reclaim.swap.content[m.slots.frame[slot]] : 0;
}

export class MemoryOracle {
	readonly #m: Machine;
	/** By process id. */
	readonly #memories = new Map<number, Memory>();
	/** Contents of KSM pages that MADV_FREE marked: reclaim drops them from under all that share them by then. */
	readonly #droppable = new Set<number>();

	constructor(m: Machine) {
		this.#m = m;
		for (const process of m.processes) this.#adopt(process);
	}

	/** Performs the action and takes note of it. */
	perform(action: Action): void {
		const m = this.#m;
		const reaches = 'target' in action ? reachOf(m, action.target) : [];
		const targets = reaches.map(({process, region, from}) => {
			if (action.do !== 'mremap') return from;
			const {to: goal} = action;
			return goal === null ? nextAddressFor(process, from) : region.start + goal.page;
		});
		const [parent] = action.do === 'fork' ? processesNamed(m, action.process) : [];
		const refused = perform(m, action).errno !== undefined;
		for (const page of m.reclaim.lazyFree)
			if (isKsm(m.frames, page as Frame)) this.#droppable.add(m.frames.content[page]);
		for (const [index, reach] of reaches.entries()) this.#note(action, reach, targets[index], refused);
		if (action.do === 'mmap') for (const process of m.processes) this.#adopt(process);
		if (parent !== undefined && !refused)
			this.#memories.set(m.processes.length - 1, new Map(this.#memoryOf(parent)));
	}

	/** Pages that read otherwise than they were written. */
	problems(): string[] {
		const m = this.#m;
		const found: string[] = [];
		for (const process of m.processes) {
			if (!process.alive) continue;
			for (const [address, expected] of this.#memoryOf(process)) {
				const vma = findVma(process, address as PageNumber);
				if (vma === undefined) continue;
				const read = contentAt(m, slotIn(vma, address as PageNumber));
				if (read === 0 && this.#droppable.has(expected)) continue;
				if (read !== expected) found.push(`${process.name} reads ${read} at ${address}, wrote ${expected}`);
			}
		}
		return found;
	}

	#memoryOf(process: Process): Memory {
		const known = this.#memories.get(process.id);
		if (known) return known;
		const memory: Memory = new Map();
		this.#memories.set(process.id, memory);
		return memory;
	}

	/** Takes what stands in pages of which nothing is known as what was written there; not where reclaim may drop it. */
	#adopt(process: Process): void {
		const {frames, reclaim, slots} = this.#m;
		const memory = this.#memoryOf(process);
		for (const vma of process.vmas) {
			for (let address = vma.start; address < vma.end; address++) {
				const slot = slotIn(vma, address);
				const isPresent = (slots.pte[slot] & 7) === 1;
				if (isPresent && reclaim.lazyFree.has(pageFolio(frames, slots.frame[slot] as Frame))) continue;
				if (!memory.has(address)) memory.set(address, contentAt(this.#m, slot));
			}
		}
	}

	#note(action: Action, {process, region, from, to}: Reach, target: number, refused: boolean): void {
		const memory = this.#memoryOf(process);
		const forget = (start: number): void => {
			for (let address = start; address < start + to - from; address++) memory.delete(address);
		};
		switch (action.do) {
			case 'write': {
				if (refused) forget(from);
				else
					for (let address = from as number; address < to; address++)
						memory.set(address, action.content(process.name)(address - region.start));
				break;
			}
			case 'madvise': {
				if (action.advice === 'free' || action.advice === 'hwpoison') forget(from);
				if (action.advice !== 'dontneed') break;
				if (refused) forget(from);
				for (let address = from; address < to; address++)
					if (!refused && findVma(process, address) !== undefined) memory.set(address, 0);
				break;
			}
			case 'munmap': {
				forget(from);
				break;
			}
			case 'mremap': {
				const moved = Array.from({length: to - from}, (_, i) => memory.get(from + i));
				forget(from);
				forget(target);
				if (!refused)
					for (const [i, value] of moved.entries()) if (value !== undefined) memory.set(target + i, value);
				break;
			}
		}
	}
}

// rmap_walk_ksm (mm/ksm.c): finding the page tables that map a KSM page, from the rmap_items of its stable node. An item
// names an anon_vma and an address; the three modes differ in which VMAs of the anon_vma they search. Up to
// 7.2: all. The optimisation of early 2026: those whose page offsets hold the address, which finds nothing after
// mremap, because a moved VMA keeps its page offset (Hugh Dickins, April 2026). From 7.3: the index stored at merge.

import type {Frame, Slot, StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {enlarged} from '../../base/enlarged.js';
import {addressOf, processOf, slotIn, vmaOf, linearIndex} from '../../mm/vma/find.js';
import type {Vma} from '../../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT} from '../../state/mm/slots.js';

/** Stores what the walk will search for, when the slot's item joins a stable node. */
export function storeWalkKey(m: Machine, slot: Slot): void {
	const keys = m.reclaim.walkKeys;
	if (keys === null) return;
	const vma = vmaOf(m, slot);
	if (vma === undefined) return;
	if (slot >= keys.anonVma.length) {
		keys.anonVma = enlarged(keys.anonVma, m.slots.pte.length);
		keys.index = enlarged(keys.index, m.slots.pte.length);
	}
	keys.anonVma[slot] = vma.anonVma;
	keys.index[slot] = linearIndex(vma, slot);
}

/**
 * What the item searches for. Where keys are not kept nothing is moved under an item before reclaim comes (mremap breaks
 * sharing first), so the item's present VMA answers; anonVma 0 if there is none any more.
 */
function walkKeyOf(m: Machine, item: Slot): {anonVma: number; stored: number} {
	const keys = m.reclaim.walkKeys;
	if (keys !== null) return {anonVma: keys.anonVma[item], stored: keys.index[item]};
	const vma = vmaOf(m, item);
	return vma === undefined ? {anonVma: 0, stored: 0} : {anonVma: vma.anonVma, stored: linearIndex(vma, item)};
}

/** The VMAs of an anon_vma in the order of its interval tree. */
function inTreeOrder(vmas: readonly Vma[]): readonly Vma[] {
	for (let i = 1; i < vmas.length; i++) {
		if (vmas[i - 1].pageOffset > vmas[i].pageOffset)
			return vmas.toSorted((one, other) => one.pageOffset - other.pageOffset);
	}
	return vmas;
}

const holds = (vma: Vma, index: number): boolean =>
	index >= vma.pageOffset && index - vma.pageOffset < vma.end - vma.start;

/**
 * Calls `visit` with each slot that the walk finds to map the KSM page, and the VMA around it, until it returns false.
 * First come the items' own processes, then those that forked from them since.
 */
export function walkKsm(m: Machine, page: Frame, visit: (slot: Slot, vma: Vma) => boolean): void {
	const {slots, ksm, anonVmas, config} = m;
	const node = m.frames.mapping[page] as StableNode;
	if (node === 0) return;
	for (const searchNewForks of [false, true]) {
		for (let item = ksm.nodes.head[node] as Slot; item !== 0; item = slots.left[item] as Slot) {
			const address = addressOf(m, item);
			const process = processOf(m, item);
			const {anonVma, stored} = walkKeyOf(m, item);
			if (anonVma === 0) continue;
			const index = config.rmapWalk === 'stored' ? stored : address;
			for (const vma of inTreeOrder(anonVmas[anonVma].vmas)) {
				if (config.rmapWalk !== 'full' && !holds(vma, index)) continue;
				ksm.rmapWalkVmas++;
				if (address < vma.start || address >= vma.end) continue;
				if ((processOf(m, vma.slot) === process) === searchNewForks) continue;
				const slot = slotIn(vma, address);
				if ((slots.pte[slot] & PTE_KIND) !== PTE_PRESENT || slots.frame[slot] !== page) continue;
				if (!visit(slot, vma)) return;
			}
		}
	}
}

/** The slots that map a KSM page, as far as the walk finds them; it ends when it has found as many as there are. */
export function rmapWalkKsm(m: Machine, page: Frame): Slot[] {
	// A slot may be reached from several items, once in the second round.
	const found = new Set<Slot>();
	const mapCount = m.frames.mapCount[page];
	walkKsm(m, page, (slot) => {
		found.add(slot);
		return found.size < mapCount;
	});
	return [...found];
}

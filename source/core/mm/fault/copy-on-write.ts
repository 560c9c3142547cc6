// Copying a page on write or unshare (mm/memory.c, wp_page_copy): KSM pages always, zeropages, pages shared by fork. The
// old page loses a mapping, and is freed if it was the last. Whether a write needs a copy is decided in write-fault.ts.

import type {Frame, Slot} from '../../base/brands.js';
import type {Copied} from '../../catalogue/events/mm.js';
import {record} from '../../events.js';
import type {Machine} from '../../state/machine.js';
import {isLarge} from '../folio.js';
import {FRAME_KSM, FRAME_TAGGED} from '../../state/mm/frames.js';
import {addToLruBatch, munlockPage} from '../reclaim/lru-batch.js';
import {allocateFrame} from './alloc-page.js';
import {mapFrame, unmapSlot} from '../rmap/ptes.js';
import type {Vma} from '../../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT, PTE_ZERO_KSM} from '../../state/mm/slots.js';
import {contentAt} from '../folio.js';

/** Gives the slot a copy of its own of what it maps; false when memory is short. The slot is mapped by a PTE. */
export function copyOnWrite(m: Machine, vma: Vma, slot: Slot): boolean {
	const {slots, frames} = m;
	const kind = slots.pte[slot] & PTE_KIND;
	const old = slots.frame[slot];
	const content = contentAt(m, slot);
	const tags = kind === PTE_PRESENT ? frames.flags[old] & FRAME_TAGGED : 0;
	const wasKsm = kind === PTE_PRESENT && (frames.flags[old] & FRAME_KSM) !== 0;
	const copy = allocateFrame(m, vma.node, 'cow');
	if (copy === 0) return false;
	// Reclaim may have swapped the old page out meanwhile; its content was read before.
	if (wasKsm) m.vm.cow_ksm++;
	frames.content[copy] = content;
	frames.flags[copy] |= tags;
	const wasLarge = kind === PTE_PRESENT && isLarge(frames, old as Frame);
	unmapSlot(m, slot, 'cow');
	mapFrame(m, slot, copy);
	addToLruBatch(m, copy, vma.locked);
	if (vma.locked && kind === PTE_PRESENT) munlockPage(m, old as Frame, wasLarge);
	record(m, 'cow', slot, copiedFrom(kind, wasKsm));
	return true;
}

function copiedFrom(kind: number, wasKsm: boolean): Copied {
	if (kind === PTE_PRESENT) return wasKsm ? 'ksm_page' : 'forked_page';
	return kind === PTE_ZERO_KSM ? 'ksm_zeropage' : 'zeropage';
}

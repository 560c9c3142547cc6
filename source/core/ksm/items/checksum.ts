// The checksum that an rmap_item keeps of its page (rmap_item->oldchecksum, mm/ksm.c): here, the page's content at the
// last visit. Mostly the page still holds that, so it is stored only where it does not: before a slot maps another page,
// or its page changes, the checksum is saved (see invalidate.ts).

import type {Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {CHECKSUM_FROM_PAGE, type Slots} from '../../state/mm/slots.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {contentAt} from '../../mm/folio.js';

/** The slot's checksum. Its rmap_item must have had one since it was made. */
export function checksumOf(m: Machine, slot: Slot): number {
	const {item, checksums} = m.slots;
	if ((item[slot] & CHECKSUM_FROM_PAGE) !== 0) return contentAt(m, slot);
	return checksums.get(slot >>> 9)?.[slot & (PAGES_PER_THP - 1)] ?? 0;
}

/** To be called before what the slot maps changes. */
export function saveChecksum(m: Machine, slot: Slot): void {
	const {item, checksums} = m.slots;
	if ((item[slot] & CHECKSUM_FROM_PAGE) === 0) return;
	const range = slot >>> 9;
	let saved = checksums.get(range);
	if (saved === undefined) checksums.set(range, (saved = new Uint32Array(PAGES_PER_THP)));
	saved[slot & (PAGES_PER_THP - 1)] = contentAt(m, slot);
	item[slot] &= ~CHECKSUM_FROM_PAGE;
}

/** A range without rmap_items has no checksums to keep. */
export function forgetChecksums(slots: Slots, range: number): void {
	if (slots.checksums.size > 0) slots.checksums.delete(range);
}

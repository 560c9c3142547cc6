// Reading and writing part of a region, page by page, as a program's loads and stores do (mm/memory.c, handle_mm_fault: see
// mm/fault). Where the program would get a signal, EFAULT is returned.

import {isStep, type Steps} from '../base/steps.js';
import type {Content, PageNumber} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import type {Machine} from '../state/machine.js';
import type {ContentOf} from '../mm/vma/map-region.js';
import {readPage} from '../mm/fault/read-fault.js';
import {findVma, slotIn} from '../mm/vma/find.js';
import {writePage} from '../mm/fault/write-fault.js';
import type {Reach} from './targets.js';

/**
 * Writes what `content` says for each page's index in the region. EFAULT, where a program gets a signal, at the
 * first hole or page that may not be written; ENOMEM when memory runs out.
 */
export function* writeRange(
	m: Machine,
	{process, region, from, to}: Reach,
	content: ContentOf,
): Steps<Errno | undefined> {
	for (let address = from as number; address < to; address++) {
		if (isStep(address)) yield (address - from) / (to - from);
		const vma = findVma(process, address as PageNumber);
		if (vma === undefined || vma.protection !== 'read_write') return 'EFAULT';
		const slot = slotIn(vma, address as PageNumber);
		if (!writePage(m, vma, slot, content(address - region.start) as Content)) return 'ENOMEM';
	}
	return undefined;
}

/** Reads each page. EFAULT at the first hole or page without access. */
export function* readRange(m: Machine, {process, from, to}: Reach): Steps<Errno | undefined> {
	for (let address = from as number; address < to; address++) {
		if (isStep(address)) yield (address - from) / (to - from);
		const vma = findVma(process, address as PageNumber);
		if (vma === undefined || vma.protection === 'none') return 'EFAULT';
		if (!readPage(m, vma, slotIn(vma, address as PageNumber))) return 'ENOMEM';
	}
	return undefined;
}

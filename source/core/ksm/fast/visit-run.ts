// Visits of ordinary pages, one after the other in a tight loop: pages seen for the first time, pages that have not
// changed and find no partner, base pages that merge, pages merged already, and pages that smart scan skips. They are
// nearly all that ksmd meets. The loop does just what scan.ts and visit.ts would do to each, and stops, with nothing done,
// before any page that needs more: those two are the rule, and a test holds the loop against them. 1 GiB of pairs merges
// at 5.2 M pages/s, where the loop leaves the merge of two pages to them at 3.4.

import {COSTS, searchCostNs} from '../../catalogue/costs.js';
import type {Frame, PageNumber, Slot, StableNode} from '../../base/brands.js';
import {recordFreedByVisit} from '../freed-burst.js';
import type {Machine} from '../../state/machine.js';
import {BLOCK_THP, FRAME_KSM} from '../../state/mm/frames.js';
import type {Process, Vma} from '../../state/mm/process.js';
import {
	CHECKSUM_FROM_PAGE,
	ITEM_EXISTS,
	ITEM_RED,
	ITEM_SEQ,
	ITEM_STABLE,
	ITEM_SUMMED,
	ITEM_UNSTABLE,
	PTE_KIND,
	PTE_PRESENT,
} from '../../state/mm/slots.js';
import {firstVmaAfter} from '../../mm/vma/find.js';
import {isFull, placeOf, STRIDE} from './table-places.js';
import {skipsHugePages} from '../skip-huge.js';
import {ageItem} from '../smart-scan.js';
import {NODE_MIGRATING} from '../../state/ksm/stable-nodes.js';
import {isStableTreeEmpty} from './stable-table.js';
import {NEEDS_WALK, peekStable} from './stable-peek.js';
import {hasRoom} from '../stable/sharers.js';
import {logInserts} from './unstable-log.js';
import {findPartner, joinKsmPage} from '../visit.js';

/** The VMA in which the next page lies, if nothing about the machine as a whole needs the plain rules. */
function vmaOfRun(m: Machine, process: Process): Vma | undefined {
	const {cursor, unstable} = m.ksm;
	if (
		m.config.plainRules === true ||
		m.config.mte === 'ask-page' ||
		unstable.shapeMatters ||
		!m.since['6.12'] ||
		m.knobs.merge_across_nodes === 0
	)
		return undefined;
	if (m.kernel.skipsHuge !== 'never' && skipsHugePages(m)) return undefined;
	const vma = process.vmas[firstVmaAfter(process, cursor.address)];
	if (vma === undefined || cursor.address < vma.start || !vma.mergeable || vma.anonVma === 0)
		return undefined;
	return vma;
}

/**
 * Visits pages from the cursor on as long as they are ordinary ones, ksmd has begun its wakeup, and it takes no page at or
 * after `beforeNs` and at most `maxPages`. Returns how many pages were visited; 0 also when the next is not ordinary.
 */
export function visitRun(m: Machine, beforeNs: number, maxPages: number): number {
	const {ksm, slots, frames, knobs, ledger} = m;
	const {cursor, thread, unstable} = ksm;
	if (cursor.at < 0 || cursor.dropFrom !== cursor.address) return 0;
	const process = m.processes[ksm.mms[cursor.at]];
	const vma = process.alive ? vmaOfRun(m, process) : undefined;
	if (vma === undefined) return 0;

	const {pte, frame, item, items, skips} = slots;
	let {node} = slots;
	const {content, flags, mapping, blockState} = frames;
	let {flags: nodeFlags, frame: nodeFrames} = ksm.nodes;
	const {costScale} = m.config;
	const isSmart = knobs.smart_scan !== 0;
	const usesZeropage = knobs.use_zero_pages !== 0;
	let hasStable = !isStableTreeEmpty(m, 0);
	/** An item that is in the tree of this full scan has these of UNSTABLE and SEQ; and all bits of one just inserted. */
	const inTree = ITEM_UNSTABLE | ((ksm.fullScansEver & 1) === 1 ? ITEM_SEQ : 0);
	const outOfTree = ~(ITEM_UNSTABLE | ITEM_SEQ | ITEM_RED);
	const inserted = ITEM_EXISTS | ITEM_SUMMED | CHECKSUM_FROM_PAGE | inTree;

	const freedBefore = ledger.freedInWakeup;
	const {table} = unstable;
	const first = vma.slot + (cursor.address - vma.start);
	const end = vma.slot + (vma.end - vma.start);
	let budget = Math.min(thread.budgetLeft, maxPages);
	let inserts = unstable.items;
	let runFrom = first;
	let runLength = 0;
	let pages = 0;
	let created = 0;
	let unshared = 0;
	let skipped = 0;
	let atNs = thread.busyUntilNs;
	let {nowNs} = m;
	let {stepNs} = thread;

	let slot = first;
	for (; slot < end; slot++) {
		if ((pte[slot] & PTE_KIND) !== PTE_PRESENT) break;
		const page = frame[slot];
		const was = item[slot];
		if ((flags[page] & FRAME_KSM) !== 0) {
			const stable = mapping[page];
			if ((was & ITEM_STABLE) === 0 || stable === 0 || node[slot] !== stable) break;
			if ((nodeFlags[stable] & NODE_MIGRATING) !== 0) break;
			stepNs += COSTS.alreadyMerged;
		} else if (was === 0) {
			item[slot] = ITEM_EXISTS | ITEM_SUMMED | CHECKSUM_FROM_PAGE;
			items[slot >>> 9]++;
			created++;
			if (isSmart) ageItem(slots, slot);
			if (blockState[page >>> 9] !== BLOCK_THP) stepNs += COSTS.firstVisitBase;
			else stepNs += content[page] === 0 ? COSTS.firstVisitThpZero : COSTS.firstVisitThp;
		} else if (isSmart && skips[slot] !== 0) {
			if ((was & ITEM_STABLE) !== 0 || (was & (ITEM_UNSTABLE | ITEM_SEQ)) === inTree) break;
			if ((was & ITEM_UNSTABLE) !== 0) {
				item[slot] = was & outOfTree;
				unshared--;
			}
			ageItem(slots, slot);
			skipped++;
			stepNs += COSTS.skipped;
			continue;
		} else {
			if ((was & (ITEM_STABLE | ITEM_SUMMED | CHECKSUM_FROM_PAGE)) !== (ITEM_SUMMED | CHECKSUM_FROM_PAGE))
				break;
			if ((was & (ITEM_UNSTABLE | ITEM_SEQ)) === inTree) break;
			const own = content[page];
			if (own === 0 && usesZeropage) break;
			let joined = 0;
			if (hasStable) {
				m.nowNs = atNs;
				const stable = peekStable(m, own);
				if (stable === NEEDS_WALK) break;
				if (stable !== 0 && hasRoom(m, stable as StableNode)) joined = stable;
			}
			const mask = table.length - 1;
			let place = 0;
			let partner = 0;
			if (joined === 0) {
				place = placeOf(own, mask);
				for (partner = table[place]; partner !== 0; partner = table[place]) {
					if (content[frame[partner]] === own && (item[partner] & (ITEM_UNSTABLE | ITEM_SEQ)) === inTree)
						break;
					place = (place + STRIDE) & mask;
				}
			}
			if (joined !== 0 || partner !== 0) {
				if (blockState[page >>> 9] === BLOCK_THP) break;
				if (partner !== 0 && blockState[frame[partner] >>> 9] === BLOCK_THP) break;
				if ((was & ITEM_UNSTABLE) !== 0) unshared--;
				item[slot] = was & outOfTree;
				if (isSmart) ageItem(slots, slot);
				thread.stepNs = stepNs;
				const freedInRun = ledger.freedInWakeup;
				if (joined !== 0) joinKsmPage(m, slot as Slot, page as Frame, nodeFrames[joined] as Frame, vma);
				else {
					m.nowNs = atNs;
					if (runLength > 0) logInserts(unstable.log, runFrom, runLength);
					runLength = 0;
					ksm.unstableInserts += inserts - unstable.items;
					unstable.items = inserts;
					findPartner(m, slot as Slot, page as Frame);
					inserts = unstable.items;
					hasStable = true;
					({flags: nodeFlags, frame: nodeFrames} = ksm.nodes);
					// A merge that failed has copied a page: the run ends with this one.
					if (frames.content !== content || unstable.shapeMatters) budget = pages + 1;
				}
				if (ledger.freedInWakeup > freedInRun)
					recordFreedByVisit(ledger, atNs, ledger.freedInWakeup - freedInRun);
				({stepNs} = thread);
				({node} = slots);
			} else {
				if (isFull(unstable.occupied, table.length)) break;
				table[place] = slot;
				unstable.occupied++;
				if (isSmart) ageItem(slots, slot);
				if ((was & ITEM_UNSTABLE) === 0) unshared++;
				item[slot] = inserted;
				if (runFrom + runLength !== slot) {
					if (runLength > 0) logInserts(unstable.log, runFrom, runLength);
					runFrom = slot;
					runLength = 0;
				}
				runLength++;
				stepNs += searchCostNs(inserts++);
			}
		}
		nowNs = atNs;
		atNs += costScale === 1 ? stepNs : Math.max(1, Math.round(stepNs * costScale));
		stepNs = 0;
		if (++pages === budget || atNs >= beforeNs) {
			slot++;
			break;
		}
	}
	if (slot === first) return 0;
	thread.freedInFullScan += ledger.freedInWakeup - freedBefore;

	if (runLength > 0) logInserts(unstable.log, runFrom, runLength);
	cursor.address = (vma.start + (slot - vma.slot)) as PageNumber;
	cursor.dropFrom = cursor.address;
	m.nowNs = nowNs;
	thread.cpuNs += atNs - thread.busyUntilNs;
	thread.busyUntilNs = atNs;
	thread.stepNs = stepNs;
	thread.budgetLeft -= pages;
	thread.ending = thread.budgetLeft === 0;
	thread.scannedInWakeup += pages;
	thread.scannedInFullScan += pages;
	ksm.pagesScanned += pages;
	ksm.pagesSkipped += skipped;
	ksm.rmapItems += created;
	process.ksmRmapItems += created;
	ksm.pagesUnshared += unshared;
	process.ksmUnsharedPages += unshared;
	ksm.unstableInserts += inserts - unstable.items;
	unstable.items = inserts;
	return pages;
}

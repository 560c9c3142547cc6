// Events in words, and under the name by which a kernel shows them: a tracepoint of include/trace/events where there
// is one, else the vmstat counter or function that tells of it.

import {
	ERRNOS,
	KNOBS,
	PAGES_PER_THP,
	slotAddress,
	SPLITTERS,
	type EventKind,
	type Machine,
	type MachineEvent,
	type Slot,
} from '../core/index.js';
import {formatCount} from '../scenario/units.js';

/** The name under which a kernel shows the event. */
export const KERNEL_NAMES: Readonly<Record<EventKind, string>> = {
	full_scan: 'ksm_stop_scan',
	split: 'thp_split_page',
	split_refused: 'thp_split_page_failed',
	merge_two: 'ksm_merge_with_ksm_page',
	merge_stable: 'ksm_merge_with_ksm_page',
	merge_zero: 'ksm_merge_one_page',
	stale_item: 'unstable_tree_search_insert',
	ghost: 'unstable_tree_search_insert',
	unmerge: 'break_ksm',
	cow: 'wp_page_copy',
	swap: 'swap_out',
	knob: 'sysfs_write',
	collapse: 'mm_collapse_huge_page',
	collapse_refused: 'mm_khugepaged_scan_pmd',
	migrate: 'mm_migrate_pages',
	advisor: 'ksm_advisor',
	process: 'process',
	refused: 'syscall_error',
	note: 'note',
};

/** The name of one event; some kinds cover several of the kernel's. */
export function kernelName(event: MachineEvent): string {
	if (event.kind === 'swap') return ['swap', 'pswpout', 'pswpin', 'ksm_swpin_copy'][event.b] ?? 'swap';
	if (event.kind === 'cow' && event.b === 1) return 'cow_ksm';
	return KERNEL_NAMES[event.kind];
}

const ERRNO_NAMES = Object.keys(ERRNOS);
const COW_OF = [
	'',
	'a KSM page',
	'a zeropage that KSM had mapped',
	'the shared zeropage',
	'a page shared by fork',
];
const SWAPPED = ['', 'swapped out', 'swapped in', 'a KSM page swapped in by copy'];

/** "guest-1 page 0x70000": which page of which process. */
export function describeSlot(machine: Machine, slot: number): string {
	const {process, page} = slotAddress(machine, slot as Slot);
	const region = process.regions.find(
		(candidate) => page >= candidate.start && page < candidate.start + candidate.pages,
	);
	if (!region) return `${process.name} page 0x${page.toString(16)}`;
	const index = page - region.start;
	return `${process.name} ${region.name} page ${index} (THP ${Math.floor(index / PAGES_PER_THP)})`;
}

/** The event in one line, without time and kernel. Processes are named as the preset names them: escape before printing. */
export function describeEvent(machine: Machine, event: MachineEvent): string {
	const {a, b, c} = event;
	const at = (slot: number): string => describeSlot(machine, slot);
	const text = (index: number): string => machine.events.texts[index] ?? '...';
	const processName = (id: number): string => machine.processes[id]?.name ?? `process ${id}`;
	const errno = (code: number): string => ERRNO_NAMES[code - 1] ?? 'an error';
	switch (event.kind) {
		case 'full_scan':
			return `full scan ${formatCount(a)} ended: ${formatCount(b)} pages scanned, ${formatCount(c)} freed`;
		case 'split':
			return `${SPLITTERS[c]} split the folio of ${at(a)}: ${b} subpages remapped to the zeropage`;
		case 'split_refused':
			return `${SPLITTERS[c]} could not split the folio of ${at(a)}: ${b} extra reference${b === 1 ? '' : 's'}`;
		case 'merge_two':
			return `${at(a)} and ${at(b)} became a KSM page`;
		case 'merge_stable':
			return `${at(a)} joined a KSM page, ${c} share it now`;
		case 'merge_zero':
			return `${at(a)} merged with the zeropage`;
		case 'stale_item':
			return `search for ${at(a)} ended at the stale item of ${at(b)}`;
		case 'ghost':
			return `${at(a)} was inserted in the unstable tree though it is no longer mapped`;
		case 'unmerge':
			return `${processName(a)}: ${formatCount(b)} pages unmerged`;
		case 'cow':
			return `write to ${at(a)} copied ${COW_OF[b] ?? 'a page'}`;
		case 'swap':
			return `${at(a)}: ${SWAPPED[b] ?? 'swap'}`;
		case 'knob':
			return `${KNOBS[a]?.name ?? 'knob'} = ${text(b)}${c > 0 ? `: ${errno(c)}` : ''}`;
		case 'collapse':
			return `collapsed into a THP at ${at(a)}: ${b} none or zeropage PTEs, ${c} swap PTEs`;
		case 'collapse_refused':
			return `no collapse at ${at(a)}: ${text(b)}`;
		case 'migrate':
			return `${at(a)} moved from node ${b} to node ${c}`;
		case 'advisor':
			return `advisor: pages_to_scan ${formatCount(b)} -> ${formatCount(a)}`;
		case 'process':
			return `${processName(a)}: ${text(b)}`;
		case 'refused':
			return `${processName(a)}: ${text(b)}: ${errno(c)}`;
		case 'note':
			return text(b);
	}
}

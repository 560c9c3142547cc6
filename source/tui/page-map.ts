// The memory of a run as a row of cells, in the order of processes and addresses: what each cell holds, as a letter.
// A cell stands for a whole number of THPs, or for a share of all mapped memory in the narrow bars.

import type {Slot} from '../core/base/brands.js';
import {pageState, type PageState} from '../core/index.js';
import type {Machine} from '../core/state/machine.js';
import type {Process, Vma} from '../core/state/process.js';
import {PAGES_PER_THP} from '../core/base/page-size.js';
import type {Role} from './theme.js';

export interface CellLook {
	readonly letter: string;
	readonly role: Role;
}

/** What the letters mean, for legends; the order is that of the legend. */
export const MAP_LETTERS = {
	T: {role: 'huge', about: 'whole'},
	s: {role: 'resident', about: 'split'},
	x: {role: 'remapped', about: 'remapped'},
	z: {role: 'zeropage', about: 'zeropage'},
	m: {role: 'merged', about: 'merged'},
	w: {role: 'swapped', about: 'swapped'},
	'%': {role: 'mixed', about: 'mixed'},
} as const satisfies Record<string, {role: Role; about: string}>;

const LETTER_OF: Readonly<Record<PageState, CellLook>> = {
	none: {letter: '.', role: 'faint'},
	thp: {letter: 'T', role: 'huge'},
	large: {letter: 's', role: 'resident'},
	base: {letter: 's', role: 'resident'},
	ksm: {letter: 'm', role: 'merged'},
	zero_ksm: {letter: 'z', role: 'zeropage'},
	zero_split: {letter: 'x', role: 'remapped'},
	zero_fault: {letter: 'o', role: 'faint'},
	swap: {letter: 'w', role: 'swapped'},
};

/** Pages that a process maps. */
export function mappedPages(process: Process): number {
	return process.vmas.reduce((sum, vma) => sum + vma.end - vma.start, 0);
}

export function livingProcesses(machine: Machine): Process[] {
	return machine.processes.filter((process) => process.alive && process.vmas.length > 0);
}

/** Shares `cells` among processes by their size; each gets at least one, those that find no more room none. */
function shares(processes: readonly Process[], cells: number): number[] {
	const sizes = processes.map(mappedPages);
	const total = sizes.reduce((sum, size) => sum + size, 0);
	let left = cells;
	let leftSize = total;
	return sizes.map((size) => {
		const mine = leftSize === 0 ? 0 : Math.min(left, Math.max(1, Math.round((left * size) / leftSize)));
		left -= mine;
		leftSize -= size;
		return mine;
	});
}

/** Pages that are looked at for a cell: enough to tell what most of it is, however large memory is. */
const SAMPLES = 24;
/** Steps of a golden section spread over any stretch without falling in step with a pattern in it. */
const GOLDEN = 0.618_033_988_75;

/** How often each state was met among samples of the pages [from, to), counted from the process's first mapped page. */
function sample(machine: Machine, process: Process, from: number, to: number): Map<PageState, number> {
	const counts = new Map<PageState, number>();
	const length = to - from;
	const samples = Math.min(SAMPLES, length);
	let before = 0;
	let at = 0;
	let vma: Vma = process.vmas[0];
	// Sorted, so that one walk over the VMAs finds them all.
	const offsets = Array.from({length: samples}, (_, i) =>
		length <= SAMPLES ? from + i : from + Math.floor((((i + 1) * GOLDEN) % 1) * length),
	).sort((one, other) => one - other);
	for (const offset of offsets) {
		while (offset >= before + vma.end - vma.start && at + 1 < process.vmas.length) {
			before += vma.end - vma.start;
			vma = process.vmas[++at];
		}
		const state = pageState(machine, (vma.slot + offset - before) as Slot);
		counts.set(state, (counts.get(state) ?? 0) + 1);
	}
	return counts;
}

/** The letter of a cell: the state that half of its pages are in, else "mixed". */
function lookOf(counts: Map<PageState, number>, isSimple: boolean): CellLook {
	let best: PageState = 'none';
	let most = 0;
	let all = 0;
	// Pages of split folios and of none look alike on the map.
	counts.set('base', (counts.get('base') ?? 0) + (counts.get('large') ?? 0));
	counts.delete('large');
	for (const [state, count] of counts) {
		all += count;
		if (count > most) {
			most = count;
			best = state;
		}
	}
	if (isSimple && (best === 'thp' || best === 'base')) return {letter: '#', role: 'resident'};
	if (!isSimple && most * 2 < all) return {letter: '%', role: 'mixed'};
	return LETTER_OF[best];
}

/** The pages of a process in `cells` cells of `perCell` pages. */
function cellsOf(
	machine: Machine,
	process: Process,
	cells: number,
	perCell: number,
	isSimple: boolean,
): CellLook[] {
	const total = mappedPages(process);
	return Array.from({length: cells}, (_, cell) => {
		const from = Math.floor(cell * perCell);
		return lookOf(
			sample(machine, process, from, Math.min(total, Math.max(from + 1, Math.floor((cell + 1) * perCell)))),
			isSimple,
		);
	});
}

/** All memory in a bar of `cells`: THPs and base pages alike are "#". */
export function memoryBar(machine: Machine, cells: number): CellLook[] {
	const processes = livingProcesses(machine);
	const share = shares(processes, cells);
	const looks = processes.flatMap((process, index) =>
		cellsOf(machine, process, share[index], mappedPages(process) / share[index], true),
	);
	while (looks.length < cells) looks.push({letter: '.', role: 'faint'});
	return looks.slice(0, cells);
}

export interface FolioMap {
	readonly cells: readonly CellLook[];
	/** The cell under ksmd's cursor, -1 for none. */
	readonly cursor: number;
}

/** Where a page of a process is counted from its first mapped page; -1 when it is not mapped. */
function offsetOf(process: Process, page: number): number {
	let before = 0;
	for (const vma of process.vmas) {
		if (page < vma.end) return page < vma.start ? before : before + page - vma.start;
		before += vma.end - vma.start;
	}
	return before - 1;
}

/** THPs that a cell must stand for so that a machine's memory takes at most `cells`: a power of two. */
export function thpsPerCell(machine: Machine, cells: number): number {
	const processes = livingProcesses(machine);
	const needed = (per: number): number =>
		processes.reduce((sum, process) => sum + Math.ceil(mappedPages(process) / (per * PAGES_PER_THP)), 0);
	let per = 1;
	while (needed(per) > Math.max(cells, processes.length) && per < 2 ** 20) per *= 2;
	return per;
}

/** The THPs of all processes, `perCell` to a cell; processes begin a cell of their own. */
export function folioMap(machine: Machine, perCell: number): FolioMap {
	const pagesPerCell = perCell * PAGES_PER_THP;
	const cells: CellLook[] = [];
	let cursor = -1;
	const {at, address} = machine.ksm.cursor;
	const under = at < 0 ? -1 : machine.ksm.mms[at];
	for (const process of livingProcesses(machine)) {
		const count = Math.ceil(mappedPages(process) / pagesPerCell);
		if (process.id === under) cursor = cells.length + Math.floor(offsetOf(process, address) / pagesPerCell);
		cells.push(...cellsOf(machine, process, count, pagesPerCell, false));
	}
	return {cells, cursor};
}

/** The letter of one page, as on the map. */
export function letterOf(machine: Machine, slot: Slot): string {
	return LETTER_OF[pageState(machine, slot)].letter;
}

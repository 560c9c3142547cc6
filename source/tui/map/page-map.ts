// The memory of a run as a row of cells, in the order of processes and addresses, each with the state of its pages. In the
// map a cell is a power of two of pages or a whole number of THPs; in the bars it is a share of all mapped memory.

import {PAGES_PER_THP, type MapState, type PageMap} from '../../core/index.js';
import type {Run, RunProcess} from '../../session/run/run.js';
import type {Glyphs} from '../look/glyphs.js';
import type {Role} from '../look/theme.js';

/** How a state of pages is drawn. */
export interface CellLook {
	/** For terminals without colours or UTF-8; unique among the states. */
	readonly letter: string;
	/** Unique among the states, so that no colour is needed. */
	readonly shape: string;
	/** Role for the colour of the state. */
	readonly role: Role;
	/** The state in words, for legends. */
	readonly about: string;
}

const look = (letter: string, shape: string, role: Role, about: string): CellLook => ({
	letter,
	shape,
	role,
	about,
});

const WHOLE = look('T', '■', 'huge', 'whole THP');
const SPLIT = look('s', '▦', 'resident', 'split');
const REMAPPED = look('x', '×', 'remapped', 'remapped');
const ZEROPAGE = look('z', '□', 'zeropage', 'KSM zeropage');
const MERGED = look('m', '▪', 'merged', 'merged');
const SWAPPED = look('w', '▁', 'swapped', 'swapped');
const SOME_ZERO = look('Z', '◇', 'zeropage', 'zeropage');
const READ_ZERO = look('o', '○', 'faint', 'read as zero');
const NOTHING = look('.', '·', 'faint', 'nothing');
const MIXED = look('%', '▧', 'mixed', 'mixed');
/** In the narrow bars THPs and base pages are alike. */
const RESIDENT = look('#', '■', 'resident', 'resident');

/** Every state that the map shows, in the order of its legend. */
export const MAP_LEGEND: readonly CellLook[] = [
	WHOLE,
	SPLIT,
	REMAPPED,
	ZEROPAGE,
	SOME_ZERO,
	MERGED,
	SWAPPED,
	MIXED,
	READ_ZERO,
	NOTHING,
];
/** Every state that the memory bars show, in the order of their legend. */
export const BAR_LEGEND: readonly CellLook[] = [
	RESIDENT,
	ZEROPAGE,
	SOME_ZERO,
	REMAPPED,
	MERGED,
	SWAPPED,
	READ_ZERO,
	NOTHING,
];

const LOOK_OF: Readonly<Record<MapState, CellLook>> = {
	none: NOTHING,
	thp: WHOLE,
	large: SPLIT,
	base: SPLIT,
	ksm: MERGED,
	zero_ksm: ZEROPAGE,
	zero_split: REMAPPED,
	zeropage: SOME_ZERO,
	zero_fault: READ_ZERO,
	swap: SWAPPED,
};

/** The character of a cell: its shape or its letter. */
export const glyphOf = ({letter, shape}: CellLook, {drawing}: Glyphs): string =>
	drawing === 'blocks' ? shape : letter;

/** A process whose VMAs are known. */
export type MappedProcess = RunProcess & {readonly sizePages: number};

/** The processes of a run that are known to map something. */
export const mappedProcesses = (run: Run): MappedProcess[] =>
	run
		.processes()
		.filter((process): process is MappedProcess => process.vmas.length > 0 && process.sizePages !== null);

/** Processes to list: all but those that are known to map nothing. */
export const shownProcesses = (run: Run): RunProcess[] =>
	run.processes().filter(({sizePages}) => sizePages !== 0);

/** Divides `cells` among processes by their size; each gets at least one while there is room. */
function shares(processes: readonly MappedProcess[], cells: number): number[] {
	const sizes = processes.map(({sizePages}) => sizePages);
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

/** Pages that are sampled for a cell: enough to find its most frequent state, however large memory is. */
const SAMPLES = 24;
/** Steps of a golden section spread over any stretch without falling in step with a pattern in it. */
const GOLDEN = 0.618_033_988_75;

/** How often each state was met among samples of the pages [from, to), counted from the process's first mapped page. */
function sample(pages: PageMap, {vmas}: MappedProcess, from: number, to: number): Map<MapState, number> {
	const counts = new Map<MapState, number>();
	const length = to - from;
	const samples = Math.min(SAMPLES, length);
	let before = 0;
	let at = 0;
	let vma = vmas[0];
	// Sorted, so that one walk over the VMAs finds them all.
	const offsets = Array.from({length: samples}, (_, i) =>
		length <= SAMPLES ? from + i : from + Math.floor((((i + 1) * GOLDEN) % 1) * length),
	).sort((one, other) => one - other);
	for (const offset of offsets) {
		while (offset >= before + vma.end - vma.start && at + 1 < vmas.length) {
			before += vma.end - vma.start;
			vma = vmas[++at];
		}
		const state = pages.stateOf(vma.firstIndex + offset - before);
		counts.set(state, (counts.get(state) ?? 0) + 1);
	}
	return counts;
}

/** The look of a cell: its most frequent state; in maps "mixed" if that has less than half of the samples. */
function lookOf(counts: Map<MapState, number>, isSimple: boolean): CellLook {
	let best: MapState = 'none';
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
	if (isSimple && (best === 'thp' || best === 'base')) return RESIDENT;
	if (!isSimple && most * 2 < all) return MIXED;
	return LOOK_OF[best];
}

/** The pages of a process in `cells` cells of `perCell` pages. */
function cellsOf(
	pages: PageMap,
	process: MappedProcess,
	cells: number,
	perCell: number,
	isSimple: boolean,
): CellLook[] {
	const total = process.sizePages;
	return Array.from({length: cells}, (_, cell) => {
		const from = Math.floor(cell * perCell);
		return lookOf(
			sample(pages, process, from, Math.min(total, Math.max(from + 1, Math.floor((cell + 1) * perCell)))),
			isSimple,
		);
	});
}

/** All memory in a bar of `cells`: THPs and base pages alike are "#". Empty where single pages are not known. */
export function memoryBar(run: Run, cells: number): CellLook[] {
	const {pages} = run;
	if (pages === null) return [];
	const processes = mappedProcesses(run);
	const share = shares(processes, cells);
	const looks = processes.flatMap((process, index) =>
		cellsOf(pages, process, share[index], process.sizePages / share[index], true),
	);
	while (looks.length < cells) looks.push(NOTHING);
	return looks.slice(0, cells);
}

/** The folio map of one run. */
export interface FolioMap {
	/** In the order of processes and addresses. */
	readonly cells: readonly CellLook[];
	/** The cell under ksmd's cursor, -1 for none. */
	readonly cursor: number;
}

/** Where a page of a process is counted from its first mapped page; -1 when it is not mapped. */
function offsetOf(process: MappedProcess, page: number): number {
	let before = 0;
	for (const vma of process.vmas) {
		if (page < vma.end) return page < vma.start ? before : before + page - vma.start;
		before += vma.end - vma.start;
	}
	return before - 1;
}

/**
 * Pages that a cell must stand for so that a run's memory takes at most `cells`: less than a THP is a power of two of
 * pages, more are whole THPs, so that no THP lies across two cells.
 */
export function pagesPerCell(run: Run, cells: number): number {
	const processes = mappedProcesses(run);
	const room = Math.max(cells, processes.length);
	const fits = (per: number): boolean =>
		processes.reduce((sum, {sizePages}) => sum + Math.ceil(sizePages / per), 0) <= room;
	for (let per = 1; per < PAGES_PER_THP; per *= 2) if (fits(per)) return per;
	const total = processes.reduce((sum, {sizePages}) => sum + sizePages, 0);
	let thps = Math.max(1, Math.ceil(total / (room * PAGES_PER_THP)));
	while (!fits(thps * PAGES_PER_THP)) thps++;
	return thps * PAGES_PER_THP;
}

/** The memory of all processes, `perCell` pages to a cell; processes begin a cell of their own. */
export function folioMap(run: Run, perCell: number): FolioMap {
	const cells: CellLook[] = [];
	let cursor = -1;
	const {pages} = run;
	if (pages === null) return {cells, cursor};
	const under = pages.cursor;
	for (const process of mappedProcesses(run)) {
		const count = Math.ceil(process.sizePages / perCell);
		if (process.id === under?.processId)
			cursor = cells.length + Math.floor(offsetOf(process, under.page) / perCell);
		cells.push(...cellsOf(pages, process, count, perCell, false));
	}
	return {cells, cursor};
}

/** What one page looks like on the map. */
export function lookAt(pages: PageMap, index: number): CellLook {
	return LOOK_OF[pages.stateOf(index)];
}

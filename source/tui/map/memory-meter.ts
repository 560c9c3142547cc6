// The memory of a real machine as a bar: what each share of it is used for, from meminfo.

import type {Run} from '../../session/run/run.js';
import type {CellLook} from './page-map.js';

const HUGE: CellLook = {letter: 'T', shape: '■', role: 'huge', about: 'anonymous in THPs'};
const ANON: CellLook = {letter: '#', shape: '▦', role: 'resident', about: 'other anonymous'};
const USED: CellLook = {letter: 'o', shape: '▪', role: 'mixed', about: 'other use'};
const AVAILABLE: CellLook = {letter: '.', shape: '·', role: 'faint', about: 'available'};

/** The parts of a bar, in their order. */
export const METER_LEGEND: readonly CellLook[] = [HUGE, ANON, USED, AVAILABLE];

/** Bytes; null where they are not known. */
export interface Totals {
	/** All memory of the machine, MemTotal. */
	readonly total: number;
	/** Anonymous memory, AnonPages, THPs included. */
	readonly anon: number;
	/** Anonymous memory in THPs, AnonHugePages; 0 where it is unknown. */
	readonly huge: number;
	/** Memory that programs could get, MemAvailable; 0 where it is unknown. */
	readonly available: number;
}

/** The totals of a run that is a real machine; null where they are unknown, as in simulated runs. */
export function memoryTotals(run: Run): Totals | null {
	const [total, anon, huge, available] = ['total', 'anon', 'anon_huge', 'available'].map((name) =>
		run.figure(`memory.${name}_bytes`),
	);
	if (total === undefined || anon === undefined || total <= 0) return null;
	return {total, anon, huge: huge ?? 0, available: available ?? 0};
}

/** The bar in `cells` cells; a part that is not 0 gets at least one. */
export function meterCells({total, anon, huge, available}: Totals, cells: number): CellLook[] {
	const shares: ReadonlyArray<readonly [CellLook, number]> = [
		[HUGE, Math.min(huge, anon)],
		[ANON, Math.max(0, anon - huge)],
		[USED, Math.max(0, total - available - anon)],
	];
	const bar: CellLook[] = [];
	for (const [look, bytes] of shares) {
		const count = bytes <= 0 ? 0 : Math.max(1, Math.round((bytes / total) * cells));
		for (let i = 0; i < count && bar.length < cells; i++) bar.push(look);
	}
	while (bar.length < cells) bar.push(AVAILABLE);
	return bar;
}

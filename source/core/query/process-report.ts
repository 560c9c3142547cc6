// The figures of one process, as reports give them.

import {PROCESS_FIGURES, type ProcessFigures, type ProcessRow} from '../catalogue/counters/process.js';
import type {Process} from '../state/mm/process.js';

/** A process's name and its PROCESS_FIGURES, as JSON has them. */
export type ProcessReport = {name: string} & ProcessFigures;

/** Reads the figures now; a process that has ended has a report too. */
export function processReport(process: Process): ProcessReport {
	const figures = Object.entries<ProcessRow>(PROCESS_FIGURES).map(([name, {read}]) => [name, read(process)]);
	return {name: process.name, ...Object.fromEntries(figures)} as ProcessReport;
}

// The figures of one process, as reports give them.

import {PROCESS_FIGURES, type ProcessFigures, type ProcessRow} from '../catalogue/counters/process.js';
import type {Process} from '../state/mm/process.js';

export type ProcessReport = {name: string} & ProcessFigures;

export function processReport(process: Process): ProcessReport {
	const figures = Object.entries<ProcessRow>(PROCESS_FIGURES).map(([name, {read}]) => [name, read(process)]);
	return {name: process.name, ...Object.fromEntries(figures)} as ProcessReport;
}

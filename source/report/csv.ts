// CSV (RFC 4180): a head and a row per full scan or sample; all figures flat, so that any spreadsheet reads it.

import type {Row} from '../session/run/row.js';
import {flatValues, FLAT_NAMES} from './session/report-row.js';

const COLUMNS = ['kernel', 'pass', 'time_ns', 'wakeups', ...FLAT_NAMES];

/** One field. Text that a spreadsheet would take for a formula gets a leading apostrophe; NaN and infinite are empty. */
export function csvField(value: string | number): string {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line, without its end. */
export const csvLine = (fields: ReadonlyArray<string | number>): string =>
	fields.map((field) => csvField(field)).join(',');

/** The head line of run and compare: kernel, pass, time_ns, wakeups, then FLAT_NAMES. */
export const csvHead = (): string => csvLine(COLUMNS);

/** The line of one full scan or sample; `kernel` is the run's title. */
export const csvRow = (kernel: string, row: Row): string =>
	csvLine([kernel, row.pass, row.timeNs, row.wakeups, ...flatValues(row)]);

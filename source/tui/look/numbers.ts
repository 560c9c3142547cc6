// Numbers for narrow columns. scenario/units prints them; here they are made to fit, and pages become bytes on request.

import {PAGE_BYTES} from '../../core/index.js';
import {formatBytes, formatCount} from '../../scenario/base/units.js';
import type {Run} from '../../session/run/run.js';

/** In which amounts of memory are printed. */
export const UNITS = ['pages', 'bytes'] as const;
/** A unit for amounts of memory: a member of UNITS. */
export type Units = (typeof UNITS)[number];

const LETTERS = ['', 'k', 'M', 'G', 'T', 'P'];

/** A number with a letter, in at most `columns`: "1.23M", "12.3k", "1M". */
function abbreviated(value: number, columns: number): string {
	let scaled = value;
	let letter = 0;
	while (Math.abs(scaled) >= 1000 && letter < LETTERS.length - 1) {
		scaled /= 1000;
		letter++;
	}
	for (const digits of [2, 1, 0]) {
		const text = scaled.toFixed(digits) + LETTERS[letter];
		if (text.length <= columns) return text;
	}
	return '#'.repeat(columns);
}

/** A figure as `show` prints it; '-' where it is unknown. */
export const orUnknown = (value: number | undefined, show: (value: number) => string): string =>
	value === undefined || Number.isNaN(value) ? '-' : show(value);

/** "~" before a figure that no kernel shows but that follows from others; else "". */
export const inferenceMark = ({inferred}: Pick<Run, 'inferred'>, figures: readonly string[]): string =>
	figures.some((figure) => inferred?.has(figure)) ? '~' : '';

/** "1,234,567" if it fits, else with a letter. */
export function fitCount(value: number, columns: number): string {
	const whole = formatCount(Math.round(value));
	return whole.length <= columns ? whole : abbreviated(value, columns);
}

/** A size in at most `columns`: "1.5 GiB", "1.5G". */
export function fitBytes(bytes: number, columns: number): string {
	const text = formatBytes(bytes);
	if (text.length <= columns) return text;
	const short = text.replace(/ (.).*$/, '$1');
	return short.length <= columns ? short : fitCount(bytes, columns);
}

/** A number of pages in the chosen units. */
export function fitPages(pages: number, units: Units, columns: number): string {
	return units === 'pages' ? fitCount(pages, columns) : fitBytes(pages * PAGE_BYTES, columns);
}

/** Simulated time for the header: always three decimals, so that it does not jump about. */
export function clock(ns: number): string {
	const seconds = ns / 1e9;
	if (seconds < 600) return `${seconds.toFixed(3)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 600) return `${minutes} min ${(seconds % 60).toFixed(1)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min ${Math.floor(seconds % 60)} s`;
}

/** A speed as the header shows it: "x10", "x0.05", "max". */
export function speedLabel(factor: number): string {
	return Number.isFinite(factor) ? `x${Number(factor.toPrecision(3))}` : 'max';
}

/** The address of a virtual page, as /proc/<pid>/maps writes it: "7f0000200000". */
export const address = (page: number): string => (page * PAGE_BYTES).toString(16).padStart(12, '0');

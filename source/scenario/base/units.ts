// The one place that reads and prints sizes, durations and counts. Sizes are binary (K and KiB are both 1024) and must
// be whole pages; a bare number is bytes. Durations need a unit, but for a bare 0, and may have decimals; inside the
// program they are whole nanoseconds.

import {groupDigits, PAGE_BYTES} from '../../core/index.js';

/** Why a text was not understood, in words that follow "...: ". */
export interface UnitProblem {
	/** "not a size". */
	readonly problem: string;
	/** What may stand there, in words. */
	readonly allowed: string;
}

const SIZE_FORMS = 'whole pages of 4096 bytes: a number with B, K, M, G, T, KiB, MiB, GiB or TiB';
/** What parseDurationNs reads, in words for messages. */
export const DURATION_FORMS = 'a number with ns, us, ms, s, m, h or d, or a bare 0';

const SIZE_UNITS: Readonly<Record<string, number>> = {
	'': 0,
	b: 0,
	k: 1,
	kib: 1,
	m: 2,
	mib: 2,
	g: 3,
	gib: 3,
	t: 4,
	tib: 4,
};
const DURATION_UNITS: Readonly<Record<string, number>> = {
	ns: 1,
	us: 1e3,
	ms: 1e6,
	s: 1e9,
	m: 60e9,
	h: 3600e9,
	d: 86_400e9,
};

/** The largest size that is understood; far beyond what may be simulated. */
const MAX_BYTES = 2 ** 52;
/** The longest duration, 104 days and 4 hours: simulated time must stay an exact integer, with room for a last step. */
export const MAX_DURATION_NS = 9e15;

/** Longer texts are no size and no duration, however many blanks they consist of. */
const MAX_CHARACTERS = 100;

function split(text: string): {amount: number; unit: string} | undefined {
	if (text.length > MAX_CHARACTERS) return undefined;
	const match = /^(\d{1,20}(?:\.\d{1,12})?)\s*([a-z]{0,4})$/i.exec(text.trim());
	return match ? {amount: Number(match[1]), unit: match[2]} : undefined;
}

/** Reads a size in bytes; any number of bytes, whole pages or not. */
export function parseBytes(text: string): {bytes: number} | UnitProblem {
	const parts = split(text);
	const power = parts === undefined ? undefined : SIZE_UNITS[parts.unit.toLowerCase()];
	if (parts === undefined || power === undefined) return {problem: 'not a size', allowed: SIZE_FORMS};
	const bytes = parts.amount * 1024 ** power;
	if (bytes > MAX_BYTES) return {problem: 'too large a size', allowed: 'at most 4 TiB'};
	if (!Number.isInteger(bytes)) return {problem: 'not a whole number of bytes', allowed: SIZE_FORMS};
	return {bytes};
}

/** Reads a size and gives it in pages of 4096 bytes. */
export function parseSize(text: string): {pages: number} | UnitProblem {
	const size = parseBytes(text);
	if ('problem' in size) return size;
	if (size.bytes % PAGE_BYTES !== 0)
		return {problem: 'not a whole number of pages (4096 bytes)', allowed: SIZE_FORMS};
	return {pages: size.bytes / PAGE_BYTES};
}

/** Reads a range `a..b` of bytes, half-open, and gives it in pages. */
export function parseRange(text: string): {from: number; to: number} | UnitProblem {
	const allowed = 'a..b, sizes in whole pages, half-open, a less than b';
	const parts = text.length > 2 * MAX_CHARACTERS ? [] : text.split('..');
	if (parts.length !== 2) return {problem: 'not a range', allowed};
	const from = parseSize(parts[0]);
	if ('problem' in from) return {problem: `the range's start is ${from.problem}`, allowed};
	const to = parseSize(parts[1]);
	if ('problem' in to) return {problem: `the range's end is ${to.problem}`, allowed};
	if (from.pages >= to.pages) return {problem: 'an empty range', allowed};
	return {from: from.pages, to: to.pages};
}

/** Reads a duration in whole nanoseconds, 0 to 104 days. Fractions of a nanosecond are rounded. */
export function parseDurationNs(text: string): {ns: number} | UnitProblem {
	const parts = split(text);
	if (parts !== undefined && parts.unit === '' && parts.amount === 0) return {ns: 0};
	const factor = parts === undefined ? undefined : DURATION_UNITS[parts.unit.toLowerCase()];
	if (parts === undefined || factor === undefined)
		return {problem: 'not a duration', allowed: DURATION_FORMS};
	const ns = Math.round(parts.amount * factor);
	if (ns > MAX_DURATION_NS) return {problem: 'too long a duration', allowed: 'at most 104d'};
	return {ns};
}

function trimmed(value: number, decimals: number): string {
	const text = value.toFixed(decimals);
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** "20 ms", "64.296 s", "24 h": at most three decimals. parseDurationNs reads it back. */
export function formatDuration(ns: number): string {
	if (!Number.isFinite(ns)) return 'never';
	const size = Math.abs(ns);
	if (size >= 36_000e9) return `${trimmed(ns / 3600e9, 3)} h`;
	if (size >= 1e9 || ns === 0) return `${trimmed(ns / 1e9, 3)} s`;
	if (size >= 1e6) return `${trimmed(ns / 1e6, 3)} ms`;
	if (size >= 1e3) return `${trimmed(ns / 1e3, 3)} us`;
	return `${trimmed(ns, 0)} ns`;
}

const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** "1 GiB", "6.7 MiB", "-64 B": the largest unit that fits, three digits. parseBytes reads it back, rounded. */
export function formatBytes(bytes: number): string {
	const size = Math.abs(bytes);
	let power = 0;
	while (power < 4 && size >= 1024 ** (power + 1)) power++;
	const value = bytes / 1024 ** power;
	return `${trimmed(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)} ${BYTE_UNITS[power]}`;
}

/** formatBytes of a number of pages. */
export const formatPages = (pages: number): string => formatBytes(pages * PAGE_BYTES);

/** "262,144": whole numbers with commas; others keep at most three decimals. */
export function formatCount(n: number): string {
	if (!Number.isFinite(n)) return String(n);
	const [whole, fraction] = trimmed(Math.abs(n), 3).split('.');
	const grouped = groupDigits(whole);
	return (n < 0 ? '-' : '') + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

// Figures of reports in words, the same in every format that people read.

import {formatCount} from '../../scenario/base/units.js';
import type {RunReport} from './run-report.js';

export const percent = (share: number | null): string => {
	if (share === null) return '-';
	if (share > 0 && share < 0.01) return '<1 %';
	if (share > 0.99 && share < 1) return '>99 %';
	return `${Math.round(share * 100)} %`;
};

/** At most three significant digits after the point's worth: "17.1", "0.032", "1,234". */
export function figure(value: number | null): string {
	if (value === null) return '-';
	if (Number.isInteger(value) || Math.abs(value) >= 1000) return formatCount(Math.round(value));
	return String(Number(value.toPrecision(3)));
}

/** Pages that ksmd freed, by any way. */
export const freedByKsmd = ({freed_pages, split_remap_by}: RunReport): number =>
	freed_pages.ksm_merge + freed_pages.ksm_zero_page + split_remap_by.ksmd;

/** What one wakeup or visit freed against what it was to look at: "51,200 of 100, x512". */
export function against(pages: number, budget: number): string {
	const text = `${formatCount(pages)} of ${formatCount(budget)}`;
	return pages > budget ? `${text}, x${figure(pages / Math.max(1, budget))}` : text;
}

/** How a run ended, for people. */
export const ENDINGS = {
	until: 'its condition was met',
	limit: 'the limit was reached',
	interrupted: 'interrupted',
} as const;

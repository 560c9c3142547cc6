// Figures of reports in words, the same in every format that people read.

import {formatCount} from '../../scenario/base/units.js';
import type {RunReport} from './run-report.js';

/** A share of 0 to 1 as whole per cent; "<1 %" and ">99 %" so that neither end is claimed; "-" for null. */
export const percent = (share: number | null): string => {
	if (share === null) return '-';
	if (share > 0 && share < 0.01) return '<1 %';
	if (share > 0.99 && share < 1) return '>99 %';
	return `${Math.round(share * 100)} %`;
};

/** A number for people: three significant digits below 1,000 ("17.1", "0.032"), whole above ("1,234"); "-" for null. */
export function figure(value: number | null): string {
	if (value === null) return '-';
	if (Number.isInteger(value) || Math.abs(value) >= 1000) return formatCount(Math.round(value));
	return String(Number(value.toPrecision(3)));
}

/** Pages that ksmd freed in the whole run: by merging, and by the remaps of its own splits. */
export const freedByKsmd = ({freed_pages, split_remap_by}: RunReport): number =>
	freed_pages.ksm_merge + freed_pages.ksm_zero_page + split_remap_by.ksmd;

/** Pages that a wakeup or visit freed against the pages that it was to visit: "51,200 of 100, x512". */
export function against(pages: number, budget: number): string {
	const text = `${formatCount(pages)} of ${formatCount(budget)}`;
	return pages > budget ? `${text}, x${figure(pages / Math.max(1, budget))}` : text;
}

/** What ended a run, as tables say it. */
export const ENDINGS = {
	until: 'its condition was met',
	limit: 'the limit was reached',
	interrupted: 'interrupted',
} as const;

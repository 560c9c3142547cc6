// The words with which the workloads of the recorded 6.18 host were made, translated into regions of the model.
// `-r` a region: size, thp 1 MADV_HUGEPAGE or 0 MADV_NOHUGEPAGE, merge=0 not mergeable, pat its contents; `share=1` the
// contents are those of the other process.

import type {ContentOf, RegionSpec} from '../../source/core/index.js';
import {region} from '../support/host.js';

const UNITS: Readonly<Record<string, number>> = {K: 1, M: 1024, G: 1024 * 1024};

function pagesOf(size: string): number {
	return (Number(size.slice(0, -1)) * UNITS[size.slice(-1)]) / 4;
}

/** Unique contents are drawn from a range of their own for each region. */
const UNIQUE_STEP = 16_000_000;
/** The content of all pages that are the same. */
export const SAME = 77;

/** `1u511z`: runs of unique, zero and equal pages, repeated; `grp:2:adj`, `grp:2:stride`: equal pages in groups. */
export function contentOf(pattern: string, pages: number, firstUnique: number): ContentOf {
	const group = /^grp:(\d+):(adj|stride)$/.exec(pattern);
	if (group) {
		const size = Number(group[1]);
		const apart = Math.floor(pages / size);
		return group[2] === 'adj'
			? (page) => firstUnique + Math.floor(page / size)
			: (page) => firstUnique + (page % apart);
	}
	const period: string[] = [];
	for (const [, count, letter] of pattern.matchAll(/(\d+)([zus])/g)) {
		period.push(...Array.from({length: Number(count)}, () => letter));
	}
	return (page) => {
		const letter = period[page % period.length];
		if (letter === 'u') return firstUnique + page;
		return letter === 's' ? SAME : 0;
	};
}

/** The regions of one process of a recorded run. */
export function regionsOf(words: string, process: number): RegionSpec[] {
	return words
		.split('-r ')
		.slice(1)
		.map((text, index) => {
			const options = Object.fromEntries(
				text
					.trim()
					.split(',')
					.map((option) => option.split('=') as [string, string]),
			);
			const pages = pagesOf(options.size);
			const owner = options.share === '1' ? 0 : process;
			const thp = options.thp === '1' ? 'hugepage' : 'nohugepage';
			const advice: RegionSpec['advice'] = options.merge === '0' ? [thp] : [thp, 'mergeable'];
			return region(
				`r${index}`,
				pages,
				advice,
				contentOf(options.pat, pages, 1_000_000 + (owner * 8 + index) * UNIQUE_STEP),
			);
		});
}

/** Hugh Dickins's mapping: two equal pages, the second moved by mremap over a third; and 512 KiB more of the same. */
export function hughRegions(words: string): {regions: RegionSpec[]; moves: boolean} {
	const [, extraMergeable = '0', moves = '1'] = words.split(' ');
	const advice: RegionSpec['advice'] = ['nohugepage', 'dontfork'];
	return {
		regions: [
			region('three', 3, [...advice, 'mergeable'], null),
			region('extra', 128, extraMergeable === '1' ? [...advice, 'mergeable'] : advice, () => 0x77),
		],
		moves: moves === '1',
	};
}

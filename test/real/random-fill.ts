// Random fills.

import type {Random} from './random.js';

/** What a region may be filled with; `contents` few enough that pages meet their equals. */
export function fill(random: Random): unknown {
	const from = 1000 + random.below(40);
	switch (random.below(8)) {
		case 0:
			return 'zero';
		case 1:
			return {content: 77 + random.below(3)};
		case 2:
			return {unique: {from: 1000 + random.below(2000)}};
		case 3:
			return {groups: {of: 1 + random.below(5), from}};
		case 4:
			return {
				mix: [
					{share: 0.5, fill: 'zero'},
					{share: 0.5, fill: {pool: {contents: 1 + random.below(30)}}},
				],
			};
		case 5:
			return {pool: {contents: 1 + random.below(60)}};
		case 6:
			return {
				pattern: [
					{zero: 1 + random.below(6)},
					{contents: {from, count: 1 + random.below(6)}},
					{unique: {from: 50_000, count: 1 + random.below(3)}},
				],
			};
		default:
			return {
				pattern: [
					{unique: {from: 90_000, count: 1 + random.below(4)}},
					{zero: 1 + random.below(20)},
					{content: 77, count: 1 + random.below(8)},
				],
			};
	}
}

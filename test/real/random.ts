// Seeded randomness for tools: the same seed draws the same.

import {keyOf} from '../../source/scenario/base/keyed-hash.js';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

/** Randomness of one sequence. */
export class Random {
	private readonly generator: ReturnType<typeof xoroshiro128plus>;

	/** `text`: what distinguishes one sequence from another. */
	constructor(text: string) {
		// The generator begins alike for seeds that are near each other: a hash spreads them.
		this.generator = xoroshiro128plus(keyOf(text));
	}

	/** A whole number from 0 to limit - 1; limit at most 2^31. */
	below(limit: number): number {
		return Math.floor(((this.generator.next() >>> 0) / 2 ** 32) * limit);
	}

	/** True with this probability, 0..1. */
	chance(probability: number): boolean {
		return this.below(2 ** 30) < probability * 2 ** 30;
	}

	pick<Item>(items: readonly Item[]): Item {
		return items[this.below(items.length)];
	}
}

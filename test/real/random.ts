// Seeded randomness for tools: the same seed draws the same.

import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';

export class Random {
	private readonly generator: ReturnType<typeof xoroshiro128plus>;

	constructor(seed: number) {
		this.generator = xoroshiro128plus(seed);
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

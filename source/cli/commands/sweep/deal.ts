// Deals the combinations of a sweep to shards so that each shard gets its share of every kernel, every seed and every
// value, not only of the number of combinations: combinations of one kernel may take much longer than those of another.

/** How many shards are considered for a combination: bounds the time where there are thousands. */
const MOST_CANDIDATES = 64;

/** The shards in the order in which the round gets to them, the first one last. */
const roundOrder = (shards: number, round: number): number[] =>
	Array.from({length: shards}, (_, i) => (shards - 1 - i + round) % shards);

/**
 * The shard, from 0, of each combination. They are dealt round by round, as cards, so that no shard gets two more than
 * another; each round begins one shard further on, and within it each combination goes to the shard that has had the
 * fewest with its values. Of a digit with many values each comes rarely, so each counts for more.
 *
 * @param sizes how many values each digit of a combination's number has, the fastest digit first
 */
export function deal(sizes: readonly number[], shards: number): Uint32Array {
	const count = sizes.reduce((product, size) => product * size, 1);
	const perRound = Math.min(shards, count);
	const given = sizes.map((size) => Array.from({length: size}, () => new Uint32Array(perRound)));
	const dealt = new Uint32Array(count);
	let waiting: number[] = [];
	for (let index = 0; index < count; index++) {
		if (waiting.length === 0) waiting = roundOrder(perRound, index / perRound);
		let rest = index;
		const mine = sizes.map((size, digit) => {
			const value = rest % size;
			rest = Math.floor(rest / size);
			return given[digit][value];
		});
		let best = waiting.length - 1;
		let fewest = Infinity;
		for (let at = waiting.length - 1; at >= Math.max(0, waiting.length - MOST_CANDIDATES); at--) {
			let had = 0;
			for (const [digit, perShard] of mine.entries()) had += perShard[waiting[at]] * sizes[digit];
			if (had < fewest) [best, fewest] = [at, had];
		}
		const [shard] = waiting.splice(best, 1);
		for (const perShard of mine) perShard[shard]++;
		dealt[index] = shard;
	}
	return dealt;
}

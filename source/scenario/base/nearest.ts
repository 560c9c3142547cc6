// The nearest valid name for a misspelt one, for error messages. Plain edit distance with swaps of neighbours counted
// as one step; nothing is suggested that differs in more than about a third of its letters.

const LONGEST = 64;

function distance(a: string, b: string): number {
	let before: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				row[j] = Math.min(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
	}
	return last[b.length];
}

const folded = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '_');

/** The candidate that `name` was probably meant to be, or undefined if none comes near. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
	if (name.length === 0 || name.length > LONGEST) return undefined;
	const wanted = folded(name);
	let best: string | undefined;
	let bestSteps = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - wanted.length) >= bestSteps) continue;
		const steps = distance(wanted, folded(candidate));
		if (steps < bestSteps) [best, bestSteps] = [candidate, steps];
	}
	return best;
}

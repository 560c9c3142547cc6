// From values to heights: axes that start at 0 and end at a round number, linear or logarithmic by powers of ten.

export interface Scale {
	/** The value at the top. */
	readonly top: number;
	/** Height of a value, 0 at the bottom to 1 at the top. */
	height(value: number): number;
	/** The value that stands at a height. */
	value(height: number): number;
}

const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next round number that is not below `value`. */
export function roundUp(value: number): number {
	if (value <= 0) return 1;
	const power = 10 ** Math.floor(Math.log10(value));
	for (const step of STEPS) if (value <= step * power * 1.000_001) return step * power;
	return 10 * power;
}

export function linear(max: number): Scale {
	const top = roundUp(max);
	return {top, height: (value) => Math.min(1, Math.max(0, value / top)), value: (height) => height * top};
}

/** From `floor` (at the bottom, as is everything below) to the power of ten above `max`. */
export function logarithmic(max: number, floor = 10): Scale {
	const low = Math.log10(floor);
	const top = 10 ** Math.max(low + 1, Math.ceil(Math.log10(Math.max(1, max)) - 1e-9));
	const span = Math.log10(top) - low;
	return {
		top,
		height: (value) => (value <= floor ? 0 : Math.min(1, (Math.log10(value) - low) / span)),
		value: (height) => 10 ** (low + height * span),
	};
}

/** A label of at most five columns: 100k, 2.5M, 40. */
export function axisLabel(value: number): string {
	if (value === 0) return '0';
	const [divisor, letter] =
		value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : value >= 1e3 ? [1e3, 'k'] : [1, ''];
	return `${Number((value / divisor).toPrecision(3))}${letter}`;
}

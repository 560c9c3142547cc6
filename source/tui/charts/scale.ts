// From values to heights: axes that start at 0 and end at a round number, linear or logarithmic by powers of ten.

import {formatCount} from '../../scenario/base/units.js';

/** An axis of values: the mapping between values and heights. */
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

/** From 0 to the round number above `max`. */
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

/** A label of at most six columns: "1,024", "99,999", "262k", "2.5M", "0.4". */
export function axisLabel(value: number): string {
	if (Math.abs(value) < 100_000) return formatCount(Number(value.toPrecision(value < 100 ? 3 : 6)));
	const [divisor, letter] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
	return `${Number((value / divisor).toPrecision(3))}${letter}`;
}

/** The value of a peak: "51,200", "104", "6.7". */
export function peakLabel(value: number): string {
	return formatCount(value < 1000 ? Number(value.toPrecision(3)) : Math.round(value));
}

/** A power of ten on an axis: "100", "1,000", "10k", "100k", "1M". */
export function powerLabel(value: number): string {
	if (value < 10_000) return axisLabel(value);
	const [divisor, letter] = value >= 1e9 ? [1e9, 'G'] : value >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
	return `${Math.round(value / divisor)}${letter}`;
}

const BINARY_STEPS = [1, 1.25, 1.5, 1.75, 2];

/** For sizes in powers of two: tops such as 1,024 or 640. */
export function binary(max: number): Scale {
	const power = 2 ** Math.floor(Math.log2(Math.max(1, max)));
	const top = power * (BINARY_STEPS.find((step) => max <= step * power * 1.000_001) ?? 2);
	return {top, height: (value) => Math.min(1, Math.max(0, value / top)), value: (height) => height * top};
}

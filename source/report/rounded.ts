/** A number as reports have it: six significant digits; 0 for NaN and infinite. */
export function rounded(value: number): number {
	return Number.isFinite(value) ? Number(value.toPrecision(6)) : 0;
}

/** A number fit for a report: six significant digits, and 0 for what is no number at all. */
export function rounded(value: number): number {
	return Number.isFinite(value) ? Number(value.toPrecision(6)) : 0;
}

// The viewer's filter: every word must occur somewhere, whatever its case.

/** Whether every word of `filter` occurs in `text`; an empty filter matches everything. */
export function matches(text: string, filter: string): boolean {
	const lower = text.toLowerCase();
	return filter
		.toLowerCase()
		.split(/\s+/)
		.every((word) => lower.includes(word));
}

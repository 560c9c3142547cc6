// What a knob's new value means from now on, in a few words: shown after the write, with its immediate effect.

type Meaning = (value: string) => string;

const MEANINGS: Readonly<Record<string, Meaning>> = {
	run: (value) =>
		value === '1'
			? 'ksmd scans'
			: value === '2'
				? 'ksmd stops, everything merged is unmerged'
				: 'ksmd stops, what is merged stays merged',
	use_zero_pages: () => 'applies to later merges only',
	smart_scan: (value) =>
		value === '1' ? 'pages that do not merge are skipped' : 'every page is visited in every full scan',
	shrink_underused: () => 'applies to THPs that are faulted in or collapsed from now on',
	pages_to_scan: () => 'from the next wakeup on',
	sleep_millisecs: () => 'ends the present sleep',
	max_page_sharing: () => 'applies to KSM pages that are made from now on',
	advisor_mode: (value) =>
		value === 'none' ? 'pages_to_scan is set by hand again' : 'pages_to_scan is set by the advisor',
};

/** "use_zero_pages 0 -> 1: applies to later merges only". `effect`: what changed at once, or null. */
export function knobEffect(knob: string, before: string, after: string, effect: string | null): string {
	const meaning = before === after ? 'unchanged' : MEANINGS[knob]?.(after);
	const said = [meaning, effect].filter((text) => text !== undefined && text !== null);
	return `\`${knob}\` ${before} -> ${after}${said.length > 0 ? `: ${said.join('; ')}` : ''}`;
}

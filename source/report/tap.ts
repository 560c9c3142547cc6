// TAP, version 13, as the kernel's selftests print it: a plan, a line per expectation, diagnostics below a failure.

import {sanitize} from '../scenario/base/text.js';

export interface TapTest {
	readonly name: string;
	readonly ok: boolean;
	readonly diagnostics: readonly string[];
	/** Why it was not run. */
	readonly skip?: string;
}

/** A TAP stream. In a description `#` begins a directive, so it is escaped. */
export function tapLines(tests: readonly TapTest[]): string[] {
	const lines = ['TAP version 13', `1..${tests.length}`];
	for (const [index, {name, ok, diagnostics, skip}] of tests.entries()) {
		const words = sanitize(name)
			.replaceAll('\\', String.raw`\\`)
			.replaceAll('#', String.raw`\#`);
		lines.push(
			`${ok ? 'ok' : 'not ok'} ${index + 1} - ${words}${skip === undefined ? '' : ` # SKIP ${skip}`}`,
		);
		for (const line of diagnostics) lines.push(`# ${sanitize(line)}`);
	}
	return lines;
}

/** The usual last line of the kernel's selftests. */
export function tapTotals(tests: readonly TapTest[]): string {
	const passed = tests.filter((test) => test.ok && test.skip === undefined).length;
	const skipped = tests.filter((test) => test.skip !== undefined).length;
	const failed = tests.length - passed - skipped;
	return `# Totals: pass:${passed} fail:${failed} xfail:0 xpass:0 skip:${skipped} error:0`;
}

/** Expectations as tests. */
export function expectationTests(
	preset: string,
	results: ReadonlyArray<{text: string; expected: number | string; seen: number | string; ok: boolean}>,
): TapTest[] {
	return results.map(({text, expected, seen, ok}) => ({
		name: `${preset}: ${text}`,
		ok,
		diagnostics: ok ? [] : [`expected ${expected}`, `seen ${seen}`],
	}));
}

// TAP, version 13, as the kernel's selftests print it: a plan, a line per expectation, diagnostics below a failure.

import {sanitize} from '../scenario/base/text.js';

/** One test of a TAP stream. */
export interface TapTest {
	/** Its description; control characters are removed when it is printed. */
	readonly name: string;
	/** Whether it passed; the totals count a skipped test as neither. */
	readonly ok: boolean;
	/** Lines printed below it with a leading "# ". */
	readonly diagnostics: readonly string[];
	/** Why it was not run, for the SKIP directive. */
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

/** The last line as the kernel's selftests print it: "# Totals: pass:1 fail:0 ...". */
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

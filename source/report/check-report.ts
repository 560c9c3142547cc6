// What a check of presets found, for people. Expectations of one kernel and moment that stand together in the preset
// share a line, as figures that belong together do on the mailing lists: "pages_shared pages_sharing  expected 0 0  seen 1 1".

import type {ExpectationResult} from '../session/expectations.js';
import {markdownGrid} from './grid.js';
import {MARKDOWN_COLUMNS, wrap} from './markdown.js';
import {printable} from './words.js';

export interface PresetCheck {
	readonly preset: string;
	readonly kernels: readonly string[];
	readonly results: readonly ExpectationResult[];
}

/** Figures that share a line, at most. */
const TOGETHER = 4;

function together(results: readonly ExpectationResult[]): ExpectationResult[][] {
	const groups: ExpectationResult[][] = [];
	for (const result of results) {
		const last = groups.at(-1);
		const fits =
			last !== undefined &&
			last.length < TOGETHER &&
			last[0].kernel === result.kernel &&
			last[0].moment === result.moment &&
			[...last, result].every(({expected, name}) => !expected.includes(' ') && !name.includes(' '));
		if (fits) last.push(result);
		else groups.push([result]);
	}
	return groups;
}

function line(group: readonly ExpectationResult[]): string {
	const [{kernel, moment}] = group;
	const join = (pick: (result: ExpectationResult) => string): string =>
		group.map((result) => pick(result)).join(' ');
	const status = group.every(({ok}) => ok) ? 'ok    ' : 'FAILED';
	const at = moment === '' ? '' : `  (${moment})`;
	return printable(
		`${status} ${kernel}: ${join(({name}) => name)}  expected ${join(({expected}) => expected)}  seen ${join(({seen}) => seen)}${at}`,
	);
}

/** The lines of one preset. */
export function checkTable({preset, kernels, results}: PresetCheck): string[] {
	const head = `${printable(preset)} (${kernels.join(', ')})`;
	return [
		head,
		...(results.length === 0 ? ['  expects nothing'] : together(results).map((group) => `  ${line(group)}`)),
	];
}

function counts(checks: readonly PresetCheck[]): {all: number; failed: number} {
	const results = checks.flatMap((check) => check.results);
	return {all: results.length, failed: results.filter(({ok}) => !ok).length};
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The last line. */
export function checkSummary(checks: readonly PresetCheck[]): string[] {
	const {all, failed} = counts(checks);
	const outcome = failed === 0 ? 'all met' : `${failed} missed`;
	return [`${plural(checks.length, 'preset')}, ${plural(all, 'expectation')}: ${outcome}`];
}

/** A table of presets, and the misses in full, in 72 columns. */
export function checkMarkdown(checks: readonly PresetCheck[]): string[] {
	const rows = checks.map(({preset, results}) => {
		const failed = results.filter(({ok}) => !ok).length;
		return [printable(preset).slice(0, 40), String(results.length), failed === 0 ? 'ok' : `${failed} missed`];
	});
	const missed = checks.flatMap(({preset, results}) =>
		results
			.filter(({ok}) => !ok)
			.flatMap(({text, expected, seen}) => {
				const words = `${preset}: ${text}: expected ${expected}, seen ${seen}`;
				return wrap(printable(words), MARKDOWN_COLUMNS - 2).map((part, i) =>
					i === 0 ? `- ${part}` : `  ${part}`,
				);
			}),
	);
	return [
		...markdownGrid([['preset', 'expectations', 'result'], ...rows]),
		...(missed.length > 0 ? ['', ...missed] : []),
		'',
		...checkSummary(checks),
	];
}

// The result of checking presets, for people. Expectations of one kernel and moment that are neighbours in the preset
// share a line, as figures that belong together do on the mailing lists: "pages_shared pages_sharing  expected 0 0  seen 1 1".

import {sanitize, wrap} from '../../scenario/base/text.js';
import type {ExpectationResult} from '../../session/outcome/expectations.js';
import {markdownGrid} from '../grid.js';
import {MARKDOWN_COLUMNS} from './markdown.js';

/** What `ksmtop check` found in one preset. */
export interface PresetCheck {
	/** The preset's name; not yet sanitized. */
	readonly preset: string;
	/** Ids of the kernels that it was run on. */
	readonly kernels: readonly string[];
	/** One for each expectation, in the preset's order, then one for each unexpected errno; empty: it expects nothing. */
	readonly results: readonly ExpectationResult[];
}

/** Columns that the names and values of figures that share a line may take. */
const COLUMNS_TOGETHER = 72;

interface Line {
	readonly kernels: string[];
	readonly names: string[];
	readonly expected: string[];
	readonly seen: string[];
	readonly moment: string;
	readonly ok: boolean;
}

/** Joins neighbours that are equal but for the kernel. */
function joinKernels(results: readonly ExpectationResult[]): Line[] {
	const lines: Line[] = [];
	for (const {kernel, name, expected, seen, moment, ok} of results) {
		const twin = lines.at(-1);
		if (
			twin?.names[0] === name &&
			twin.expected[0] === expected &&
			twin.seen[0] === seen &&
			twin.moment === moment &&
			twin.ok === ok &&
			!twin.kernels.includes(kernel)
		)
			twin.kernels.push(kernel);
		else lines.push({kernels: [kernel], names: [name], expected: [expected], seen: [seen], moment, ok});
	}
	return lines;
}

const widthOf = ({names, expected, seen}: Line): number => [...names, ...expected, ...seen].join(' ').length;

/** Neighbours of the same kernels and moment whose values are single words share a line. */
function joinNames(lines: readonly Line[]): Line[] {
	const joined: Line[] = [];
	for (const line of lines) {
		const last = joined.at(-1);
		const alike =
			last !== undefined &&
			widthOf(last) + widthOf(line) <= COLUMNS_TOGETHER &&
			last.ok === line.ok &&
			last.moment === line.moment &&
			last.kernels.join() === line.kernels.join() &&
			[...last.names, ...last.expected, ...line.names, ...line.expected].every((word) => !word.includes(' '));
		if (alike) {
			last.names.push(...line.names);
			last.expected.push(...line.expected);
			last.seen.push(...line.seen);
		} else joined.push(line);
	}
	return joined;
}

function lineText({kernels, names, expected, seen, moment, ok}: Line): string {
	const at = moment === '' ? '' : `  (${moment})`;
	return sanitize(
		`${ok ? 'ok    ' : 'FAILED'} ${kernels.join(', ')}: ${names.join(' ')}  expected ${expected.join(' ')}  seen ${seen.join(' ')}${at}`,
	);
}

/** The lines of one preset, the first of them its name and kernels. */
export function checkTable({preset, kernels, results}: PresetCheck): string[] {
	const head = `${sanitize(preset)} (${kernels.join(', ')})`;
	return [
		head,
		...(results.length === 0
			? ['  expects nothing']
			: joinNames(joinKernels(results)).map((line) => `  ${lineText(line)}`)),
	];
}

function counts(checks: readonly PresetCheck[]): {all: number; failed: number} {
	const results = checks.flatMap((check) => check.results);
	return {all: results.length, failed: results.filter(({ok}) => !ok).length};
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The last line of a check: how many presets and expectations, and how many were missed. */
export function checkSummary(checks: readonly PresetCheck[]): string[] {
	const {all, failed} = counts(checks);
	const outcome = failed === 0 ? 'all met' : `${failed} missed`;
	return [`${plural(checks.length, 'preset')}, ${plural(all, 'expectation')}: ${outcome}`];
}

/** A table of presets, and the misses in full, in 72 columns. */
export function checkMarkdown(checks: readonly PresetCheck[]): string[] {
	const rows = checks.map(({preset, results}) => {
		const failed = results.filter(({ok}) => !ok).length;
		return [sanitize(preset).slice(0, 40), String(results.length), failed === 0 ? 'ok' : `${failed} missed`];
	});
	const missed = checks.flatMap(({preset, results}) =>
		results
			.filter(({ok}) => !ok)
			.flatMap(({text, expected, seen}) => {
				const words = `${preset}: ${text}: expected ${expected}, seen ${seen}`;
				return wrap(sanitize(words), MARKDOWN_COLUMNS - 2).map((part, i) =>
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

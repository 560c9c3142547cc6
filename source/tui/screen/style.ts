// The style of a cell as the parameters of one SGR sequence, such as '1;31', and the shortest way from one style to the
// next. Equal looks are equal strings, so that a changed style is seen by comparing. Links and other OSC sequences are
// no styles and are left out.

import {type AnsiCode, reduceAnsiCodesIncremental} from '@alcalzone/ansi-tokenize';

/** The style without attributes and colours. */
export const PLAIN = '';

/** The codes in force after one more code. */
export function withCode(active: readonly AnsiCode[], code: AnsiCode): AnsiCode[] {
	return reduceAnsiCodesIncremental([...active], [code]).filter(({code: text}) => text.startsWith('\u001B['));
}

/** The style of a set of codes: their parameters, sorted, so that equal looks are equal strings. */
export function styleOf(codes: readonly AnsiCode[]): string {
	if (codes.length === 0) return PLAIN;
	return codes
		.map(({code}) => code.slice(2, -1))
		.sort()
		.join(';');
}

/** Splits '1;38;5;208' into '1' and '38;5;208'. */
function parameters(style: string): string[] {
	return style === PLAIN ? [] : (style.match(/[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+/g) ?? []);
}

/** What a parameter sets; a later one of the same kind replaces an earlier one. */
function kindOf(parameter: string): string {
	const code = Number.parseInt(parameter, 10);
	if ((code >= 30 && code <= 39) || (code >= 90 && code <= 97)) return 'foreground';
	if ((code >= 40 && code <= 49) || (code >= 100 && code <= 107)) return 'background';
	return parameter;
}

function computeChange(from: string, to: string): string {
	if (to === PLAIN) return '\u001B[m';
	const old = new Map(parameters(from).map((parameter) => [kindOf(parameter), parameter]));
	const wanted = parameters(to);
	const kinds = new Set(wanted.map(kindOf));
	// Something that is on must go off: only a reset does that for every attribute alike. A parameter left out is 0.
	if ([...old.keys()].some((kind) => !kinds.has(kind))) return `\u001B[;${to}m`;
	return `\u001B[${wanted.filter((parameter) => old.get(kindOf(parameter)) !== parameter).join(';')}m`;
}

const changes = new Map<string, string>();
const CHANGES_KEPT = 4096;

/** The escape sequence that turns style `from` into style `to`; empty when they are equal. */
export function styleChange(from: string, to: string): string {
	if (from === to) return '';
	const key = `${from}>${to}`;
	let change = changes.get(key);
	if (change === undefined) {
		if (changes.size >= CHANGES_KEPT) changes.clear();
		change = computeChange(from, to);
		changes.set(key, change);
	}
	return change;
}

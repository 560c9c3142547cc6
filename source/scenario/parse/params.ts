// Parameters of a preset: `params: {zeros: 64MiB}` at its top, `${zeros}` wherever a value may stand. Another value is
// written into the text itself, so that run files, replays and threads that get the text get the value with it.

import {isMap, isScalar, parseDocument, type Pair, type Scalar} from 'yaml';
import type {Fault} from './problems.js';

/** A value for a parameter of a preset, as the command line gives it. */
export interface Param {
	/** A name under `params` of the preset. */
	readonly name: string;
	/** As written: a size, a number, a word. */
	readonly value: string;
}

const REFERENCE = /\$\{([^{}]*)\}/g;

/** Puts parameters into a value; a value that is one reference becomes the parameter itself, number or text. */
export function substitute(
	text: string,
	params: ReadonlyMap<string, unknown>,
	onUnknown: (name: string) => void,
): unknown {
	if (!text.includes('${')) return text;
	const whole = /^\$\{([^{}]*)\}$/.exec(text);
	if (whole && params.has(whole[1])) return params.get(whole[1]);
	return text.replaceAll(REFERENCE, (reference, name: string) => {
		if (params.has(name)) return String(params.get(name));
		onUnknown(name);
		return reference;
	});
}

/** The parameters of a document, with the scalars that give them; empty when there are none or they are no map. */
function paramNodes(text: string): Map<string, Scalar> {
	const {contents} = parseDocument(text, {prettyErrors: false, uniqueKeys: false, logLevel: 'silent'});
	const found = new Map<string, Scalar>();
	const params = isMap(contents) ? contents.get('params', true) : undefined;
	if (!isMap(params)) return found;
	for (const {key, value} of params.items as Pair[])
		if (isScalar(key) && isScalar(value)) found.set(String(key.value), value);
	return found;
}

/** The text with other values of parameters; or what is wrong with one of them. Lines stay where they are. */
export function withParams(text: string, params: readonly Param[]): {text: string} | {problem: Fault} {
	const nodes = paramNodes(text);
	const splices: Array<{from: number; to: number; value: string}> = [];
	for (const {name, value} of params) {
		const range = nodes.get(name)?.range;
		if (!range) {
			const candidates = [...nodes.keys()];
			const allowed = candidates.length > 0 ? candidates.join(', ') : 'none: the preset has no parameters';
			return {
				problem: {message: 'no parameter of this name in the preset', found: name, allowed, candidates},
			};
		}
		splices.push({
			from: range[0],
			to: range[1],
			value: /^[\w.]+$/.test(value) ? value : JSON.stringify(value),
		});
	}
	splices.sort((one, other) => other.from - one.from);
	let changed = text;
	for (const {from, to, value} of splices) changed = changed.slice(0, from) + value + changed.slice(to);
	return {text: changed};
}

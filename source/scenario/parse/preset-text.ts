// From text to plain data with positions. YAML, and so JSON too. Data is converted here, not by the yaml package, so
// that cycles, bombs of aliases, doubled fields and depth are problems with a place and cost nothing; and so that a
// path of the data leads back to its line and column.

import {
	isAlias,
	isMap,
	isScalar,
	isSeq,
	LineCounter,
	parseDocument,
	type Document,
	type Node,
	type Pair,
} from 'yaml';
import {substitute} from './params.js';
import {MAX_PRESET_CHARACTERS} from '../base/limits.js';
import {excessAt, MAX_MARKS} from './nesting.js';
import {Problems, type Path, type Place} from './problems.js';

const MAX_DEPTH = 60;
/** Values, those that aliases repeat counted each time. */
const MAX_VALUES = 1_000_000;

/** What the text of a preset holds, before its fields are checked. */
export interface PresetText {
	/** Plain objects, arrays, strings, numbers, booleans and null. */
	readonly data: unknown;
	/** Knows the place of every path in `data`, for problems that are found later. */
	readonly problems: Problems;
}

class Converter {
	private readonly anchors = new Map<string, Node>();
	private readonly sizes = new Map<Node, number>();
	private readonly values = new Map<Node, unknown>();
	private readonly open = new Set<Node>();
	readonly targets = new Map<Node, Node>();
	private count = 0;
	private readonly fault: (node: Node | null, message: string, found?: string) => void;

	private readonly params: ReadonlyMap<string, unknown>;

	constructor(
		params: ReadonlyMap<string, unknown>,
		fault: (node: Node | null, message: string, found?: string) => void,
	) {
		this.params = params;
		this.fault = fault;
	}

	convert(node: Node | null, depth: number): unknown {
		if (node === null) return null;
		if (isAlias(node)) return this.alias(node);
		const anchor = (node as {anchor?: string}).anchor;
		if (anchor !== undefined) this.anchors.set(anchor, node);
		const before = this.count++;
		if (depth > MAX_DEPTH) {
			this.fault(node, `nested too deeply, at most ${MAX_DEPTH} levels`);
			return null;
		}
		if (this.count > MAX_VALUES) {
			this.fault(node, `too many values, at most ${MAX_VALUES}`);
			return null;
		}
		let value: unknown = null;
		this.open.add(node);
		if (isScalar(node)) value = this.scalar(node);
		else if (isSeq(node)) value = (node.items as Node[]).map((item) => this.convert(item, depth + 1));
		else if (isMap(node)) value = this.map(node.items as Array<Pair<Node, Node | null>>, depth);
		this.open.delete(node);
		if (anchor !== undefined) {
			this.sizes.set(node, this.count - before);
			this.values.set(node, value);
		}
		return value;
	}

	private scalar(node: Node & {value: unknown}): unknown {
		const {value} = node;
		if (typeof value !== 'string') return value;
		return substitute(value, this.params, (name) => {
			const allowed = [...this.params.keys()].join(', ');
			this.fault(
				node,
				`no parameter of this name${allowed === '' ? ': the preset has no params' : ''}`,
				name,
			);
		});
	}

	private map(pairs: Array<Pair<Node, Node | null>>, depth: number): unknown {
		const object: Record<string, unknown> = {};
		const seen = new Set<string>();
		for (const pair of pairs) {
			const name = keyOf(pair);
			if (name === undefined) this.fault(pair.key, 'the name of a field must be plain text');
			else if (seen.has(name)) this.fault(pair.key, 'a field is given twice', name);
			else if (name === '__proto__') this.fault(pair.key, 'unknown field', name);
			if (name === undefined || seen.has(name) || name === '__proto__') continue;
			seen.add(name);
			object[name] = this.convert(pair.value, depth + 1);
		}
		return object;
	}

	private alias(node: Node & {source: string}): unknown {
		const target = this.anchors.get(node.source);
		if (target === undefined) {
			this.fault(node, 'an alias without its anchor', node.source);
			return null;
		}
		if (this.open.has(target)) {
			this.fault(node, 'an alias of something that it is part of', node.source);
			return null;
		}
		this.targets.set(node, target);
		this.count += this.sizes.get(target) ?? 1;
		if (this.count > MAX_VALUES) {
			this.fault(node, `aliases repeat too much, at most ${MAX_VALUES} values in all`);
			return null;
		}
		return this.values.get(target) ?? null;
	}
}

function keyOf(pair: Pair<Node, unknown>): string | undefined {
	const {key} = pair;
	if (!isScalar(key)) return undefined;
	const {value} = key;
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: undefined;
}

/** The deepest node on a path that exists, or with `key` the name of its last field. */
function nodeAt(root: Node | null, path: Path, key: boolean, targets: ReadonlyMap<Node, Node>): Node | null {
	let node = root;
	for (const [index, step] of path.entries()) {
		const inside: Node | null = node === null ? null : (targets.get(node) ?? node);
		let next: Node | null | undefined;
		if (isSeq(inside) && typeof step === 'number') next = inside.items[step] as Node | undefined;
		if (isMap(inside)) {
			const pair = (inside.items as Array<Pair<Node, Node | null>>).find(
				(item) => keyOf(item) === String(step),
			);
			if (pair && key && index === path.length - 1) return pair.key;
			next = pair?.value ?? pair?.key;
		}
		if (!next) return node;
		node = next;
	}
	return node;
}

/** The values under `params` that are plain; what else may stand there the schema refuses. */
function paramsOf({contents}: Document.Parsed): Map<string, unknown> {
	const params = isMap(contents) ? contents.get('params', true) : undefined;
	const found = new Map<string, unknown>();
	if (!isMap(params)) return found;
	for (const {key, value} of params.items as Pair[])
		if (isScalar(key) && isScalar(value)) found.set(String(key.value), value.value);
	return found;
}

const TOO_DEEP = 'nested too deeply';
const TOO_MANY = `too many values: more than ${MAX_MARKS} brackets, commas and indicators`;
const yamlMessage = (message: string): string =>
	message.includes('call stack') ? TOO_DEEP : `not valid YAML: ${message.split('\n')[0]}`;

/** Reads the text. Problems of the YAML itself are noted; `data` is then of no use. Never throws. */
export function readPresetText(text: string, file: string): PresetText {
	const lines = new LineCounter();
	let document: Document.Parsed | undefined;
	let targets: ReadonlyMap<Node, Node> = new Map();
	/** A value as it was written, with what its parameters stand for. */
	const asGiven = (written: string): string => {
		const params = document ? paramsOf(document) : new Map<string, unknown>();
		return params.size > 0
			? written.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => String(params.get(name) ?? all))
			: written;
	};
	const placeOfOffset = (offset: number): Place => {
		const {line, col} = lines.linePos(offset);
		return {line, column: col};
	};
	const placeOfNode = (node: Node | null): Place => {
		if (!node?.range) return {line: 1, column: 1};
		const [from, to] = node.range;
		return isScalar(node)
			? {...placeOfOffset(from), text: asGiven(text.slice(from, Math.min(to, from + 200)))}
			: placeOfOffset(from);
	};
	const problems = new Problems(file, (path, key) =>
		placeOfNode(document ? nodeAt(document.contents as Node | null, path, key, targets) : null),
	);
	const start = {line: 1, column: 1};
	if (text.length > MAX_PRESET_CHARACTERS) {
		problems.add(start, {
			message: `too long a preset: ${text.length} characters`,
			allowed: `at most ${MAX_PRESET_CHARACTERS}`,
		});
		return {data: null, problems};
	}
	const excess = excessAt(text);
	for (const [offset, message] of [
		[text.indexOf('\0'), 'not a text: it holds a zero byte'],
		[excess?.offset ?? -1, excess?.excess === 'values' ? TOO_MANY : TOO_DEEP],
	] as const) {
		if (offset < 0) continue;
		const before = text.slice(0, offset).split('\n');
		problems.add({line: before.length, column: (before.at(-1) as string).length + 1}, {message});
		return {data: null, problems};
	}
	try {
		document = parseDocument(text, {
			lineCounter: lines,
			prettyErrors: false,
			uniqueKeys: false,
			logLevel: 'silent',
		});
	} catch {
		problems.add(start, {message: TOO_DEEP});
		return {data: null, problems};
	}
	for (const error of [...document.errors, ...document.warnings])
		problems.add(placeOfOffset(error.pos[0]), {message: yamlMessage(error.message)});
	if (!problems.none) return {data: null, problems};
	const converter = new Converter(paramsOf(document), (node, message, found) => {
		problems.add(placeOfNode(node), {message, found});
	});
	const data = converter.convert(document.contents, 0);
	targets = converter.targets;
	if (problems.none && document.contents === null) problems.add(start, {message: 'the preset is empty'});
	return {data, problems};
}

// Conditions: `term (and|or term)*`, where `and` binds first and a term is `[kernel:]name op value`. A lone duration
// means "time >= that". A condition is evaluated by each machine on its own figures; a term with a kernel's name in front
// holds on machines of that kernel only.

import {checkFigure, isTime, type Known} from './figure-names.js';
import {nearest} from './base/nearest.js';
import {parseDurationNs} from './base/units.js';

const OPERATORS = ['>=', '<=', '==', '!=', '>', '<'] as const;
/** How a figure is compared with a value. */
export type Operator = (typeof OPERATORS)[number];

/** One comparison of a condition. */
export interface Term {
	/** Only machines of this kernel can meet the term; null: all. */
	readonly kernel: string | null;
	/** The figure, as readFigure of core knows it; `time` is the simulated time in ns. */
	readonly name: string;
	/** The figure stands on its left. */
	readonly op: Operator;
	/** In the unit of the figure; times are in ns. */
	readonly value: number;
}

/** A checked condition. */
export interface Condition {
	/** As it was written, without blanks around it. */
	readonly text: string;
	/** `or` of `and`s: it holds if all terms of any inner list hold. */
	readonly terms: ReadonlyArray<readonly Term[]>;
}

/** Why a condition could not be read. */
export interface ConditionProblem {
	/** In words, without the place. */
	readonly message: string;
	/** 1-based, in the condition's text. */
	readonly column: number;
	/** The part of the text that is wrong. */
	readonly found?: string;
	/** What may stand there, in words. */
	readonly allowed?: string;
	/** The valid name most like `found`. */
	readonly nearest?: string;
}

const LONGEST = 2000;
const TERM = /^(?:([^\s:<>=!]+):)?([^\s:<>=!]+)\s*(>=|<=|==|!=|>|<)\s*([^<>=!]*)$/;

/** The number that a figure is compared with, or why it is none. */
function parseValue(
	name: string,
	text: string,
): number | {readonly message: string; readonly allowed: string} {
	if (isTime(name)) {
		const duration = parseDurationNs(text);
		if ('ns' in duration) return duration.ns;
		if (name === 'time') return {message: duration.problem, allowed: duration.allowed};
	}
	if (/^-?\d{1,20}(?:\.\d{1,12})?$/.test(text)) return Number(text);
	return {message: `${name} is compared with a number`, allowed: 'a number'};
}

function parseTerm(text: string, column: number, known: Known): Term | ConditionProblem {
	const alone = parseDurationNs(text);
	if ('ns' in alone) return {kernel: null, name: 'time', op: '>=', value: alone.ns};
	const match = TERM.exec(text);
	if (!match) {
		const allowed = `[kernel:]name op value, op one of ${OPERATORS.join(' ')}, or a duration`;
		return {message: text === '' ? 'a term is missing' : 'not a condition', column, found: text, allowed};
	}
	const [, kernel, name, op, valueText] = match;
	if (kernel !== undefined && known.kernels !== undefined) {
		const kernels = [...known.kernels];
		if (!kernels.includes(kernel))
			return {
				message: 'no kernel of this name',
				column,
				found: kernel,
				allowed: kernels.join(', '),
				nearest: nearest(kernel, kernels),
			};
	}
	const wrong = checkFigure(name, known);
	if (wrong) {
		const at = column + text.indexOf(name, kernel === undefined ? 0 : kernel.length + 1);
		return {
			message: wrong.message,
			column: at,
			found: wrong.found,
			allowed: 'a counter, model field, freed_pages.<cause>, time, wakeups, or <process>.<counter>',
			nearest: nearest(wrong.found, wrong.candidates),
		};
	}
	const value = parseValue(name, valueText.trim());
	if (typeof value === 'object')
		return {...value, column: column + text.length - valueText.length, found: valueText.trim()};
	return {kernel: kernel ?? null, name, op: op as Operator, value};
}

/**
 * Reads a condition of at most 2,000 characters. Names of figures are checked; those of kernels and processes only
 * against `known`, where it is given.
 */
export function parseCondition(
	text: string,
	known: Known = {},
): {condition: Condition} | {problem: ConditionProblem} {
	if (text.length > LONGEST)
		return {problem: {message: 'too long a condition', column: 1, allowed: `at most ${LONGEST} characters`}};
	const terms: Term[][] = [[]];
	let rest = text;
	let column = 1;
	for (;;) {
		const joint = /\s(and|or)(?=\s|$)/i.exec(rest);
		const piece = joint ? rest.slice(0, joint.index) : rest;
		const indent = piece.length - piece.trimStart().length;
		const term = parseTerm(piece.trim(), column + indent, known);
		if ('message' in term) return {problem: term};
		(terms.at(-1) as Term[]).push(term);
		if (!joint) return {condition: {text: text.trim(), terms}};
		if (joint[1].toLowerCase() === 'or') terms.push([]);
		rest = rest.slice(joint.index + joint[0].length);
		column += joint.index + joint[0].length;
	}
}

/** Whether `seen op wanted` holds. */
export function compare(seen: number, op: Operator, wanted: number): boolean {
	switch (op) {
		case '>=':
			return seen >= wanted;
		case '<=':
			return seen <= wanted;
		case '>':
			return seen > wanted;
		case '<':
			return seen < wanted;
		case '==':
			return seen === wanted;
		default:
			return seen !== wanted;
	}
}

/**
 * Whether the condition holds on a machine of kernel `kernelId`. `read` gives the machine's figure of a name, or
 * undefined where there is none (a process that has not started yet): such a term does not hold.
 */
export function evaluate(
	condition: Condition,
	kernelId: string,
	read: (name: string) => number | undefined,
): boolean {
	return condition.terms.some((all) =>
		all.every(({kernel, name, op, value}) => {
			if (kernel !== null && kernel !== kernelId) return false;
			const seen = read(name);
			return seen !== undefined && compare(seen, op, value);
		}),
	);
}

/**
 * How near the condition is to holding, 0..1: a term `name >= n` is as far as its figure has come from 0 to n, `and`
 * waits for its slowest term, `or` for its fastest. A term that says nothing beforehand (`name < n`) counts as 0 until
 * it holds.
 */
export function conditionProgress(
	condition: Condition,
	kernelId: string,
	read: (name: string) => number | undefined,
): number {
	const progress = ({kernel, name, op, value}: Term): number => {
		const seen = kernel === null || kernel === kernelId ? read(name) : undefined;
		if (seen === undefined) return 0;
		if (compare(seen, op, value)) return 1;
		return op.startsWith('<') || op === '!=' || value <= 0 ? 0 : Math.min(0.999, Math.max(0, seen / value));
	};
	return Math.max(0, ...condition.terms.map((all) => Math.min(...all.map((term) => progress(term)))));
}

/** The simulated times (ns, ascending) at which the condition may change by time alone, so that a session can stop exactly there. */
export function conditionAlarms(condition: Condition): number[] {
	const times = new Set<number>();
	for (const {name, op, value} of condition.terms.flat()) {
		if (name !== 'time') continue;
		if (op !== '>' && op !== '<=') times.add(value);
		if (op !== '>=' && op !== '<') times.add(value + 1);
	}
	return [...times].sort((a, b) => a - b);
}

// Conditions and actions of a timeline as C statements.

import {
	knobByName,
	type Action,
	type Advice,
	type ProcessSpec,
	type Protection,
	type RegionSpec,
} from '../core/index.js';
import type {Condition, TimelineEntry} from '../scenario/scenario.js';
import type {CFills} from './c-fills.js';
import {cBytes, cDuration, cString, type Identifiers} from './c-text.js';
import type {REFUSED_ACTIONS} from './refusals.js';

const PAGE_BYTES = 4096;

/** The condition as a C expression. */
export function cCondition(condition: Condition): string {
	const groups = condition.terms.map((all) =>
		all
			.map(({name, op, value}) => {
				const isNs = name === 'time' || name.endsWith('_ns');
				return `is(${cString(name)}, "${op}", ${isNs && value >= 0 ? cDuration(value) : value})`;
			})
			.join(' && '),
	);
	return groups.length === 1 ? groups[0] : groups.map((group) => `(${group})`).join(' || ');
}

const REGION_ADVICE: Partial<Record<Advice, string>> = {
	hugepage: 'HUGEPAGE',
	nohugepage: 'NOHUGEPAGE',
	mergeable: 'MERGEABLE',
	unmergeable: 'UNMERGEABLE',
	dontfork: 'DONTFORK',
	dofork: 'DOFORK',
};

/** A region as the initializer of a struct. */
export function cRegion(region: RegionSpec, fill: string | null): string {
	const advice = region.advice.map((word) => REGION_ADVICE[word] ?? '0').join(' | ');
	const fields = [
		`.name = ${cString(region.name)}`,
		`.size = ${cBytes(region.pages * PAGE_BYTES)}`,
		`.align = ${cBytes(region.alignPages * PAGE_BYTES)}`,
		...(region.file === true ? ['.file = true'] : []),
		...(advice === '' ? [] : [`.advice = ${advice}`]),
		...(fill === null ? [] : [`.fill = ${fill}`]),
	];
	return `{${fields.join(', ')}}`;
}

/** What the statements of one timeline share. */
export interface ActionContext {
	/** Collects the fill functions that the statements refer to. */
	readonly fills: CFills;
	/** Names for regions and fills, unique in the whole program. */
	readonly identifiers: Identifiers;
	/** Definitions that a statement needs before its function. */
	readonly definitions: string[];
	/** Names of all processes that the preset can start. */
	readonly names: readonly string[];
}

function target(action: Action & {target: unknown}): string {
	const {process, region, from, to} = action.target as {
		process?: string;
		region: string;
		from?: number;
		to?: number;
	};
	return [
		process === undefined ? 'NULL' : cString(process),
		cString(region),
		cBytes((from ?? 0) * PAGE_BYTES),
		to === undefined ? 'NEVER' : cBytes(to * PAGE_BYTES),
	].join(', ');
}

/** The value as the kernel's own parser would print it. */
const plainValue = (knob: string, value: string): string => {
	const parsed = knobByName.get(knob)?.parse(value);
	return parsed === undefined || typeof parsed === 'object' ? value : String(parsed);
};

function cMmap(action: Action & {do: 'mmap'}, context: ActionContext): string {
	const {region} = action;
	const {content} = region;
	const fill = content === null ? null : context.fills.define([action.process, region.name], () => content);
	const name = context.identifiers.make('region', action.process, region.name);
	context.definitions.push(`static const struct region ${name} = ${cRegion(region, fill)};`);
	return `map_region(${cString(action.process)}, &${name});`;
}

const C_PROTECTIONS: Readonly<Record<Protection, string>> = {
	read_write: 'PROT_READ | PROT_WRITE',
	read_only: 'PROT_READ',
	none: 'PROT_NONE',
};

/** One action as a statement. `start` is not among them: cStatements starts whole templates. */
function statement(action: Action, context: ActionContext): string {
	switch (action.do) {
		case 'set':
			return `set(${cString(action.knob)}, ${cString(plainValue(action.knob, action.value))});`;
		case 'write': {
			const fill = context.fills.define(
				['write', action.target.process ?? '', action.target.region],
				(process) => action.content(process),
			);
			return `write_pages(${target(action)}, ${fill});`;
		}
		case 'read':
			return `read_pages(${target(action)});`;
		case 'madvise':
			return `advise(${target(action)}, MADV_${action.advice.toUpperCase()});`;
		case 'process_madvise':
			return `advise_from_outside(${target(action)}, MADV_${action.advice.toUpperCase()});`;
		case 'collapse':
			return `advise(${target(action)}, MADV_COLLAPSE);`;
		case 'munmap':
			return `unmap(${target(action)});`;
		case 'mremap':
			return `move(${target(action)}, ${action.to === null ? 'NEW_ADDRESS' : cBytes(action.to.page * PAGE_BYTES)});`;
		case 'mprotect':
			return `protect(${target(action)}, ${C_PROTECTIONS[action.protection]});`;
		case 'mlock':
			return `lock(${target(action)});`;
		case 'munlock':
			return `unlock(${target(action)});`;
		case 'pin':
			return `pin(${target(action)});`;
		case 'unpin':
			return `unpin(${target(action)});`;
		case 'split':
			return `split(${target(action)});`;
		case 'mmap':
			return cMmap(action, context);
		case 'fork':
			return `fork_process(${cString(action.process)}, ${cString(action.name)}, ${action.count});`;
		case 'exec':
			return `exec_process(${cString(action.process)});`;
		case 'exit':
			return `exit_process(${cString(action.process)});`;
		case 'prctl':
			return `merge_any(${cString(action.process)}, ${action.mergeAny});`;
		case 'drop_caches':
			return `drop_caches(${action.what});`;
		default: {
			// The compiler refuses a new action that has neither a case here nor a reason in refusals.ts.
			const refused: keyof typeof REFUSED_ACTIONS | 'start' | 'lru_add_drain' | 'khugepaged_turn' = action.do;
			throw new RangeError(`a reproducer has no statement for ${refused}`);
		}
	}
}

/** The actions of an entry, one statement each; the instances of a template start together. */
export function cStatements(
	entry: TimelineEntry,
	context: ActionContext,
	templateOf: (spec: ProcessSpec) => string,
): string[] {
	const statements: string[] = [];
	for (const action of entry.actions) {
		const text =
			action.do === 'start' ? `start(${cString(templateOf(action.process))});` : statement(action, context);
		if (action.do !== 'start' || statements.at(-1) !== text) statements.push(text);
	}
	return statements;
}

/** The write of a volatile region, as it is repeated: always the same pages, with contents that recur after `rounds` firings. */
export function cRepeatedWrite(entry: TimelineEntry, context: ActionContext): string[] {
	const {repeat} = entry;
	const [first] = entry.actions;
	const [second] = repeat?.actions(1) ?? [];
	if (!repeat || first?.do !== 'write' || second?.do !== 'write') throw new RangeError('no write to repeat');
	const bases = context.names.map((name) => first.content(name)(0));
	const step = second.content(context.names[0])(0) - first.content(context.names[0])(0);
	const fill = context.fills.add(
		['volatile', first.target.process ?? '', first.target.region],
		[
			`\tstatic const u32 base[] = {${bases.map((base) => `${base}u`).join(', ')}};`,
			'',
			`\treturn base[who] + ${step}u * (u32)(firing % ${repeat.rounds}) + (u32)page;`,
		],
	);
	return [`write_pages(${target(first)}, ${fill});`];
}

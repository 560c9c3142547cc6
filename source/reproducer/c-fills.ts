// Fills as C functions: page i of a region to the number of its content.

import type {ContentOf} from '../core/index.js';
import {planOf, type FillPlan, type PlannedRun} from '../scenario/fills/fill-plan.js';
import type {Identifiers} from './c-text.js';

/** Collects the functions; equal fills share one. */
export class CFills {
	/** C functions `u32 name(u64 page, u32 who)` in the order of definition; the caller may take them out. */
	readonly definitions: string[] = [];
	private readonly byText = new Map<string, string>();
	private readonly names: readonly string[];
	private readonly identifiers: Identifiers;

	/** `names`: all processes that the preset can ever start, in the order of the C table names[]. */
	constructor(names: readonly string[], identifiers: Identifiers) {
		this.names = names;
		this.identifiers = identifiers;
	}

	/**
	 * Defines a function for a fill and returns its name. `contentFor`: the content for a process of that name; undefined
	 * where the fill is not for that process. RangeError if it is for none.
	 */
	define(hint: readonly string[], contentFor: (process: string) => ContentOf | undefined): string {
		const bound = this.names.map((name) => {
			const content = contentFor(name);
			return content === undefined ? undefined : planOf(content);
		});
		const first = bound.find((candidate) => candidate !== undefined);
		if (first === undefined) throw new RangeError('a fill without a plan');
		const writer = new FillWriter(
			this.names,
			bound.map((candidate) => candidate?.instance ?? 0),
		);
		return this.add(hint, writer.body(first.plan), writer.tables);
	}

	/** Defines a function with a given body and returns its name; `hint` gives the words of the name. */
	add(hint: readonly string[], body: readonly string[], tables: readonly string[] = []): string {
		const text = [...tables, ...body].join('\n');
		const known = this.byText.get(text);
		if (known !== undefined) return known;
		const name = this.identifiers.make(...hint);
		const uses = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(text);
		const unused = ['page', 'who'].filter((word) => !uses(word)).map((word) => `\t(void)${word};`);
		this.definitions.push(
			[`static u32 ${name}(u64 page, u32 who)`, '{', ...tables, ...unused, ...body, '}'].join('\n'),
		);
		this.byText.set(text, name);
		return name;
	}
}

/** The C expression `page` less `start`. */
const from = (page: string, start: number): string => (start === 0 ? page : `(${page} - ${start})`);

class FillWriter {
	/** Static tables of the function. */
	readonly tables: string[] = [];
	private readonly names: readonly string[];
	private readonly instances: readonly number[];
	private instanceText: string | null = null;
	private keys = 0;

	constructor(names: readonly string[], instances: readonly number[]) {
		this.names = names;
		this.instances = instances;
	}

	body(plan: FillPlan): string[] {
		if (plan.kind === 'pattern') return this.pattern(plan);
		if (plan.kind === 'mix') return this.mix(plan, 0);
		return [`\treturn ${this.value(plan)};`];
	}

	/** The number of the process's instance: `who` itself, less an offset, or from a table. */
	private instance(): string {
		if (this.instanceText !== null) return this.instanceText;
		const offset = this.instances.findIndex((instance) => instance > 0) - 1;
		const inRow = this.instances.every((instance, i) => instance === 0 || instance === i - offset);
		if (this.instances.every((instance) => instance === 0)) this.instanceText = '0';
		else if (inRow) this.instanceText = offset === 0 ? 'who' : `(who - ${offset})`;
		else {
			this.tables.push(`\tstatic const u32 instance[] = {${this.instances.join(', ')}};`);
			this.instanceText = 'instance[who]';
		}
		return this.instanceText;
	}

	/** The first content number of a process: `base` plus `perInstance` for each instance before it. */
	private base(base: number, perInstance: number): string {
		const instance = perInstance === 0 ? '0' : this.instance();
		return instance === '0' ? `${base}u` : `${base}u + ${perInstance}u * ${instance}`;
	}

	private key(keyFor: (process: string) => number): string {
		const name = this.keys === 0 ? 'key' : `key${this.keys}`;
		this.keys++;
		const keys = this.names.map((process) => `0x${keyFor(process).toString(16)}`);
		this.tables.push(`\tstatic const u32 ${name}[] = {${keys.join(', ')}};`);
		return `${name}[who]`;
	}

	/** The plan as a C expression in `page` and `who`. */
	private value(plan: FillPlan): string {
		switch (plan.kind) {
			case 'content':
				return `${plan.content}u`;
			case 'rising':
				return `${this.base(plan.base, plan.perInstance)} + (u32)(page${plan.of === 1 ? '' : ` / ${plan.of}`})`;
			case 'pool':
				return `${plan.base}u + (u32)(draw(${this.key(plan.keyFor)}, page) / 4294967296.0 * ${plan.contents})`;
			case 'image':
				return `page < ${plan.pages} ? ${plan.base}u + (u32)page : ${this.nested(plan.rest)}`;
			case 'thps': {
				const {parts} = plan;
				const values = parts.map((part) => this.nested(part));
				return values
					.slice(1)
					.reduceRight(
						(rest, value, i) => `page / 512 % ${parts.length} == ${i + 1} ? ${value} : ${rest}`,
						values[0],
					);
			}
			case 'mix': {
				const key = this.key(plan.keyFor);
				const values = plan.parts.map((part) => this.nested(part));
				return values
					.slice(0, -1)
					.reduceRight(
						(rest, value, i) => `draw(${key}, page) < ${plan.edges[i]} ? ${value} : ${rest}`,
						values.at(-1) ?? '0u',
					);
			}
			case 'pattern': {
				const inside = `page % ${plan.period}`;
				const values = plan.runs.map((run) => this.run(run, plan.period));
				return values
					.slice(0, -1)
					.reduceRight(
						(rest, value, i) => `${inside} < ${plan.runs[i + 1].start} ? ${value} : ${rest}`,
						values.at(-1) ?? '0u',
					);
			}
		}
	}

	private nested(plan: FillPlan): string {
		const value = this.value(plan);
		return /^\w+$/.test(value) ? value : `(${value})`;
	}

	private run(run: PlannedRun, period: number): string {
		const {start, base, perInstance, perPage, perRepeat} = run;
		const repeat = perRepeat === 0 ? '' : ` + ${perRepeat}u * (u32)(page / ${period})`;
		const page = perPage === 0 || run.count === 1 ? '' : ` + (u32)${from(`(page % ${period})`, start)}`;
		return `${this.base(base, perInstance)}${repeat}${page}`;
	}

	/** A pattern as statements: up to 64 runs as a chain of tests, more as a table with a binary search. */
	private pattern(plan: FillPlan & {kind: 'pattern'}): string[] {
		const {runs, period} = plan;
		if (runs.length > 64) return this.longPattern(plan);
		const lines = [`\tu64 i = page % ${period};`, ''];
		for (const [i, run] of runs.entries()) {
			const value = this.run(run, period).replaceAll(`(page % ${period})`, 'i');
			const last = i === runs.length - 1;
			if (!last) lines.push(`\tif (i < ${run.start + run.count})`);
			lines.push(`${last ? '\t' : '\t\t'}return ${value};`);
		}
		return runs.length > 1
			? lines
			: lines.slice(2).map((line) => line.replaceAll(/\bi\b/g, `(page % ${period})`));
	}

	private longPattern({runs, period}: FillPlan & {kind: 'pattern'}): string[] {
		const instance = runs.some((run) => run.perInstance > 0) ? this.instance() : '0';
		const rows = runs.map(
			(run) => `\t\t{${run.start}, ${run.base}u, ${run.perInstance}u, ${run.perPage}, ${run.perRepeat}u},`,
		);
		return [
			'\tstatic const struct { u32 start, base, per_instance, per_page, per_repeat; } runs[] = {',
			...rows,
			'\t};',
			`\tu64 i = page % ${period};`,
			`\tu32 low = 0, high = ${runs.length - 1};`,
			'',
			'\twhile (low < high) {',
			'\t\tu32 middle = (low + high + 1) / 2;',
			'',
			'\t\tif (runs[middle].start <= i)',
			'\t\t\tlow = middle;',
			'\t\telse',
			'\t\t\thigh = middle - 1;',
			'\t}',
			`\treturn runs[low].base + runs[low].per_instance * ${instance} + runs[low].per_repeat * (u32)(page / ${period}) +`,
			'\t       runs[low].per_page * (u32)(i - runs[low].start);',
		];
	}

	private mix(plan: FillPlan & {kind: 'mix'}, _depth: number): string[] {
		const key = this.key(plan.keyFor);
		const lines = [`\tu32 drawn = draw(${key}, page);`, ''];
		for (const [i, part] of plan.parts.entries()) {
			const last = i === plan.parts.length - 1;
			if (!last) lines.push(`\tif (drawn < ${plan.edges[i]})`);
			lines.push(`${last ? '\t' : '\t\t'}return ${this.value(part)};`);
		}
		return lines;
	}
}

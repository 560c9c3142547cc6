// A preset as data for the program of table-program.ts, made from the same C statements that an export has; null where
// it is too large for its tables, or has what they cannot hold.

import {type ContentOf} from '../../source/core/index.js';
import {conditionAlarms, type Condition} from '../../source/scenario/conditions.js';
import type {ProcessTemplate, Scenario, TimelineEntry} from '../../source/scenario/scenario.js';
import {cStatements} from '../../source/reproducer/c-actions.js';
import {needsSwap, processNames, startKnobs} from '../../source/reproducer/c-preset.js';
import {Identifiers} from '../../source/reproducer/c-text.js';
import {CFills} from '../../source/reproducer/c-fills.js';
import {followsClock} from '../../source/reproducer/exact.js';
import {presetKey} from '../../source/reproducer/preset-key.js';
import {MOST} from './table-sizes.js';

const PAGE_BYTES = 4096;
const UNITS: Readonly<Record<string, number>> = {KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40};
const ADVICE = ['hugepage', 'nohugepage', 'mergeable', 'unmergeable', 'dontfork', 'dofork'];

/** What cannot be said in tables. */
class Unfit extends Error {}

/** Fills as runs of contents for each process, instead of functions. */
class TableFills extends CFills {
	readonly tables: string[][] = [];
	private readonly processNames: readonly string[];
	/** Pages that the fill being defined is asked for: from, to. */
	reach: readonly [from: number, to: number] = [0, 0];

	constructor(names: readonly string[], identifiers: Identifiers) {
		super(names, identifiers);
		this.processNames = names;
	}

	override define(_hint: readonly string[], contentFor: (process: string) => ContentOf | undefined): string {
		const lines: string[] = [];
		for (let who = 0; who < MOST.names; who++) {
			const name = this.processNames.at(who);
			const runs = name === undefined ? [] : this.runs(contentFor(name));
			lines.push(String(runs.length), ...runs);
		}
		return `#${this.tables.push(lines) - 1}`;
	}

	override add(): string {
		throw new Unfit('a volatile region');
	}

	private runs(content: ContentOf | undefined): string[] {
		const runs: string[] = [];
		const [from, to] = this.reach;
		let start = from;
		while (content && start < to) {
			const first = content(start);
			const rise = start + 1 < to ? content(start + 1) - first : 0;
			const step = rise === 1 ? 1 : 0;
			let end = start + 1;
			while (end < to && content(end) === first + step * (end - start)) end++;
			runs.push(`${start} ${first} ${step}`);
			start = end;
		}
		return runs;
	}
}

/** An argument of a C call as the program reads it. */
function argument(text: string): string {
	const value = text.trim();
	if (value.startsWith('"')) return value.slice(0, -1);
	if (value.startsWith('#')) return value;
	const sized = /^(\d+)(?: \* ([KMGT]iB))?$/.exec(value);
	return sized ? `#${Number(sized[1]) * (UNITS[sized[2] ?? ''] ?? 1)}` : value;
}

/** `name(a, b);` as lines. Strings have no commas: names and values of knobs are plain. */
function call(statement: string): string[] {
	const match = /^(\w+)\((.*)\);$/.exec(statement);
	if (!match) throw new Unfit(statement);
	const values = match[2].split(',').map((text) => argument(text));
	return [match[1], String(values.length), ...values];
}

function condition({terms}: Condition): string[] {
	const lines = terms.flatMap((all, group) =>
		all.map(({name, op, value}) => [String(group), name, op, String(value)]),
	);
	if (lines.length > MOST.terms) throw new Unfit('a long condition');
	return [String(lines.length), ...lines.flat()];
}

class Tables {
	private readonly scenario: Scenario;
	private readonly names: readonly string[];
	private readonly fills: TableFills;
	private readonly regions: string[][] = [];

	constructor(scenario: Scenario) {
		this.scenario = scenario;
		this.names = processNames(scenario);
		this.fills = new TableFills(this.names, new Identifiers());
	}

	text(): string {
		const {scenario, names, fills, regions} = this;
		const processes = scenario.processes.map((template) => this.process(template));
		const entries = scenario.timeline.filter(({actions}) => actions.length > 0);
		const timeline = entries.flatMap((entry) => this.entry(entry));
		const alarms = this.alarms(entries);
		const knobs = startKnobs(scenario).flat();
		const sleepMs = scenario.knobs.findLast(({name}) => name === 'sleep_millisecs')?.value ?? '20';
		const pages = scenario.processes.reduce((sum, {mappedPages, count}) => sum + mappedPages * count, 0);
		const splits = entries.some(({actions}) => actions.some((action) => action.do === 'split'));
		if (
			names.length > MOST.names ||
			processes.length > MOST.processes ||
			regions.length > MOST.regions ||
			entries.length > MOST.entries ||
			fills.tables.length > MOST.fills ||
			alarms.length > MOST.alarms
		)
			throw new Unfit('too much of something');
		const counted = (rows: readonly string[][]): string[] => [String(rows.length), ...rows.flat()];
		return [
			scenario.name,
			presetKey(scenario),
			...counted(names.map((name) => [name])),
			...counted(fills.tables),
			...counted(regions),
			...counted(processes),
			...knobs,
			String(entries.length),
			...timeline,
			...(scenario.until ? condition(scenario.until) : ['0']),
			...counted(alarms.map((ns) => [String(ns)])),
			Number(splits),
			Number(followsClock(scenario)),
			pages * PAGE_BYTES,
			scenario.machine.hz,
			Number.parseInt(sleepMs, 10),
			needsSwap(scenario) + 1,
			Number(scenario.machine.khugepaged === 'awake'),
			'',
		].join('\n');
	}

	private process(template: ProcessTemplate): string[] {
		const specs = template.instantiate();
		const byName = new Map(specs.map((spec) => [spec.name, spec]));
		const first = this.regions.length;
		for (const [i, region] of specs[0].regions.entries()) {
			this.fills.reach = [0, region.pages];
			const fill =
				region.content === null
					? null
					: this.fills.define([], (name) => byName.get(name)?.regions[i].content ?? undefined);
			this.addRegion(region, fill);
		}
		const {name, count, mergeAny, later} = template;
		return [name, count, Number(mergeAny), Number(later), first, specs[0].regions.length].map(String);
	}

	private addRegion(
		{
			name,
			pages,
			alignPages,
			advice,
			file,
		}: {name: string; pages: number; alignPages: number; advice: readonly string[]; file?: boolean},
		fill: string | null,
	): number {
		const bits = advice.reduce((sum, word) => {
			const bit = ADVICE.indexOf(word);
			return bit < 0 ? sum : sum | (1 << bit);
		}, 0);
		const fields = [
			name,
			pages * PAGE_BYTES,
			alignPages * PAGE_BYTES,
			bits,
			Number(file === true),
			fill === null ? MOST.fills : fill.slice(1),
		];
		return this.regions.push(fields.map(String)) - 1;
	}

	private statements(entry: TimelineEntry): string[][] {
		const context = {
			fills: this.fills,
			identifiers: new Identifiers(),
			definitions: [],
			names: this.names,
		};
		const templateOf = ({name}: {name: string}): string =>
			this.scenario.processes.find(
				(template) => template.name === name || name.startsWith(`${template.name}-`),
			)?.name ?? name;
		if (entry.repeat) throw new Unfit('a volatile region');
		return entry.actions.flatMap((action) => {
			if (action.do === 'mmap') {
				const {region} = action;
				this.fills.reach = [0, region.pages];
				const {content} = region;
				const fill = content === null ? null : this.fills.define([], () => content);
				return [['map_region', '2', `"${action.process}`, `#${this.addRegion(region, fill)}`]];
			}
			if (action.do === 'write') {
				const {from = 0, to} = action.target;
				this.fills.reach = [from, to ?? this.pagesOf(action.target.region)];
			}
			return cStatements({...entry, actions: [action]}, context, templateOf).map((text) => call(text));
		});
	}

	/** Pages of a region without an end given: the most that one of the name has. */
	private pagesOf(name: string): number {
		const own = this.regions.filter((fields) => fields[0] === name).map((fields) => Number(fields[1]));
		return Math.max(0, ...own) / PAGE_BYTES;
	}

	private entry(entry: TimelineEntry): string[] {
		const statements = this.statements(entry);
		return [
			entry.text.slice(0, 200).replaceAll(/[^ -~]/g, '?'),
			entry.at === undefined ? 'NEVER' : `#${entry.at}`,
			entry.fails ?? '#0',
			...(entry.when ? condition(entry.when) : ['0']),
			String(statements.length),
			...statements.flat(),
		];
	}

	private alarms(entries: readonly TimelineEntry[]): number[] {
		const {until} = this.scenario;
		const conditions = [...entries.flatMap(({when}) => (when ? [when] : [])), ...(until ? [until] : [])];
		return [...new Set(conditions.flatMap((each) => conditionAlarms(each)))].sort((a, b) => a - b);
	}
}

/** The file's text; null: compile the preset instead. */
export function tablesOf(scenario: Scenario): string | null {
	try {
		return new Tables(scenario).text();
	} catch (error) {
		if (error instanceof Unfit) return null;
		throw error;
	}
}

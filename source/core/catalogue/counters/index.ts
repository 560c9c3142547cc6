// All counters: the tables beside this file put together, and the types that follow from them.

import type {Machine} from '../../state/machine.js';
import type {Counter, CounterRow} from './counter.js';
import type {Unit} from './counter-text.js';
import {KSM_COUNTERS} from './ksm.js';
import {LEDGER_FIGURES, PAGE_GROUPS, SPLIT_GROUPS, type GroupRow} from './ledger.js';
import {MODEL_FIGURES} from './model.js';
import {VM_EVENT_COUNTERS} from './vm-events.js';
import {VMSTAT_GAUGES} from './vmstat.js';

/** Names of what a real kernel shows. */
export type CounterName =
	keyof typeof KSM_COUNTERS | keyof typeof VM_EVENT_COUNTERS | keyof typeof VMSTAT_GAUGES;
/** Names of what only the model knows. */
export type ModelName = keyof typeof MODEL_FIGURES;

type GroupOf<Name extends string> = Name extends `${infer Group}.${string}` ? Group : Name;

/** The figures of the model, nested as reports give them: 'group.figure' is in `group`. */
export type ModelFigures = {
	[Group in GroupOf<ModelName>]: Group extends ModelName
		? number
		: {[Name in ModelName as Name extends `${Group}.${infer Figure}` ? Figure : never]: number};
};

type Rows = Readonly<Record<string, CounterRow>>;

function vmEventRows(): Rows {
	const rows = Object.entries(VM_EVENT_COUNTERS).map(([name, row]): [string, CounterRow] => [
		name,
		{...row, type: 'counter', read: (m) => m.vm[name as keyof typeof VM_EVENT_COUNTERS]},
	]);
	return Object.fromEntries(rows);
}

const inFile = (file: Counter['file'], rows: Rows): Counter[] =>
	Object.entries(rows).map(([name, row]) => ({name, file, ...row}));

/** Counters that a real kernel shows, in the order in which reports give them. */
export const COUNTERS: readonly Counter[] = [
	...inFile('ksm', KSM_COUNTERS),
	...inFile('vmstat', {...vmEventRows(), ...VMSTAT_GAUGES}),
];

const MODEL = inFile('model', MODEL_FIGURES);
const isNested = ({name}: Counter): boolean => name.includes('.');

/** Figures that only the model knows, in the order of rows: those that reports nest come last. */
export const MODEL_COUNTERS: readonly Counter[] = [
	...MODEL.filter((counter) => !isNested(counter)),
	...MODEL.filter((counter) => isNested(counter)),
];

/** Figures of the ledger that have a name of their own. */
export const LEDGER_COUNTERS: readonly Counter[] = inFile('model', LEDGER_FIGURES);

/** A row of the ledger with its name. */
export interface Group extends GroupRow {
	/** The first part of its figures' names: `group.name`. */
	readonly name: string;
}
/** Figures of the ledger that are kept by cause or by splitter. */
export const GROUPS: readonly Group[] = Object.entries<GroupRow>({...PAGE_GROUPS, ...SPLIT_GROUPS}).map(
	([name, row]) => ({name, ...row}),
);

/** A figure that a row of a run holds. */
export interface Figure {
	/** Its name in reports, conditions and expectations: `name` or `group.name`. */
	readonly name: string;
	/** The unit of its value. */
	readonly unit: Unit;
	/** See CounterText.dependsOnCosts. */
	readonly dependsOnCosts?: true;
	/** Its value now, in `unit`. */
	readonly read: (m: Machine) => number;
}

const figuresOf = (groups: Readonly<Record<string, GroupRow>>): Figure[] =>
	Object.entries(groups).flatMap(([group, {names, unit, read, dependsOnCosts}]) =>
		names.map((name) => ({
			name: `${group}.${name}`,
			unit,
			dependsOnCosts,
			read: (m: Machine) => read(m, name),
		})),
	);

/** All of the above one by one, in the order of rows: groups as `group.name`. */
export const FIGURES: readonly Figure[] = [
	...COUNTERS,
	...MODEL_COUNTERS,
	...figuresOf(PAGE_GROUPS),
	...LEDGER_COUNTERS,
	...figuresOf(SPLIT_GROUPS),
];

/** By name; of groups each figure. */
export const figureByName: ReadonlyMap<string, Figure> = new Map(
	FIGURES.map((figure) => [figure.name, figure]),
);

/** Puts figures named 'group.figure' into an object `group`; the order of the names stays. */
export function nestFigures(figures: Iterable<readonly [name: string, value: number]>): ModelFigures {
	const nested: Record<string, number | Record<string, number>> = {};
	for (const [name, value] of figures) {
		const [group, figure] = name.split('.');
		if (figure === undefined) nested[group] = value;
		else nested[group] = {...(nested[group] as Record<string, number> | undefined), [figure]: value};
	}
	return nested as ModelFigures;
}

/** The values of COUNTERS by name. */
export function readCounters(m: Machine): Record<CounterName, number> {
	return Object.fromEntries(COUNTERS.map(({name, read}) => [name, read(m)])) as Record<CounterName, number>;
}

/** The figures of the model in the order of their table, nested. */
export const readModel = (m: Machine): ModelFigures =>
	nestFigures(MODEL.map(({name, read}) => [name, read(m)]));

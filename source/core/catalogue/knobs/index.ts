// All knobs: the tables beside this file put together, and the types that follow from them. Values live in Machine.knobs.

import type {Kernel} from '../../kernels/kernel.js';
import {ADVISOR_KNOBS} from './advisor.js';
import {KHUGEPAGED_KNOBS} from './khugepaged.js';
import type {Knob, KnobRow} from './knob.js';
import {KSM_KNOBS} from './ksm.js';
import type {ParsedValue} from './parse.js';
import {PROPOSED_KNOBS} from './proposed.js';
import {THP_KNOBS} from './thp.js';

type Table = typeof KSM_KNOBS &
	typeof ADVISOR_KNOBS &
	typeof PROPOSED_KNOBS &
	typeof THP_KNOBS &
	typeof KHUGEPAGED_KNOBS;

/** A key of the tables; khugepaged's are `khugepaged/...`. */
export type KnobName = keyof Table;

/** The value of every knob, by sysfs name: what its parser gives. Booleans are 0 or 1. */
export type KnobValues = {[Name in KnobName]: ParsedValue<ReturnType<Table[Name]['parse']>>};

const inFolder = (folder: Knob['folder'], table: Readonly<Record<string, KnobRow>>): Knob[] =>
	Object.entries(table).map(([name, row]) => ({name, folder, ...row}));

/** Every knob, in the order in which reports and panels show them. */
export const KNOBS: readonly Knob[] = [
	...inFolder('ksm', {...KSM_KNOBS, ...ADVISOR_KNOBS, ...PROPOSED_KNOBS}),
	...inFolder('transparent_hugepage', {...THP_KNOBS, ...KHUGEPAGED_KNOBS}),
];

/** By KnobName; undefined for names that no kernel has. */
export const knobByName: ReadonlyMap<string, Knob> = new Map(KNOBS.map((knob) => [knob.name, knob]));

/** The defaults of the tables, as a record of the caller's own. */
export function defaultKnobs(): KnobValues {
	return Object.fromEntries(KNOBS.map((knob) => [knob.name, knob.default])) as KnobValues;
}

/** Whether `kernel` has the file at all. */
export function knobExists(kernel: Kernel, name: string): boolean {
	const knob = knobByName.get(name);
	return knob !== undefined && (knob.existsIn?.(kernel) ?? true);
}

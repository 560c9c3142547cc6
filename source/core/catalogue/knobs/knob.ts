// A knob is a writable sysfs file: one row of a table beside this file. The tables are plain data; what a write does
// beside storing the value is in actions/knob-effects.ts, so that the catalogue imports no behaviour.

import type {Kernel} from '../../kernels/kernel.js';
import type {Parsed} from './parse.js';

/** What a file holds: a number, or one of a few words. */
export type KnobValue = number | string;

/** One row; its key in the table is the sysfs name (khugepaged's are `khugepaged/...`). */
export interface KnobRow {
	/** The kernel's default, as the file shows it. Booleans are 0 or 1. */
	readonly default: KnobValue;
	/** What is accepted, with its unit, for people. */
	readonly range: string;
	/** What it does and when a change takes effect. */
	readonly about: string;
	/** Kernel function or mail. */
	readonly source: string;
	/** Reads what was written to the file as the kernel does, or gives its error. */
	readonly parse: (text: string) => Parsed<KnobValue>;
	/** Which kernels have the file; without it: all. */
	readonly existsIn?: (kernel: Kernel) => boolean;
}

/** A row with its name and the sysfs folder below /sys/kernel/mm. */
export interface Knob extends KnobRow {
	/** The path below `folder`. */
	readonly name: string;
	/** Below /sys/kernel/mm. */
	readonly folder: 'ksm' | 'transparent_hugepage';
}

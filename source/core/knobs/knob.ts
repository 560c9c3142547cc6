// A knob is a writable sysfs file: one file beside this one per knob, named as in sysfs.

import type {Errno} from '../base/errno.js';
import type {Machine} from '../state/machine.js';

export type KnobValue = number | string;

export interface Knob {
	/** The sysfs name; khugepaged's are `khugepaged/...`. */
	readonly name: string;
	/** The sysfs folder, /sys/kernel/mm/ksm or /sys/kernel/mm/transparent_hugepage. */
	readonly folder: 'ksm' | 'transparent_hugepage';
	readonly default: KnobValue;
	/** What is accepted, for people. */
	readonly range: string;
	/** What it does and when a change takes effect. */
	readonly about: string;
	/** Kernel function or commit. */
	readonly source: string;
	/** Reads what was written to the file as the kernel does, or gives its error. */
	parse(text: string): KnobValue | {errno: Errno};
	/** What the write does beside storing the value (which writeKnob does afterwards), or why it is refused. */
	onWrite?(machine: Machine, value: KnobValue): Errno | undefined;
}

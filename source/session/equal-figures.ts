// Whether two runs are alike: all figures of a row, but those that depend on the cost table only.

import {ROW_NAMES, SPLITTERS} from '../core/index.js';
import type {Row} from './row.js';

const COST_FIGURES: ReadonlySet<string> = new Set([
	'ksmd_cpu_ns',
	'longest_wakeup_ns',
	'max_freed_in_one_second',
	...SPLITTERS.map((splitter) => `split_cpu_ns.${splitter}`),
]);
const COMPARED = ROW_NAMES.flatMap((name, index) => (COST_FIGURES.has(name) ? [] : [index]));

export const equalFigures = (one: Row, other: Row): boolean =>
	one.wakeups === other.wakeups && COMPARED.every((index) => one.values[index] === other.values[index]);

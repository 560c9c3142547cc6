// When two runs count as equal: in all figures but those that follow from the cost table alone.

import {FIGURES} from '../../core/index.js';
import type {Row} from './row.js';

/** Whether two rows are alike in their wakeups and in all figures that depend on more than the cost of the work. */
export const equalFigures = (one: Row, other: Row): boolean =>
	one.wakeups === other.wakeups &&
	FIGURES.every(({dependsOnCosts}, i) => dependsOnCosts === true || one.values[i] === other.values[i]);

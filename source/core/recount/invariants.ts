// A recount from the page tables and the trees, held against every counter. Nothing here is needed to run the model: it
// is how tests, breakpoints and --check find a defect of the model at the moment at which it happens.

import {pagesInUse} from '../mm/page-alloc.js';
import {readable, type ReadonlyMachine} from '../query/readonly-machine.js';
import {recountFrames} from './frames.js';
import {recountItems} from './items.js';
import {recountLru} from './lru.js';
import {recountProcesses} from './processes.js';
import {recountStable} from './stable.js';

/** What does not agree, in words; empty when all is well. Costs a walk over all pages. */
export function checkInvariants(machine: ReadonlyMachine): string[] {
	const m = readable(machine);
	const {freedPages, allocatedPages, splitRemapBy} = m.ledger;
	const sum = (record: Record<string, number>) =>
		Object.values(record).reduce((total, pages) => total + pages, 0);
	const problems: string[] = [];
	const expectEqual = (what: string, counted: number, recounted: number) => {
		if (counted !== recounted) problems.push(`${what}: counted ${counted}, recounted ${recounted}`);
	};
	expectEqual(
		'allocated - freed and pages in use',
		sum(allocatedPages) - sum(freedPages),
		pagesInUse(m.frames),
	);
	expectEqual('split_remap and its splitters', freedPages.split_remap, sum(splitRemapBy));
	recountFrames(m, expectEqual);
	recountProcesses(m, expectEqual);
	recountItems(m, expectEqual);
	recountStable(m, expectEqual);
	recountLru(m, expectEqual);
	return problems;
}

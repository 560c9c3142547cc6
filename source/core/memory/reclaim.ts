import type {Machine} from '../machine.js';

/** Frees pages for an allocation that found none; returns whether there is room now. */
export function reclaimFor(_m: Machine, _pages: number): boolean {
	return false;
}

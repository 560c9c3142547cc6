import type {Machine} from '../machine.js';

/** Reclaims until `pages` pages have been freed, or as many as can be; returns how many were. */
export function reclaimPages(_m: Machine, _pages: number): number {
	return 0;
}

/** Frees pages for an allocation that found none; returns whether there is room now. */
export function reclaimFor(_m: Machine, _pages: number): boolean {
	return false;
}

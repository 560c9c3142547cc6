import type {PageNumber} from '../brands.js';
import type {Errno} from '../errno.js';
import type {Machine} from '../machine.js';
import type {Process} from './process.js';

/** MADV_PAGEOUT of [from, to): reclaims its pages now. */
export function pageoutRange(
	_m: Machine,
	_process: Process,
	_from: PageNumber,
	_to: PageNumber,
): Errno | undefined {
	return undefined;
}

/** MADV_COLD of [from, to): its pages are the next that reclaim takes. */
export function coldRange(
	_m: Machine,
	_process: Process,
	_from: PageNumber,
	_to: PageNumber,
): Errno | undefined {
	return undefined;
}

/** MADV_FREE of [from, to): its pages may be dropped by reclaim until they are written again. */
export function freeRange(
	_m: Machine,
	_process: Process,
	_from: PageNumber,
	_to: PageNumber,
): Errno | undefined {
	return undefined;
}

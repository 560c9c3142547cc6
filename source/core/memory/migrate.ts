import type {PageNumber} from '../brands.js';
import type {Errno} from '../errno.js';
import type {Machine} from '../machine.js';
import type {Process} from './process.js';

/** move_pages of [from, to) to a NUMA node. */
export function migrateRange(
	_m: Machine,
	_process: Process,
	_from: PageNumber,
	_to: PageNumber,
	_node: number,
): Errno | undefined {
	return undefined;
}

import type {Slot} from '../brands.js';
import type {Machine} from '../machine.js';
import type {Vma} from './process.js';

/** Brings the page of a swap PTE back; false when memory is short. */
export function swapIn(_m: Machine, _vma: Vma, _slot: Slot): boolean {
	return false;
}

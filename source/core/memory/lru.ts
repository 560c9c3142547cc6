import type {Frame} from '../brands.js';
import type {Machine} from '../machine.js';

/** A page that is freed leaves the LRU lists. */
export function forgetInLru(_m: Machine, _frame: Frame): void {}

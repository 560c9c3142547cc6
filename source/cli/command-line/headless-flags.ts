// The flags that the headless commands have in common.

import type {FlagName} from './flags.js';

/** What `run` and `compare` know beside the choice of kernels. */
export const HEADLESS_FLAGS = [
	'set',
	'param',
	'seed',
	'until',
	'limit',
	'wall-limit',
	'every',
	'wakeup-log',
	'record',
	'format',
	'events',
	'output',
] as const satisfies readonly FlagName[];

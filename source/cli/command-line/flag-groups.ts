// Flags that several commands have in common.

import type {FlagName} from './flags.js';

/** What a preset is run with. */
export const PRESET_FLAGS = ['set', 'param', 'seed', 'until'] as const satisfies readonly FlagName[];

/** What `run` and `compare` know beside the choice of kernels. */
export const HEADLESS_FLAGS = [
	...PRESET_FLAGS,
	'limit',
	'wall-limit',
	'every',
	'wakeup-log',
	'record',
	'format',
	'events',
	'output',
] as const satisfies readonly FlagName[];

/** How the live view begins and looks. */
export const VIEW_FLAGS = [
	'speed',
	'fps',
	'ascii',
	'no-color',
	'cast',
] as const satisfies readonly FlagName[];

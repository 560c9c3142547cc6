// Rates by the names that conditions, expectations and reports use.

import type {Rates} from './observers/rates.js';

export const RATE_NAMES = {
	'rates.freed_mb_s': 'freedMbS',
	'rates.merged_mb_s': 'mergedMbS',
	'rates.ksmd_cpu_percent': 'ksmdCpuPercent',
	'rates.freed_per_wakeup': 'freedPerWakeup',
	'rates.wakeups': 'wakeups',
	'rates.from_ns': 'fromNs',
	'rates.to_ns': 'toNs',
} as const satisfies Record<string, keyof Rates>;

// How much of this computer's memory a session may take, and the error when it would take more.

import v8 from 'node:v8';
import type {HostLimits, HostMemoryError} from '../../core/index.js';
import {formatBytes} from '../../scenario/base/units.js';
import {sanitize} from '../../scenario/base/text.js';
import {UsageError} from '../command-line/usage-error.js';

/** The share of what is free that simulated memory may take: the rest is for arrays while they grow, and for reports. */
const ARRAY_SHARE = 0.7;
const HEAP_SHARE = 0.5;

/** Limits of a session, from what is free now. */
export function hostLimits(): HostLimits {
	const available = process.availableMemory?.() ?? 0;
	return {
		arrayBytes: available > 0 ? available * ARRAY_SHARE : Infinity,
		heapBytes: v8.getHeapStatistics().heap_size_limit * HEAP_SHARE,
	};
}

/** The error for the user; exit code 2. */
export function hostMemoryProblem({act, neededBytes, takenBytes, limitBytes}: HostMemoryError): UsageError {
	return new UsageError(
		sanitize(
			`this computer has too little memory: ${act} would take about ${formatBytes(neededBytes)} beside the ${formatBytes(takenBytes)} taken, ${formatBytes(Math.round(limitBytes))} are allowed (for each kernel)`,
		),
	);
}

// Which of two kernel versions is the later one: see state/kernel-version.ts for what changed in each.

import {KERNEL_VERSIONS, type KernelVersion} from '../state/kernel-version.js';
import type {Machine} from '../state/machine.js';

const RANKS = Object.fromEntries(KERNEL_VERSIONS.map((version, rank) => [version, rank])) as Record<
	KernelVersion,
	number
>;

/** Whether the machine's kernel is of this version or a later one. */
export const isSince = (m: Machine, version: KernelVersion): boolean =>
	RANKS[m.config.kernelVersion] >= RANKS[version];

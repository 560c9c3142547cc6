// The memory that a machine takes of the computer that simulates it: an action that maps pages or starts processes claims
// what it needs first, and is refused before anything is done. Pages are counted when they are mapped, not when they are
// filled: filling them later needs no claim. No part of any kernel.

import {PAGES_PER_THP} from '../base/page-size.js';
import {
	HOST_BYTES_PER_PAGE,
	HOST_BYTES_PER_PROCESS,
	HOST_BYTES_PER_VMA,
	HostMemoryError,
} from '../state/host-limits.js';
import type {Machine} from '../state/machine.js';

/** What an action is about to add. */
export interface Claim {
	/** Pages of page tables: see claimedPages. */
	readonly pages: number;
	/** VMAs to be created; those that a split of a VMA makes are not counted. */
	readonly vmas: number;
	/** Processes to be created. */
	readonly processes: number;
}

/** Pages that mapping `pages` pages at an address of its own takes slots for: whole PMD ranges. */
export const claimedPages = (pages: number): number => Math.ceil(pages / PAGES_PER_THP) * PAGES_PER_THP;

/** Bytes that the machine's mappings take. */
export function takenArrayBytes({slots}: Machine): number {
	// Range 0 is never used.
	let free = 1;
	for (const [, count] of slots.freeRuns) free += count;
	return (slots.ranges - free) * PAGES_PER_THP * HOST_BYTES_PER_PAGE;
}

function takenHeapBytes({processes}: Machine): number {
	let vmas = 0;
	for (const process of processes) vmas += process.vmas.length;
	return processes.length * HOST_BYTES_PER_PROCESS + vmas * HOST_BYTES_PER_VMA;
}

/** Throws a HostMemoryError unless there is room for `claim`; `act` is for the message: "fork of guest". */
export function claimHostMemory(m: Machine, act: string, {pages, vmas, processes}: Claim): void {
	const limits = m.config.hostLimits;
	if (limits === undefined) return;
	const arrayBytes = pages * HOST_BYTES_PER_PAGE;
	const takenArrays = takenArrayBytes(m);
	if (takenArrays + arrayBytes > limits.arrayBytes)
		throw new HostMemoryError(act, arrayBytes, takenArrays, limits.arrayBytes);
	const heapBytes = processes * HOST_BYTES_PER_PROCESS + vmas * HOST_BYTES_PER_VMA;
	const takenHeap = takenHeapBytes(m);
	if (takenHeap + heapBytes > limits.heapBytes)
		throw new HostMemoryError(act, heapBytes, takenHeap, limits.heapBytes);
}

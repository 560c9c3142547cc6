// How much of the memory of the computer it runs on a simulation may take, and what its parts take of it. No part of any
// kernel: a simulated machine that has the memory for something may be larger than the computer that simulates it.

/** What a page of a mapping takes at most: its slot (PTE, rmap_item, links of the trees) and a frame of its own, bytes. */
export const HOST_BYTES_PER_PAGE = 64;
/** What a VMA takes beside its pages, with its anon_vma, region and list entries, bytes. */
export const HOST_BYTES_PER_VMA = 700;
/** What a process takes beside its VMAs, bytes. */
export const HOST_BYTES_PER_PROCESS = 2000;

/** The most that a simulation may take of the memory of the computer that it runs on. */
export interface HostLimits {
	/** Bytes for page tables, frames and trees, which grow with the pages that are mapped. */
	readonly arrayBytes: number;
	/** Bytes for processes and VMAs, which lie in the heap of the JavaScript engine. */
	readonly heapBytes: number;
}

/** An action would take more than HostLimits allow. Thrown before anything is done. */
export class HostMemoryError extends Error {
	override readonly name = 'HostMemoryError';
	/** Bytes that the action would take. */
	readonly neededBytes: number;
	/** Bytes that are taken already, of the same kind (arrays or heap). */
	readonly takenBytes: number;
	/** The limit of that kind, bytes. */
	readonly limitBytes: number;
	/** The action, for the message: "fork of guest". */
	readonly act: string;

	constructor(act: string, neededBytes: number, takenBytes: number, limitBytes: number) {
		super(
			`${act} would take ${neededBytes} bytes of this computer's memory, ${takenBytes} of ${limitBytes} are taken`,
		);
		this.act = act;
		this.neededBytes = neededBytes;
		this.takenBytes = takenBytes;
		this.limitBytes = limitBytes;
	}
}

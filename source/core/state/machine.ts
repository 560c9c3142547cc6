// One simulated host as plain data: clock, memory, processes, ksmd and the other actors. Modules of the core are
// functions over it, so that a snapshot is a copy of the data and nothing else.

import type {HostLimits} from './host-limits.js';
import type {KernelVersion} from './kernel-version.js';
import type {Events} from './events.js';
import type {Kernel} from '../kernels/kernel.js';
import type {KnobValues} from '../catalogue/knobs/index.js';
import type {Ksm} from './ksm/ksm.js';
import type {Ledger} from './ledger.js';
import type {Frames} from './mm/frames.js';
import type {AnonVma, Process} from './mm/process.js';
import type {Reclaim} from './mm/reclaim.js';
import type {Slots} from './mm/slots.js';
import type {Thp} from './mm/thp.js';
import type {VmEvent} from '../catalogue/counters/vm-events.js';

export interface MachineConfig {
	readonly kernel: Kernel;
	/** Physical memory and swap space, in pages. */
	readonly memoryPages: number;
	readonly swapPages: number;
	/** Timer ticks per second: 100, 250, 300 or 1000. */
	readonly hz: number;
	/** NUMA nodes, 1 to 8; memory is shared evenly among them. */
	readonly nodes: number;
	/** Initial transparent_hugepage/enabled. */
	readonly thp: 'always' | 'madvise' | 'never';
	readonly khugepaged: 'asleep' | 'awake';
	/**
	 * arm64's memory tagging: none; zero tests that ignore tags; tests that respect them while the zeropage itself is flagged
	 * as tagged; fixed. And two that were proposed instead: the underused shrinker skips a folio with any tagged page; each
	 * page is asked whether it may be merged, by the shrinker, the remap and ksmd.
	 */
	readonly mte: 'off' | 'before-fix' | 'zeropage-flagged' | 'fixed' | 'skip-folio' | 'ask-page';
	/** How rmap_walk_ksm finds mappings: every VMA; by virtual address (breaks after mremap); by the stored index. */
	readonly rmapWalk: 'full' | 'address' | 'stored';
	/** What reclaim does with a KSM page of which the walk missed a mapping: leaves it alone, as was reported; or unmaps what the walk found, as try_to_unmap has it. */
	readonly missedMapping: 'reported' | 'derived';
	/** Merged pages are mapped old and not marked as accessed: Hugh Dickins's local patch, April 2026. */
	readonly ksmPagesOld: boolean;
	/** vm.min_free_kbytes as somebody has set it, in pages; null: as the kernel computes it. Only the kernel `pressure` asks. */
	readonly minFreePages: number | null;
	/** vm.watermark_scale_factor, in 1/10,000 of memory: 1 to 3000. */
	readonly watermarkScaleFactor: number;
	/** Version of the rules that are not the variant's: see kernel-version.ts. */
	readonly kernelVersion: KernelVersion;
	/** thp_underused gives up when max_ptes_none is 511 (mainline: true). */
	readonly earlyExit511: boolean;
	/** Factor on the cost table, > 0. */
	readonly costScale: number;
	/** What the simulation may take of the memory of the computer it runs on; default no limit. It changes no outcome. */
	readonly hostLimits?: HostLimits;
	/** Seed of everything that is drawn. */
	readonly seed: number;
	/** Whether the LRU batches are worked off at the end of each wakeup: whatever else runs on a real CPU does it at some time; default no. */
	readonly drainsAfterWakeup?: boolean;
	/** Every rule page by page as the kernel has it, without the tables and loops of ksm/fast; the outcome is the same. */
	readonly plainRules?: boolean;
	/** Items, slots or places that long work of ksmd takes at a time; default 8192, about 3 ms. It changes no outcome. */
	readonly pieceItems?: number;
}

export interface Machine {
	readonly config: MachineConfig;
	/** config.kernel; another one only where a session forks a machine to go on under it. */
	kernel: Kernel;
	/** Simulated time since the start of the run, whole nanoseconds. */
	nowNs: number;
	readonly knobs: KnobValues;
	readonly frames: Frames;
	readonly slots: Slots;
	/** Every process that ever was, by id. */
	readonly processes: Process[];
	/** By the number in Vma.anonVma; 0 is unused. */
	readonly anonVmas: AnonVma[];
	readonly ksm: Ksm;
	readonly thp: Thp;
	readonly reclaim: Reclaim;
	readonly ledger: Ledger;
	readonly events: Events;
	readonly vm: Record<VmEvent, number>;
}

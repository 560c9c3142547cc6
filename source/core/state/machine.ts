// One simulated host as plain data: clock, memory, processes, ksmd and the other actors. Modules of the core are
// functions over it, so that a snapshot is a copy of the data and nothing else.

import type {HostLimits} from './host-limits.js';
import type {KernelVersion, Since} from './kernel-version.js';
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

/** What a preset says of a machine. It never changes; copies of a machine share it. */
export interface MachineConfig {
	/** The variant of the thread whose rules the machine starts with. */
	readonly kernel: Kernel;
	/** Physical memory, in pages of 4 KiB. */
	readonly memoryPages: number;
	/** Swap space, in pages; 0 is none. */
	readonly swapPages: number;
	/** Timer ticks per second: 100, 250, 300 or 1000. */
	readonly hz: number;
	/** NUMA nodes, 1 to 8; memory is shared evenly among them. */
	readonly nodes: number;
	/** Initial transparent_hugepage/enabled. */
	readonly thp: 'always' | 'madvise' | 'never';
	/** asleep: no mm is ever registered, so that khugepaged never wakes; awake: it runs by its knobs. */
	readonly khugepaged: 'asleep' | 'awake';
	/**
	 * arm64's memory tagging: none; zero tests that ignore tags; tests that respect them while the zeropage itself is flagged
	 * as tagged; fixed. And two that were proposed instead: the underused shrinker skips a folio with any tagged page; each
	 * page is asked whether it may be merged, by the shrinker, the remap and ksmd.
	 */
	readonly mte: 'off' | 'before-fix' | 'zeropage-flagged' | 'fixed' | 'skip-folio' | 'ask-page';
	/** How rmap_walk_ksm finds mappings: every VMA; by virtual address (breaks after mremap); by the stored index. */
	readonly rmapWalk: 'full' | 'address' | 'stored';
	/**
	 * What reclaim does with a KSM page of which the walk missed a mapping: leaves it alone, as was reported; or
	 * unmaps what the walk found, as try_to_unmap has it.
	 */
	readonly missedMapping: 'reported' | 'derived';
	/** Merged pages are mapped old and not marked as accessed: Hugh Dickins's local patch, April 2026. */
	readonly ksmPagesOld: boolean;
	/** vm.min_free_kbytes as the preset sets it, in pages; null: as the kernel computes it. Only the kernel `pressure` uses it. */
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
	/** Seed of the pseudo-random choices of presets (contents, positions); the core itself draws nothing. */
	readonly seed: number;
	/**
	 * The per-CPU LRU batches are drained at the end of each wakeup, as other activity on a real CPU does at some
	 * time (lru_add_drain); default false.
	 */
	readonly drainsAfterWakeup?: boolean;
	/**
	 * Every rule page by page as the kernel has it, without the tables and loops of ksm/fast; default false. The
	 * outcome is the same.
	 */
	readonly plainRules?: boolean;
	/**
	 * Items, slots or table places that long work of ksmd handles at a time; default 8192, about 3 ms of the
	 * computer that simulates. It changes no outcome.
	 */
	readonly pieceItems?: number;
}

/** The whole state of one simulated host. Only functions of the core write to it. */
export interface Machine {
	/** What it was created with. */
	readonly config: MachineConfig;
	/** The variant in force: config.kernel, unless a session continues a copy of the machine under another kernel. */
	kernel: Kernel;
	/** Which of the changes of state/kernel-version.ts it has: `since['6.18']` are those of 6.18. Follows from config.kernelVersion. */
	readonly since: Since;
	/** Simulated time since the start of the run, whole nanoseconds. */
	nowNs: number;
	/** Values of the writable sysfs files, by name. */
	readonly knobs: KnobValues;
	/** Physical memory. */
	readonly frames: Frames;
	/** Page tables and rmap_items of all processes. */
	readonly slots: Slots;
	/** Every process since the start, ended ones included, by id. */
	readonly processes: Process[];
	/** By the number in Vma.anonVma; 0 is unused. */
	readonly anonVmas: AnonVma[];
	/** ksmd and its trees. */
	readonly ksm: Ksm;
	/** The deferred split queue, khugepaged and the zeropage counts. */
	readonly thp: Thp;
	/** LRU lists, swap space and the state of reclaim. */
	readonly reclaim: Reclaim;
	/** What was freed and allocated, by cause. */
	readonly ledger: Ledger;
	/** What happened, the newest of each kind. */
	readonly events: Events;
	/** Event counters of /proc/vmstat (count_vm_event), by name. */
	readonly vm: Record<VmEvent, number>;
}

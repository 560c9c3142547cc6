// The only entry to the core: what scenario, session, report, tui and cli may import. They build machines, let time pass,
// act on them as programs and users do, and query the outcome; they never read a machine's fields.

// Making a machine, letting its time pass, keeping a copy of it.
export type {Machine, MachineConfig} from './state/machine.js';
export {HOST_BYTES_PER_PAGE, HostMemoryError, type HostLimits} from './state/host-limits.js';
export {takenArrayBytes} from './mm/host-memory.js';
export {KERNEL_VERSIONS, type KernelVersion} from './state/kernel-version.js';
export {createMachine} from './state/create-machine.js';
export {advance, nextEventNs} from './advance.js';
export {longWorkOf} from './ksm/long-work.js';
export {
	restore,
	restoreInSteps,
	snapshot,
	snapshotBytes,
	snapshotInSteps,
	type Snapshot,
} from './snapshot.js';

// What programs and users do to it.
export {
	ADVICES,
	REGION_ADVICES,
	type Action,
	type Advice,
	type ProcessSpec,
	type RegionSpec,
	type Target,
} from './actions/action.js';
export {PROTECTIONS, type Protection} from './state/mm/process.js';
export {perform, performInSteps} from './actions/perform.js';
export {NoMemoryError, spawn, spawnInSteps} from './actions/spawn.js';
export {writeKnob, writeKnobInSteps} from './actions/write-knob.js';
export type {ContentOf} from './mm/vma/map-region.js';

// Queries.
export type {ReadonlyMachine} from './query/readonly-machine.js';
export {memoryInUse, modelFigures, readFigure, readRow, ROW_NAMES, rowIndex} from './query/figures.js';
export {fingerprint} from './query/fingerprint.js';
export {ksmdState, type KsmdState} from './query/ksmd-state.js';
export {pageMapOf, type ItemCounts, type MapState, type PageMap} from './query/page-map.js';
export {slotAddress} from './query/page-state.js';
export {processesOf, type ProcessInfo, type VmaInfo} from './query/processes.js';
export type {ProcessReport} from './query/process-report.js';
export {zeroFilledPages, zeroFilledSwapSlots} from './query/left-behind.js';
export {checkInvariants} from './recount/invariants.js';
export {eventKey, eventsSince, lastEvent} from './events.js';
export {describeEvent, eventText, eventWords, kernelName, pageOfEvent} from './query/event-text.js';

// Tables: kernels, knobs, counters, causes, events.
export {findKernel, KERNELS} from './kernels/index.js';
export {SPLIT_SITES, type Kernel} from './kernels/kernel.js';
export {deriveKernel, KERNEL_CHANGES, type KernelChanges} from './kernels/derive.js';
export {KNOBS, knobByName, knobExists} from './catalogue/knobs/index.js';
export type {Knob, KnobValue} from './catalogue/knobs/knob.js';
export {parseBool} from './catalogue/knobs/parse.js';
export {
	COUNTERS,
	figureByName,
	FIGURES,
	GROUPS,
	LEDGER_COUNTERS,
	MODEL_COUNTERS,
	nestFigures,
	type Figure,
	type Group,
	type ModelFigures,
} from './catalogue/counters/index.js';
export {PROCESS_FIGURES, type ProcessFigure, type ProcessRow} from './catalogue/counters/process.js';
export type {Counter} from './catalogue/counters/counter.js';
export {VM_EVENTS} from './catalogue/counters/vm-events.js';
export {
	ALLOC_CAUSES,
	ALLOCATED,
	FREE_CAUSES,
	FREED,
	SPLIT_BY,
	SPLITTERS,
	type AllocCause,
	type CauseRow,
	type FreeCause,
	type Splitter,
} from './catalogue/causes.js';
export {EVENT_KINDS, EVENTS, type EventKind, type MachineEvent} from './catalogue/events/index.js';

// Units and errors that all layers share.
export {complete, partOf, type Steps} from './base/steps.js';
export type {Slot} from './base/brands.js';
export {PAGE_BYTES, PAGES_PER_THP, RMAP_ITEM_BYTES} from './base/page-size.js';
export {ERRNOS, type Errno} from './base/errno.js';
export {groupDigits} from './base/group-digits.js';
export {mix32} from './base/mix.js';
export {instanceNames} from './base/instance-name.js';
export {InvariantError} from './base/invariant.js';

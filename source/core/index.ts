// The core's public face.

export * from './brands.js';
export * from './page-size.js';
export * from './errno.js';
export * from './invariant.js';
export * from './ledger.js';
export * from './vm-events.js';
export * from './events.js';
export * from './machine.js';
export * from './create-machine.js';
export * from './advance.js';
export * from './snapshot.js';
export * from './fingerprint.js';
export * from './page-state.js';
export * from './process-report.js';
export * from './kernels/index.js';
export * from './kernels/kernel.js';
export * from './kernels/derive.js';
export * from './knobs/index.js';
export * from './knobs/knob.js';
export * from './counters/index.js';
export * from './counters/counter.js';
export * from './actions/action.js';
export * from './actions/spawn.js';
export * from './actions/perform.js';
export * from './invariants.js';
export type {ContentOf} from './memory/mapping.js';
export type {Process, Vma, Region, ThpAdvice} from './memory/process.js';

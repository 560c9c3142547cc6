// The options of a session.

import type {HostLimits, Kernel} from '../core/index.js';
import type {Condition} from '../scenario/conditions.js';
import type {Command} from './command.js';
import type {Row} from './run/row.js';
import type {Run, RunEvent} from './run/run.js';

/** All are optional; they do not change after the session is made. */
export interface SessionOptions {
	/** The kernels to run, one run each; default the scenario's. */
	readonly kernels?: readonly Kernel[];
	/** A whole number from 0; default the scenario's. */
	readonly seed?: number;
	/** Knobs that are written after the preset's own, before time 0; default none. */
	readonly sets?: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** Each run ends when this holds on its machine; null: never. Default the scenario's. */
	readonly until?: Condition | null;
	/**
	 * The session stops once, when this has held on every run of the start; further calls continue it. Not after a
	 * command has changed the runs. Default none.
	 */
	readonly stopOnceAt?: Condition | null;
	/** Simulated ns after which a run ends at the latest; default 9e15, some 104 days. */
	readonly limitNs?: number;
	/** Take rows at this simulated interval in ns, or after each wakeup or full scan; default none. */
	readonly every?: number | 'wakeup' | 'pass';
	/** Keep the whole wakeup log; default false: only its end. */
	readonly wakeupLog?: boolean;
	/** Keep ksmd's figures at the end of each wakeup, which commonRates needs; default false. */
	readonly forComparison?: boolean;
	/**
	 * What the whole session may take of the memory of the computer that simulates; default no limit. An action that
	 * would take more throws a HostMemoryError before it is done.
	 */
	readonly hostLimits?: HostLimits;
	/** Snapshots kept for rewindTo, at most; default 0: rewinding replays from the start. */
	readonly checkpoints?: number;
	/** Commands of an earlier session, applied at their times; default none. */
	readonly commands?: readonly Command[];
	/** Called with each row of `every`, in the order of simulated time. It must not call the session. */
	readonly onSample?: (run: Run, row: Row) => void;
	/**
	 * Called with events as they happen; `lost` of them were pushed out of their rings before. It must not call the
	 * session.
	 */
	readonly onEvents?: (run: Run, events: readonly RunEvent[], lost: number) => void;
}

// What a session is set up with.

import type {HostLimits, Kernel} from '../core/index.js';
import type {Condition} from '../scenario/conditions.js';
import type {Command} from './command.js';
import type {Row} from './run/row.js';
import type {Run, RunEvent} from './run/run.js';

export interface SessionOptions {
	/** One run for each; default the scenario's. */
	readonly kernels?: readonly Kernel[];
	readonly seed?: number;
	/** Knobs that override the preset's, written before time 0. */
	readonly sets?: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** When a run ends; null: never. Default the scenario's. */
	readonly until?: Condition | null;
	/** Stops once, when every run of the start has met it; they go on if asked. Not after a knob was turned by a command. */
	readonly stopOnceAt?: Condition | null;
	/** Simulated ns after which a run ends at the latest; default 9e15, some 104 days. */
	readonly limitNs?: number;
	/** Take rows at these simulated intervals, or after each wakeup or full scan. */
	readonly every?: number | 'wakeup' | 'pass';
	/** Keep the whole wakeup log. */
	readonly wakeupLog?: boolean;
	/** Keep what commonRates needs: ksmd's figures at the end of each wakeup. */
	readonly forComparison?: boolean;
	/** What the whole session may take of this computer's memory; default no limit. What would take more throws a HostMemoryError before it is done. */
	readonly hostLimits?: HostLimits;
	/** Snapshots kept for rewindTo, at most; default 0: rewinding replays from the start. */
	readonly checkpoints?: number;
	/** Commands of an earlier session, applied when their time comes. */
	readonly commands?: readonly Command[];
	/** Called on the way, in the order in which things happen; they must not call back into the session. */
	readonly onSample?: (run: Run, row: Row) => void;
	readonly onEvents?: (run: Run, events: readonly RunEvent[], lost: number) => void;
}

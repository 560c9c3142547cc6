// What a sweep says of each combination, and of which sweep the combination is a part.

import {createHash} from 'node:crypto';
import type {EndedBy, RatesReport} from '../../../report/run-report.js';
import type {Scenario} from '../../../scenario/scenario.js';
import type {Options} from '../../invocation.js';
import {version} from '../../package-root.js';

export interface CombinationResult {
	/** Its number in the whole sweep, from 0. */
	readonly index: number;
	readonly kernel: string;
	readonly seed: number;
	readonly knobs: Readonly<Record<string, string>>;
	readonly ended_by: EndedBy;
	readonly time_ns: number;
	readonly wakeups: number;
	readonly full_scans: number;
	readonly pages_scanned: number;
	readonly pages_shared: number;
	readonly pages_sharing: number;
	readonly ksm_zero_pages: number;
	readonly freed_by_ksmd: number;
	readonly split_remap: number;
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	readonly ksmd_cpu_percent: number;
	readonly burst_mb_s: number;
	readonly time_to_90_percent_ns: number | null;
	/** The window that all kernels of this combination have in common, and the rates over it. */
	readonly common: {readonly from_ns: number; readonly to_ns: number};
	readonly common_rates: RatesReport;
	readonly worst_wakeup_pages: number;
	readonly wakeups_over_budget: number;
	readonly max_freed_in_one_visit: number;
	readonly longest_wakeup_ns: number;
	readonly ksm_sees: number | null;
	readonly zero_pages_left: number;
	readonly fingerprint: string;
}

/** The same in every row of a sweep, whatever shard it is from, so that parts can be put together. */
export interface SweepIdentity {
	/** Rows of the whole sweep: its combinations, on each kernel. */
	readonly of: number;
	readonly preset: string;
	/** Hash of the preset's text and of all that was asked for: 16 hex digits. */
	readonly sweep: string;
	/** The version that ran it. */
	readonly ksmtop: string;
}

export interface SweepRow extends CombinationResult, SweepIdentity {}

/** The identity of a sweep of `of` rows; how it is printed, where to, and which shard make no difference. */
export function sweepIdentity(scenario: Scenario, options: Options, of: number): SweepIdentity {
	const {format: _format, output: _output, shard: _shard, list: _list, merge: _merge, ...asked} = options;
	const hash = createHash('sha256').update(JSON.stringify([scenario.text, asked]));
	return {of, preset: scenario.name, sweep: hash.digest('hex').slice(0, 16), ksmtop: version()};
}

// The rates of a run by the names that conditions, expectations and reports use.

import type {RateName} from '../../scenario/figure-names.js';
import {burstMbS, type Rates} from '../observers/rates.js';
import type {SimulatedRun} from './run.js';

type RatedRun = Pick<SimulatedRun, 'machine' | 'rates'>;

const of =
	(name: keyof Rates) =>
	(run: RatedRun): number =>
		run.rates()[name];

const READERS: {readonly [Name in `rates.${RateName}`]: (run: RatedRun) => number} = {
	'rates.freed_mb_s': of('freedMbS'),
	'rates.merged_mb_s': of('mergedMbS'),
	'rates.ksmd_cpu_percent': of('ksmdCpuPercent'),
	'rates.freed_per_wakeup': of('freedPerWakeup'),
	'rates.burst_mb_s': ({machine}) => burstMbS(machine.ledger.burst.maxPages),
	'rates.wakeups': of('wakeups'),
	'rates.from_ns': of('fromNs'),
	'rates.to_ns': of('toNs'),
};

/** The rate `rates.<name>` of the run; undefined when there is none of this name. */
export const readRate = (run: RatedRun, name: string): number | undefined =>
	Object.hasOwn(READERS, name) ? READERS[name as keyof typeof READERS](run) : undefined;

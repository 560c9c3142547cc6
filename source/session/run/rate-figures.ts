// The rates of a run by the names that conditions, expectations and reports use.

import {RATES} from '../../scenario/figure-names.js';
import {burstMbS} from '../observers/rates.js';
import type {SimulatedRun} from './run.js';

const PREFIX = 'rates.';

/** The rate `rates.<name>` of the run; undefined when there is none of this name. */
export function readRate(run: Pick<SimulatedRun, 'machine' | 'rates'>, name: string): number | undefined {
	if (!name.startsWith(PREFIX)) return undefined;
	const rate = name.slice(PREFIX.length);
	if (!Object.hasOwn(RATES, rate)) return undefined;
	const field = RATES[rate as keyof typeof RATES];
	return field === 'burstMbS' ? burstMbS(run.machine.ledger.burst.maxPages) : run.rates()[field];
}

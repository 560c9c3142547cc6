// The outcome of comparing a recording with the model in sentences: which kernels it equals, and what differs first.

import {formatCount} from '../../scenario/base/units.js';
import type {Run} from '../../session/run/run.js';
import type {Difference} from '../difference.js';
import type {Held} from './held-against.js';

/** A simulated run with its comparison. */
export interface Outcome {
	/** One of the session's simulated runs. */
	readonly run: Run;
	/** Its comparison with the recording so far. */
	readonly held: Held;
}

const nameOf = (run: Run): string => `\`${run.letter}:${run.title}\``;
const valueOf = (value: number | null): string => (value === null ? 'nothing' : formatCount(value));

/** "full scan 2, wakeup 2,622: thp_split_page expected 0, seen 512". */
export function differenceText({pass, wakeups, figure, expected, seen}: Difference, more = 0): string {
	const others = more === 0 ? '' : ` and ${more} more`;
	return `full scan ${formatCount(pass)}, wakeup ${formatCount(wakeups)}: ${figure} expected ${valueOf(expected)}, seen ${valueOf(seen)}${others}`;
}

/** A sentence for the kernels that are equal, one for each that is not. `endedBy`: how the recording ended; null: it goes on. */
export function outcomeSentences(
	real: Run,
	outcomes: readonly Outcome[],
	endedBy: string | null,
): readonly string[] {
	const equal = outcomes.filter(({held}) => held.differences.length === 0);
	const compared = Math.max(0, ...equal.map(({held}) => held.rows));
	const names = equal.map(({run}) => nameOf(run)).join(', ');
	const soFar = endedBy === null ? ' so far' : '';
	const cut =
		endedBy === 'cut off' ? [`The recording is cut off after full scan ${real.figure('pass') ?? 0}.`] : [];
	const same = compared === 0 ? [] : [`${nameOf(real)} equals ${names}${soFar}.`];
	const much =
		compared === 0
			? []
			: [`Compared: every figure of ${compared === 1 ? 'one row' : `${formatCount(compared)} rows`}.`];
	const none =
		equal.length === 0 && outcomes.length > 0 ? [`${nameOf(real)} equals no kernel shown here.`] : [];
	const differing = outcomes
		.filter(({held}) => held.differences.length > 0)
		.map(
			({run, held}) =>
				`Not ${nameOf(run)}: ${differenceText(held.differences[0], held.differences.length - 1)}.`,
		);
	return [...cut, ...same, ...none, ...differing, ...much];
}

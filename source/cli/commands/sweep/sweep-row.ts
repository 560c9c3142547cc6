// A row of a sweep: the result of a combination, and the identity of the sweep that it is part of.

import {createHash} from 'node:crypto';
import type {CombinationResult} from '../../../report/sweep/sweep-result.js';
import type {Scenario} from '../../../scenario/scenario.js';
import type {Options} from '../../command-line/invocation.js';
import {version} from '../../package-root.js';

/** The same in every row of a sweep and all its shards, so that parts can be combined. */
export interface SweepIdentity {
	/** Rows of the whole sweep: its combinations, on each kernel. */
	readonly of: number;
	/** Name of the preset. */
	readonly preset: string;
	/** Hash of the preset's text and of all that was asked for: 16 hex digits. */
	readonly sweep: string;
	/** Version of ksmtop that ran the row; parts of another version are refused. */
	readonly ksmtop: string;
}

/** A row of --format ndjson: complete in itself. */
export interface SweepRow extends CombinationResult, SweepIdentity {}

/** The identity of a sweep of `of` rows; how it is printed, where to, and which shard make no difference. */
export function sweepIdentity(scenario: Scenario, options: Options, of: number): SweepIdentity {
	const {format: _format, output: _output, shard: _shard, list: _list, merge: _merge, ...asked} = options;
	const hash = createHash('sha256').update(JSON.stringify([scenario.text, asked]));
	return {of, preset: scenario.name, sweep: hash.digest('hex').slice(0, 16), ksmtop: version()};
}

// What a session tells on the way (rows, events) is collected while it works and written between its slices, so that
// a slow reader slows the session down instead of filling memory.

import {csvHead, csvRow} from '../report/csv.js';
import {ndjsonHeader, ndjsonRow} from '../report/ndjson.js';
import type {Kernel} from '../core/index.js';
import type {Scenario} from '../scenario/scenario.js';
import type {Row} from '../session/row.js';
import type {Run, RunEvent} from '../session/run.js';
import {eventLine, lostLine} from './event-lines.js';
import type {Format} from '../report/formats.js';
import type {Output} from './output.js';

export interface Stream {
	readonly onSample: (run: Run, row: Row) => void;
	readonly onEvents: (run: Run, events: readonly RunEvent[], lost: number) => void;
	/** Writes what was collected. */
	flush(): Promise<void>;
}

export interface StreamOptions {
	readonly format: Format;
	readonly scenario: Scenario;
	readonly kernels: readonly Kernel[];
	readonly seed: number;
	readonly version: string;
	readonly output: Output;
	readonly events: Output | undefined;
}

export function createStream({
	format,
	scenario,
	kernels,
	seed,
	version,
	output,
	events,
}: StreamOptions): Stream {
	let rows: string[] = [];
	let told: string[] = [];
	if (format === 'csv') rows.push(csvHead());
	if (format === 'ndjson') rows.push(ndjsonHeader(scenario, kernels, seed, version));
	const take = (lines: string[]): string => lines.map((line) => `${line}\n`).join('');
	return {
		onSample(run, row) {
			if (format === 'csv') rows.push(csvRow(run.title, row));
			else if (format === 'ndjson') rows.push(ndjsonRow(run.title, row));
		},
		onEvents(run, happened, lost) {
			if (lost > 0) told.push(lostLine(run, lost));
			for (const event of happened) told.push(eventLine(run, event));
		},
		async flush() {
			if (rows.length > 0) await output.write(take(rows));
			rows = [];
			if (told.length > 0) await events?.write(take(told));
			told = [];
		},
	};
}

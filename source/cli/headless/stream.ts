// Rows and events are collected while a session works and written between its slices, so that a slow reader slows the
// session down instead of filling memory.

import {csvHead, csvRow} from '../../report/csv.js';
import {ndjsonHeader, ndjsonRow} from '../../report/session/ndjson.js';
import type {Kernel} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import type {Row} from '../../session/run/row.js';
import type {Run, RunEvent} from '../../session/run/run.js';
import {eventLine, lostLine} from './event-lines.js';
import type {Format} from '../../report/formats.js';
import type {Output} from '../files/output.js';

/** The collector of rows and events of one session. */
export interface Stream {
	/** Collects a row, for csv and ndjson; other formats have no rows. */
	readonly onSample: (run: Run, row: Row) => void;
	/** Collects events; `lost` of them were overwritten before they could be read. */
	readonly onEvents: (run: Run, events: readonly RunEvent[], lost: number) => void;
	/** Writes the collected rows and events and forgets them; `events` is the file of --events. */
	flush(output: Output, events: Output | undefined): Promise<void>;
}

/** What the first line of a stream is made from. */
export interface StreamHead {
	/** Rows are collected for csv and ndjson only. */
	readonly format: Format;
	/** The preset; its name stands in the first line of ndjson. */
	readonly scenario: Scenario;
	/** The kernels that run; their ids stand in the first line of ndjson. */
	readonly kernels: readonly Kernel[];
	/** The seed in use: --seed or the preset's. */
	readonly seed: number;
	/** Version of ksmtop, for the first line of ndjson. */
	readonly version: string;
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** A collector that already holds the first line of its format. */
export function createStream({format, scenario, kernels, seed, version}: StreamHead): Stream {
	let rows: string[] = [];
	let eventLines: string[] = [];
	if (format === 'csv') rows.push(csvHead());
	if (format === 'ndjson') rows.push(ndjsonHeader(scenario, kernels, seed, version));
	return {
		onSample(run, row) {
			if (format === 'csv') rows.push(csvRow(run.title, row));
			else if (format === 'ndjson') rows.push(ndjsonRow(run.title, row));
		},
		onEvents(run, happened, lost) {
			if (lost > 0) eventLines.push(lostLine(run, lost));
			for (const event of happened) eventLines.push(eventLine(run, event));
		},
		async flush(output, events) {
			if (rows.length > 0) await output.write(joined(rows));
			rows = [];
			if (eventLines.length > 0) await events?.write(joined(eventLines));
			eventLines = [];
		},
	};
}

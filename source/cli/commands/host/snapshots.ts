// ksmtop host for scripts: snapshots in the format that was asked for, one after the other.

import {setTimeout} from 'node:timers/promises';
import {readSample} from '../../../host/sample/sample.js';
import {HostWatch} from '../../../host/watch/watch.js';
import type {Format} from '../../../report/formats.js';
import {
	hostCsvHead,
	hostCsvRows,
	hostMarkdown,
	hostNdjsonHeader,
	hostNdjsonRow,
	hostTable,
} from '../../../report/host/host-formats.js';
import {hostMetrics} from '../../../report/host/host-metrics.js';
import {hostReport, type HostReport} from '../../../report/host/host-report.js';
import {toJson} from '../../../report/json.js';
import type {Options} from '../../command-line/invocation.js';
import {version} from '../../package-root.js';
import {withOutputs} from '../../headless/with-outputs.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';
import type {HostReader} from './host-reader.js';

/** Lines of one snapshot; `nth` counts from 0. */
function linesOf(report: HostReport, format: Format, nth: number): string[] {
	switch (format) {
		case 'json':
			return [toJson(report)];
		case 'ndjson':
			return [...(nth === 0 ? [hostNdjsonHeader(report)] : []), hostNdjsonRow(report)];
		case 'csv':
			return [...(nth === 0 ? [hostCsvHead()] : []), ...hostCsvRows(report)];
		case 'openmetrics':
			return hostMetrics(report);
		case 'markdown':
			return [...(nth === 0 ? [] : ['']), ...hostMarkdown(report)];
		default:
			return [...(nth === 0 ? [] : ['']), ...hostTable(report)];
	}
}

const textOf = (watch: HostWatch, format: Format, nth: number): string =>
	`${linesOf(hostReport(watch, version()), format, nth).join('\n')}\n`;

/** Formats of which a text holds one snapshot: several would be no valid text, so that only the last is printed. */
const SINGLE: ReadonlySet<Format> = new Set(['json', 'openmetrics']);

/** Prints `count` snapshots (default 1; 0: until interrupted); returns the exit code. */
export async function printSnapshots(
	reader: HostReader,
	{format, count = 1, intervalNs, output: file}: Options,
): Promise<number> {
	if (count === 0 && SINGLE.has(format))
		throw wrongArgument('--count', {
			message: `${format} is one text, printed at the end: it needs a last snapshot`,
			found: '0',
			allowed: '1 and more, or --format ndjson',
		});
	const stop = new AbortController();
	const signals = {writesFiles: file !== undefined || count !== 1, onRequest: () => stop.abort()};
	return withOutputs(signals, async ({interruption, open}) => {
		const output = open(file);
		const watch = new HostWatch();
		let nextMs = performance.now();
		for (let nth = 0; count === 0 || nth < count; nth++) {
			if (nth > 0) {
				nextMs = Math.max(nextMs + intervalNs / 1e6, performance.now());
				await setTimeout(nextMs - performance.now(), undefined, {signal: stop.signal}).catch(() => {});
				if (interruption.requested) break;
			}
			watch.take(readSample(await reader.read()));
			if (!SINGLE.has(format)) await output.write(textOf(watch, format, nth));
		}
		// Interrupted or not: the newest that there is.
		if (SINGLE.has(format)) await output.write(textOf(watch, format, 0));
		await output.finish();
		// With --count 0 an interrupt is the regular end.
		return interruption.requested && count > 0 ? EXIT.interrupted : EXIT.fine;
	});
}

// The event log as JSON lines: when, on which kernel, under the kernel's own name (tracepoint, counter or function),
// what it holds, and in words. Addresses are those of the simulated process.

import {PAGE_BYTES} from '../../core/index.js';
import {toJsonLine} from '../../report/json.js';
import type {Run, RunEvent} from '../../session/run/run.js';

/** One event as a JSON line, for --events. */
export function eventLine(run: Run, {timeNs, kind, kernelName, fields, page, text}: RunEvent): string {
	const place =
		page === null ? {} : {comm: page.process, addr: `0x${(page.number * PAGE_BYTES).toString(16)}`};
	return toJsonLine({time_ns: timeNs, kernel: run.title, event: kernelName, kind, ...place, fields, text});
}

/** The line that says that `lost` events were lost, because one action caused more than are kept. */
export const lostLine = (run: Run, lost: number): string =>
	toJsonLine({time_ns: run.nowNs, kernel: run.title, event: 'lost', kind: 'lost', lost});

// The event log as JSON lines: when, on which kernel, under the kernel's own name (tracepoint, counter or function),
// and in words. Addresses are those of the simulated process.

import {slotAddress} from '../core/index.js';
import type {Slot} from '../core/base/brands.js';
import {EVENT_KINDS_OF_A_PAGE, type MachineEvent} from '../core/events.js';
import {PAGE_BYTES} from '../core/base/page-size.js';
import {toJsonLine} from '../report/json.js';
import {describeEvent, kernelName} from '../session/event-text.js';
import type {Run} from '../session/run.js';

/** One event as a line. */
export function eventLine(run: Run, event: MachineEvent): string {
	const {machine, kernel} = run;
	let place = {};
	if (EVENT_KINDS_OF_A_PAGE.has(event.kind)) {
		const {process, page} = slotAddress(machine, event.a as Slot);
		place = {comm: process.name, addr: `0x${(page * PAGE_BYTES).toString(16)}`};
	}
	return toJsonLine({
		time_ns: event.timeNs,
		kernel: kernel.id,
		event: kernelName(event),
		kind: event.kind,
		...place,
		text: describeEvent(machine, event),
	});
}

/** Tells that events were lost, because one action brought more than are kept. */
export const lostLine = (run: Run, lost: number): string =>
	toJsonLine({time_ns: run.machine.nowNs, kernel: run.kernel.id, event: 'lost', kind: 'lost', lost});

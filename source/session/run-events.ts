// The events of a machine as panels and logs get them: in words, with the page that each is about.

import {
	EVENT_KINDS_OF_A_PAGE,
	eventsSince,
	slotAddress,
	type EventKind,
	type Machine,
	type MachineEvent,
	type Slot,
} from '../core/index.js';
import {describeEvent, kernelName} from './event-text.js';
import type {RunEvent} from './run.js';

function pageOf(machine: Machine, slot: number): NonNullable<RunEvent['page']> {
	const {process, page} = slotAddress(machine, slot as Slot);
	return {index: slot, process: process.name, number: page};
}

/** The event as panels and logs get it. */
export const runEvent = (machine: Machine, event: MachineEvent): RunEvent => ({
	seq: event.seq,
	timeNs: event.timeNs,
	kind: event.kind,
	kernelName: kernelName(event),
	text: describeEvent(machine, event),
	page: EVENT_KINDS_OF_A_PAGE.has(event.kind) ? pageOf(machine, event.a) : null,
});

/** The newest `most` events of each kind, in their order. */
function newestOfEachKind(events: readonly MachineEvent[], most: number): readonly MachineEvent[] {
	if (most === Infinity) return events;
	const taken = new Map<EventKind, number>();
	const isNew = ({kind}: MachineEvent): boolean => {
		const count = taken.get(kind) ?? 0;
		taken.set(kind, count + 1);
		return count < most;
	};
	return events.toReversed().filter(isNew).reverse();
}

/** Events after number `since` that are still remembered, oldest first: the newest `most` of each kind. */
export const runEventsSince = (machine: Machine, since: number, most: number): RunEvent[] =>
	newestOfEachKind(eventsSince(machine.events, since), most).map((event) => runEvent(machine, event));

// The events of a machine as panels and logs get them: in words, with the page that each is about.

import {
	eventsSince,
	eventText,
	eventWords,
	kernelName,
	pageOfEvent,
	slotAddress,
	type Machine,
	type MachineEvent,
} from '../../core/index.js';
import type {RunEvent} from './run.js';

function placeOf(machine: Machine, event: MachineEvent): RunEvent['page'] {
	const index = pageOfEvent(event);
	if (index === null) return null;
	const {process, page} = slotAddress(machine, index);
	return {index, process: process.name, number: page};
}

/** The event as panels and logs get it. */
function runEvent(machine: Machine, event: MachineEvent): RunEvent {
	const fields = eventWords(machine, event);
	return {
		seq: event.seq,
		timeNs: event.timeNs,
		kind: event.kind,
		kernelName: kernelName(event),
		fields,
		text: eventText(event.kind, fields),
		page: placeOf(machine, event),
	};
}

/** Events after number `since` that are still remembered, oldest first: the newest `most` of each kind. */
export const runEventsSince = (machine: Machine, since: number, most: number): RunEvent[] =>
	eventsSince(machine.events, since, undefined, most).map((event) => runEvent(machine, event));

// Events in words, with the places and processes of their machine by name, and under the name by which a kernel shows them.

import type {Slot} from '../base/brands.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {EVENTS, type EventKind, type MachineEvent} from '../catalogue/events/index.js';
import type {Wording} from '../catalogue/events/field.js';
import type {Machine} from '../state/machine.js';
import {slotAddress} from './page-state.js';

/** The name under which a kernel shows the event: a tracepoint, a counter or a function. */
export function kernelName({kind, fields}: MachineEvent): string {
	const {kernelName, kernelNames} = EVENTS[kind];
	return kernelName?.(fields) ?? kernelNames[0];
}

/** The page that an event is about: what its field `page` holds; null for none. */
export function pageOfEvent({fields}: MachineEvent): Slot | null {
	return 'page' in fields ? fields.page : null;
}

/** "guest-1 ram page 700 (THP 1)": which page of which process. */
function describeSlot(m: Machine, slot: Slot): string {
	const {process, page} = slotAddress(m, slot);
	const region = process.regions.find(({start, pages}) => page >= start && page < start + pages);
	if (!region) return `${process.name} page 0x${page.toString(16)}`;
	const index = page - region.start;
	return `${process.name} ${region.name} page ${index} (THP ${Math.floor(index / PAGES_PER_THP)})`;
}

const wordingOf = (m: Machine): Wording => ({
	page: (slot) => describeSlot(m, slot),
	process: (id) => m.processes[id]?.name ?? `process ${id}`,
});

/** What the event holds, field by field, with pages and processes in words. */
export function eventWords(m: Machine, {kind, fields}: MachineEvent): Record<string, unknown> {
	const wording = wordingOf(m);
	const values = fields as Readonly<Record<string, unknown>>;
	return Object.fromEntries(
		EVENTS[kind].fields.map(({name, inWords}) => [name, inWords(values[name], wording)]),
	);
}

/**
 * The line of an event of that kind, from its words, without time and kernel. Processes are named as the preset
 * names them: escape before printing.
 */
export const eventText = (kind: EventKind, words: Readonly<Record<string, unknown>>): string =>
	EVENTS[kind].text(words);

/** The event in one line, with processes by name: escape it before printing. */
export const describeEvent = (m: Machine, event: MachineEvent): string =>
	eventText(event.kind, eventWords(m, event));

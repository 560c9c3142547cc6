// What happened to a machine: a ring for each kind of event, so that a flood of merges cannot push out a split.

import {EVENT_KINDS, type EventKind} from '../catalogue/events/index.js';

/** Events that each ring keeps. */
export const EVENTS_KEPT = 512;

/**
 * The events of one kind as columns: event n of the kind lies at index n % EVENTS_KEPT, the next one goes to
 * `count` % EVENTS_KEPT.
 */
export interface EventRing {
	/** Events.seq of the event: its place among the events of all kinds. */
	readonly seq: Float64Array;
	/** Simulated time, ns. */
	readonly timeNs: Float64Array;
	/** The first field, encoded by its row in catalogue/events; 0 where the kind has none. */
	readonly a: Float64Array;
	/** The second field, likewise. */
	readonly b: Float64Array;
	/** The third field, likewise. */
	readonly c: Float64Array;
	/** Events of this kind ever recorded. */
	count: number;
}

/** All events of a machine, a ring for each kind. */
export interface Events {
	/** A ring for each kind of event. */
	readonly rings: Record<EventKind, EventRing>;
	/** Events ever recorded: the number of the newest. */
	seq: number;
	/** Texts that encoded fields refer to by index; index 0 is "...", for texts beyond the limit of catalogue/events/field.ts. */
	readonly texts: string[];
}

function createRing(): EventRing {
	const column = (): Float64Array => new Float64Array(EVENTS_KEPT);
	return {seq: column(), timeNs: column(), a: column(), b: column(), c: column(), count: 0};
}

/** Empty rings for every kind of event. */
export function createEvents(): Events {
	const rings = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, createRing()]));
	return {rings: rings as Record<EventKind, EventRing>, seq: 0, texts: []};
}

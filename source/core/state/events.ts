// What happened to a machine: a ring for each kind of event, so that a flood of merges cannot push out a split.

import {EVENT_KINDS, type EventKind} from '../catalogue/events/index.js';

/** Events that each ring keeps. */
export const EVENTS_KEPT = 512;

export interface EventRing {
	readonly seq: Float64Array;
	readonly timeNs: Float64Array;
	/** The first, second and third field, encoded. */
	readonly a: Float64Array;
	readonly b: Float64Array;
	readonly c: Float64Array;
	/** Events of this kind ever recorded. */
	count: number;
}

export interface Events {
	readonly rings: Record<EventKind, EventRing>;
	/** Events ever recorded. */
	seq: number;
	/** Texts that fields name by their index. */
	readonly texts: string[];
}

function createRing(): EventRing {
	const column = (): Float64Array => new Float64Array(EVENTS_KEPT);
	return {seq: column(), timeNs: column(), a: column(), b: column(), c: column(), count: 0};
}

export function createEvents(): Events {
	const rings = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, createRing()]));
	return {rings: rings as Record<EventKind, EventRing>, seq: 0, texts: []};
}

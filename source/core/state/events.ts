// What happened to a machine: a ring for each kind of event, so that a flood of merges cannot push out a split.

import {EVENT_KINDS, type EventKind} from '../catalogue/events/index.js';

/** Events that each ring keeps. */
export const EVENTS_KEPT = 512;

/** Numbers in EventRing.words for each event. */
export const WORDS_PER_EVENT = 5;

/** The events of one kind: the nth of them (from 0) lies in the words from (n % EVENTS_KEPT) * WORDS_PER_EVENT on. */
export interface EventRing {
	/**
	 * Of each event its Events.seq, its simulated time (ns), and the first, second and third field, encoded by the row in
	 * catalogue/events; 0 where the kind has none.
	 */
	readonly words: Float64Array;
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

const createRing = (): EventRing => ({words: new Float64Array(EVENTS_KEPT * WORDS_PER_EVENT), count: 0});

/** Empty rings for every kind of event. */
export function createEvents(): Events {
	const rings = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, createRing()]));
	return {rings: rings as Record<EventKind, EventRing>, seq: 0, texts: []};
}

// Recording what happens and reading it back. Recording is a few stores into typed arrays; values are decoded, and words
// made, only when they are read. What each kind holds is in catalogue/events.

import {
	EVENT_KINDS,
	EVENTS,
	type EventArguments,
	type EventKind,
	type EventOf,
	type MachineEvent,
} from './catalogue/events/index.js';
import {EVENTS_KEPT, WORDS_PER_EVENT, type EventRing, type Events} from './state/events.js';

/** The part of a machine that events need. */
interface Recorder {
	readonly events: Events;
	readonly nowNs: number;
}

/** Where in its ring the words of an event of some kind begin that was the `nth` recorded, from 0. */
const placeOf = (nth: number): number => (nth % EVENTS_KEPT) * WORDS_PER_EVENT;

function store(m: Recorder, kind: EventKind, a?: unknown, b?: unknown, c?: unknown): void {
	const {fields} = EVENTS[kind];
	const {texts, rings} = m.events;
	const length = fields.length;
	recordIn(
		m,
		rings[kind],
		length > 0 ? fields[0].encode(a, texts) : 0,
		length > 1 ? fields[1].encode(b, texts) : 0,
		length > 2 ? fields[2].encode(c, texts) : 0,
	);
}

/** Records that an event of `kind` happens now; its fields in the order of its row. */
export const record: <Kind extends EventKind>(
	m: Recorder,
	kind: Kind,
	...fields: EventArguments<Kind>
) => void = store as (m: Recorder, kind: EventKind, ...fields: readonly unknown[]) => void;

/** record() for hot paths: with the ring of the kind and encoded fields; pages and counts are encoded as themselves. */
export function recordIn(m: Recorder, ring: EventRing, a: number, b: number, c: number): void {
	const {words} = ring;
	const at = placeOf(ring.count++);
	words[at] = ++m.events.seq;
	words[at + 1] = m.nowNs;
	words[at + 2] = a;
	words[at + 3] = b;
	words[at + 4] = c;
}

/** Events that are only read. */
interface Recorded {
	readonly texts: readonly string[];
	readonly rings: Readonly<Record<EventKind, {readonly count: number; readonly words: ArrayLike<number>}>>;
}

function decode({texts, rings}: Recorded, kind: EventKind, nth: number): MachineEvent {
	const {words} = rings[kind];
	const at = placeOf(nth);
	const fields = EVENTS[kind].fields.map(({name, decode}, i) => [name, decode(words[at + 2 + i], texts)]);
	return {
		seq: words[at],
		timeNs: words[at + 1],
		kind,
		fields: Object.fromEntries(fields),
	} as MachineEvent;
}

/**
 * The kept events after event `seq`, oldest first; of the given kinds, or of all. `perKind` (1 to EVENTS_KEPT) takes no
 * more than that of each kind, the newest.
 */
export function eventsSince<Kind extends EventKind>(
	events: Recorded,
	seq: number,
	kinds: readonly Kind[] = EVENT_KINDS as readonly Kind[],
	perKind = EVENTS_KEPT,
): Array<EventOf<Kind>> {
	const found: Array<EventOf<Kind>> = [];
	for (const kind of kinds) {
		const ring = events.rings[kind];
		const oldest = Math.max(0, ring.count - Math.min(perKind, EVENTS_KEPT));
		for (let i = ring.count - 1; i >= oldest && ring.words[placeOf(i)] > seq; i--)
			found.push(decode(events, kind, i) as EventOf<Kind>);
	}
	return found.sort((one, other) => one.seq - other.seq);
}

/** The newest event of a kind that is kept, if there was one. */
export function lastEvent<Kind extends EventKind>(events: Recorded, kind: Kind): EventOf<Kind> | undefined {
	const {count} = events.rings[kind];
	if (count === 0) return undefined;
	return decode(events, kind, count - 1) as EventOf<Kind>;
}

/** Equal for events of one kind with equal fields, whenever and on whichever machine they happened. */
export const eventKey = ({kind, fields}: MachineEvent): string =>
	`${kind} ${Object.values(fields).join(' ')}`;

// What happened, in the kernel's own words, in a ring per kind so that a flood of merges cannot push out a split.
// Recording an event is a few stores into typed arrays; text is made only when somebody looks.

/** Kinds of events; each keeps its last EVENTS_KEPT. The meaning of a, b, c is said beside each kind. */
export const EVENT_KINDS = [
	/** A full scan ended: a = full_scans, b = pages scanned in it, c = pages freed in it. */
	'full_scan',
	/** A folio was split: a = slot of the page for which, b = subpages remapped, c = index of the splitter. */
	'split',
	/** A split was refused: a = slot, b = extra references, c = index of the splitter. */
	'split_refused',
	/** Two pages became a KSM page: a = slot scanned, b = slot of the partner, c = stable node. */
	'merge_two',
	/** A page joined a KSM page: a = slot, b = stable node, c = its items now. */
	'merge_stable',
	/** A page went to the zeropage: a = slot. */
	'merge_zero',
	/** An unstable search ended at a stale item: a = slot scanned, b = slot of the stale item. */
	'stale_item',
	/** A ghost was inserted in the unstable tree: a = slot. */
	'ghost',
	/** KSM pages or zeropages were unshared: a = process, b = pages. */
	'unmerge',
	/** A write copied a page: a = slot, b = 1 KSM page, 2 KSM zeropage, 3 zeropage, 4 shared by fork. */
	'cow',
	/** Swap: a = slot, b = 1 out, 2 in, 3 in by copy of a KSM page. */
	'swap',
	/** A knob was written: a = index of the knob, b = index into texts, c = 0 or index of the errno + 1. */
	'knob',
	/** khugepaged or MADV_COLLAPSE made a THP: a = slot of its first page, b = none or zeropage PTEs, c = swap PTEs. */
	'collapse',
	/** A collapse was refused: a = slot, b = index into texts. */
	'collapse_refused',
	/** A page moved to another node: a = slot, b = from, c = to. */
	'migrate',
	/** The advisor set pages_to_scan: a = new value, b = old value. */
	'advisor',
	/** A process: a = process, b = index into texts (what it did). */
	'process',
	/** An action was refused: a = process, b = index into texts, c = index of the errno + 1. */
	'refused',
	/** A remark of the preset: b = index into texts. */
	'note',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Kinds that are about one page: their `a` is its slot. */
export const EVENT_KINDS_OF_A_PAGE: ReadonlySet<EventKind> = new Set<EventKind>([
	'split',
	'split_refused',
	'merge_two',
	'merge_stable',
	'merge_zero',
	'stale_item',
	'ghost',
	'cow',
	'swap',
	'collapse',
	'collapse_refused',
	'migrate',
]);

export const EVENTS_KEPT = 512;

export interface EventRing {
	seq: Float64Array;
	timeNs: Float64Array;
	a: Float64Array;
	b: Float64Array;
	c: Float64Array;
	/** Events of this kind ever recorded. */
	count: number;
}

export interface MachineEvent {
	/** Rises by one with every event of the machine. */
	readonly seq: number;
	readonly timeNs: number;
	readonly kind: EventKind;
	readonly a: number;
	readonly b: number;
	readonly c: number;
}

export interface Events {
	readonly rings: Record<EventKind, EventRing>;
	/** Events ever recorded. */
	seq: number;
	/** Texts that events speak of. Bounded: see recordText. */
	readonly texts: string[];
}

function createRing(): EventRing {
	return {
		seq: new Float64Array(EVENTS_KEPT),
		timeNs: new Float64Array(EVENTS_KEPT),
		a: new Float64Array(EVENTS_KEPT),
		b: new Float64Array(EVENTS_KEPT),
		c: new Float64Array(EVENTS_KEPT),
		count: 0,
	};
}

export function createEvents(): Events {
	const rings = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, createRing()])) as Record<
		EventKind,
		EventRing
	>;
	return {rings, seq: 0, texts: []};
}

/** Records an event at `timeNs` simulated nanoseconds. */
export function record(events: Events, kind: EventKind, timeNs: number, a = 0, b = 0, c = 0): void {
	recordIn(events, events.rings[kind], timeNs, a, b, c);
}

/** The same, for whoever has the ring of the kind at hand: where every nanosecond counts. */
export function recordIn(events: Events, ring: EventRing, timeNs: number, a = 0, b = 0, c = 0): void {
	const at = ring.count++ % EVENTS_KEPT;
	ring.seq[at] = ++events.seq;
	ring.timeNs[at] = timeNs;
	ring.a[at] = a;
	ring.b[at] = b;
	ring.c[at] = c;
}

const TEXTS_KEPT = 4096;

/** Keeps a text for events to speak of and returns its index; equal texts share one. Beyond TEXTS_KEPT texts: index 0, "...". */
export function recordText(events: Events, text: string): number {
	if (events.texts.length === 0) events.texts.push('...');
	const known = events.texts.indexOf(text);
	if (known >= 0) return known;
	if (events.texts.length >= TEXTS_KEPT) return 0;
	return events.texts.push(text) - 1;
}

/** The kept events after event `seq`, oldest first; of the given kinds, or of all. */
export function eventsSince(
	events: Events,
	seq: number,
	kinds: readonly EventKind[] = EVENT_KINDS,
): MachineEvent[] {
	const found: MachineEvent[] = [];
	for (const kind of kinds) {
		const ring = events.rings[kind];
		for (let i = Math.max(0, ring.count - EVENTS_KEPT); i < ring.count; i++) {
			const at = i % EVENTS_KEPT;
			if (ring.seq[at] <= seq) continue;
			found.push({
				seq: ring.seq[at],
				timeNs: ring.timeNs[at],
				kind,
				a: ring.a[at],
				b: ring.b[at],
				c: ring.c[at],
			});
		}
	}
	return found.sort((one, other) => one.seq - other.seq);
}

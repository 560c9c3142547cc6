// All kinds of events: the tables beside this file put together, and the types that follow from them.

import {keysOf} from '../keys-of.js';
import type {AnyField, Arguments, EventRow, Values} from './event.js';
import {KSM_EVENTS} from './ksm.js';
import {MM_EVENTS} from './mm.js';
import {THP_EVENTS} from './thp.js';
import {WORKLOAD_EVENTS} from './workload.js';

const TABLE = {...KSM_EVENTS, ...THP_EVENTS, ...MM_EVENTS, ...WORKLOAD_EVENTS};

/** The name of a kind of event: a key of the tables. */
export type EventKind = keyof typeof TABLE;
/** The kinds in the order of lists: KSM, THP, mm, workload. */
export const EVENT_KINDS: readonly EventKind[] = keysOf(TABLE);

/** What recording an event of a kind takes, in the order of its fields. */
export type EventArguments<Kind extends EventKind> = Arguments<(typeof TABLE)[Kind]['fields']>;

/** What happened, decoded. */
export type MachineEvent = {
	[Kind in EventKind]: {
		/** Rises by one with every event of the machine. */
		readonly seq: number;
		/** Simulated ns. */
		readonly timeNs: number;
		readonly kind: Kind;
		readonly fields: Values<(typeof TABLE)[Kind]['fields']>;
	};
}[EventKind];

/** An event of one kind, or of one of several. */
export type EventOf<Kind extends EventKind> = Extract<MachineEvent, {kind: Kind}>;

/** A row as generic code sees it, whatever its fields are. */
export type AnyEventRow = EventRow<readonly AnyField[]>;

/** The row of each kind of event: how its fields are stored, its text and its explanation. */
export const EVENTS: Readonly<Record<EventKind, AnyEventRow>> = TABLE as unknown as Record<
	EventKind,
	AnyEventRow
>;

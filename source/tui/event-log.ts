// What happened, in words, in the order in which it happened, from all runs: taken from their event rings at each frame
// and kept, bounded, after the rings have moved on. What happens alike at the same time in several runs is one line.

import {
	EVENT_KINDS,
	EVENT_KINDS_OF_A_PAGE,
	eventsSince,
	type EventKind,
	type MachineEvent,
} from '../core/events.js';
import type {Machine} from '../core/state/machine.js';
import {describeEvent, kernelName} from '../session/event-text.js';
import type {Run} from '../session/run.js';
import type {Session} from '../session/session.js';

export interface LogEntry {
	readonly timeNs: number;
	/** Letters of the runs in which it happened, or "all". */
	readonly letter: string;
	readonly kind: EventKind;
	readonly text: string;
	/** The name under which a kernel shows it. */
	readonly kernelName: string;
	/** Slot of the page it is about, 0 for none. */
	readonly slot: number;
}

const KEPT = 3000;
/** Of one kind and run per frame: a flood of merges must not push everything else out. */
const PER_FRAME = 40;

interface Fresh {
	readonly run: Run;
	readonly event: MachineEvent;
}

const sameKey = ({event}: Fresh): string => `${event.timeNs} ${event.kind} ${event.a} ${event.b} ${event.c}`;

export class EventLog {
	#entries: LogEntry[] = [];
	readonly #seen = new Map<string, {machine: Machine; seq: number}>();
	#nowNs = 0;

	/** Oldest first. */
	get entries(): readonly LogEntry[] {
		return this.#entries;
	}

	/** Takes what is new. After going back in time it forgets what has not happened any more. */
	update(session: Session): void {
		const wentBack = session.nowNs < this.#nowNs || session.runs.some((run) => this.#isReplaced(run));
		if (wentBack) {
			this.#entries = [];
			this.#seen.clear();
		}
		this.#nowNs = session.nowNs;
		const fresh: Fresh[] = [];
		for (const run of session.runs) {
			const {events} = run.machine;
			const since = this.#seen.get(run.letter)?.seq ?? 0;
			this.#seen.set(run.letter, {machine: run.machine, seq: events.seq});
			if (events.seq === since) continue;
			for (const kind of EVENT_KINDS) {
				for (const event of eventsSince(events, since, [kind]).slice(-PER_FRAME)) fresh.push({run, event});
			}
		}
		if (fresh.length > 0) this.#append(fresh, session.runs.length);
	}

	#isReplaced(run: Run): boolean {
		const seen = this.#seen.get(run.letter);
		return seen !== undefined && (seen.machine !== run.machine || run.machine.events.seq < seen.seq);
	}

	#append(fresh: readonly Fresh[], runs: number): void {
		const letters = new Map<string, string>();
		for (const one of fresh) {
			const known = letters.get(sameKey(one)) ?? '';
			if (!known.includes(one.run.letter)) letters.set(sameKey(one), known + one.run.letter);
		}
		const said = new Set<string>();
		const added: LogEntry[] = [];
		for (const one of fresh) {
			const key = sameKey(one);
			const who = letters.get(key) ?? '';
			// Several times in one run is several events; once in each of several runs is one.
			if (who.length > 1 && said.has(key)) continue;
			said.add(key);
			const {run, event} = one;
			added.push({
				timeNs: event.timeNs,
				letter: runs > 1 && who.length === runs ? 'all' : who,
				kind: event.kind,
				text: describeEvent(run.machine, event),
				kernelName: kernelName(event),
				slot: EVENT_KINDS_OF_A_PAGE.has(event.kind) ? event.a : 0,
			});
		}
		added.sort((one, other) => one.timeNs - other.timeNs);
		this.#entries = [...this.#entries, ...added].slice(-KEPT);
	}
}

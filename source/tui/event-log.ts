// What happened, in words, in the order in which it happened, from all runs: taken from their event rings at each frame
// and kept, bounded, after the rings have moved on. What happens alike at the same time in several runs is one line.

import type {EventKind} from '../core/index.js';
import type {Run, RunEvent} from '../session/run.js';
import type {Session} from '../session/session.js';

export interface LogEntry {
	readonly timeNs: number;
	/** Letters of the runs in which it happened, or "all". */
	readonly letter: string;
	readonly kind: EventKind;
	readonly text: string;
	/** The name under which a kernel shows it. */
	readonly kernelName: string;
}

const KEPT = 3000;
/** Of one kind and run per frame: a flood of merges must not push everything else out. */
const PER_FRAME = 40;

interface Fresh {
	readonly run: Run;
	readonly event: RunEvent;
}

const sameKey = ({event}: Fresh): string => `${event.timeNs} ${event.kind} ${event.text}`;

export class EventLog {
	#entries: LogEntry[] = [];
	readonly #seen = new Map<string, {run: Run; seq: number}>();
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
			const since = this.#seen.get(run.letter)?.seq ?? 0;
			this.#seen.set(run.letter, {run, seq: run.lastEvent});
			for (const event of run.eventsSince(since, PER_FRAME)) fresh.push({run, event});
		}
		if (fresh.length > 0) this.#append(fresh, session.runs.length);
	}

	#isReplaced(run: Run): boolean {
		const seen = this.#seen.get(run.letter);
		return seen !== undefined && (seen.run !== run || run.lastEvent < seen.seq);
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
			const {event} = one;
			added.push({
				timeNs: event.timeNs,
				letter: runs > 1 && who.length === runs ? 'all' : who,
				kind: event.kind,
				text: event.text,
				kernelName: event.kernelName,
			});
		}
		added.sort((one, other) => one.timeNs - other.timeNs);
		this.#entries = [...this.#entries, ...added].slice(-KEPT);
	}
}

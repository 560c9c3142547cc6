// The events of all runs in words, in order of time: read from their rings at each frame and kept, up to a limit, after the
// rings have overwritten them. The same event at the same time in several runs is one line.

import type {EventKind} from '../core/index.js';
import type {Run, RunEvent} from '../session/run/run.js';
import type {ViewedSession} from '../session/session.js';

/** One line of the event log. */
export interface LogEntry {
	/** Simulated ns at which it first happened. */
	readonly timeNs: number;
	/** Letters of the runs in which it happened, or "all". */
	readonly letter: string;
	/** Kind of the event, for filtering and for its explanation. */
	readonly kind: EventKind;
	/** The event in words; not yet sanitized. */
	readonly text: string;
	/** The name under which a kernel shows it. */
	readonly kernelName: string;
	/** How many times it happened in a row. */
	readonly times: number;
	/** Simulated ns at which it last happened. */
	readonly lastNs: number;
	/** Number of the first of several full scans that found nothing; null for other events. */
	readonly firstScan: number | null;
}

const KEPT = 3000;
/** Of one kind and run per frame: a flood of merges must not push everything else out. */
const PER_FRAME = 40;
/** How far back the same entry is looked for, to count it again instead of listing it. */
const FOLD_BACK = 400;

interface Fresh {
	readonly run: Run;
	readonly event: RunEvent;
}

const sameKey = ({event}: Fresh): string => `${event.timeNs} ${event.kind} ${event.text}`;

const EMPTY_SCAN = /^full scan ([\d,]+) ended: 0 pages scanned, 0 freed$/;
const EMPTY_SCAN_TEXT = 'empty full scan';

/** The number of a full scan that found nothing; null for every other event. */
function emptyScan({kind, text}: Pick<LogEntry, 'kind' | 'text'>): number | null {
	const match = kind === 'full_scan' ? EMPTY_SCAN.exec(text) : null;
	return match === null ? null : Number(match[1].replaceAll(',', ''));
}

/** Adds an entry, or counts it with an equal one that is the last of its kind, which then moves to the end. */
function fold(entries: LogEntry[], entry: LogEntry): void {
	for (let i = entries.length - 1; i >= Math.max(0, entries.length - FOLD_BACK); i--) {
		const known = entries[i];
		if (known.kind !== entry.kind || known.letter !== entry.letter) continue;
		const scan = emptyScan(entry);
		// Empty full scans differ in their number only, and that counts also those that were not listed.
		if (scan !== null && known.firstScan !== null) {
			const times = Math.max(known.times + 1, scan - known.firstScan + 1);
			entries.splice(i, 1);
			entries.push({...known, text: EMPTY_SCAN_TEXT, times, lastNs: entry.timeNs});
			return;
		}
		if (known.text !== entry.text) break;
		entries.splice(i, 1);
		entries.push({...known, times: known.times + 1, lastNs: entry.timeNs});
		return;
	}
	entries.push(entry);
}

/** The log of a session: the newest 3,000 entries. */
export class EventLog {
	#entries: LogEntry[] = [];
	readonly #seen = new Map<string, {run: Run; seq: number}>();
	#nowNs = 0;
	#leftOut = 0;

	/** All entries, the oldest first. */
	get entries(): readonly LogEntry[] {
		return this.#entries;
	}

	/** Events that were dropped because there were too many. */
	get leftOut(): number {
		return this.#leftOut;
	}

	/** Reads new events. After a step back in time it starts anew from the runs' rings. */
	update(session: ViewedSession): void {
		const wentBack = session.nowNs < this.#nowNs || session.runs.some((run) => this.#isReplaced(run));
		if (wentBack) {
			this.#entries = [];
			this.#leftOut = 0;
			this.#seen.clear();
		}
		this.#nowNs = session.nowNs;
		const fresh: Fresh[] = [];
		for (const run of session.runs) {
			const since = this.#seen.get(run.letter)?.seq ?? 0;
			this.#seen.set(run.letter, {run, seq: run.lastEvent});
			const events = run.eventsSince(since, PER_FRAME);
			for (const event of events) fresh.push({run, event});
			this.#leftOut += run.lastEvent - since - events.length;
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
				times: 1,
				lastNs: event.timeNs,
				firstScan: emptyScan(event),
			});
		}
		added.sort((one, other) => one.timeNs - other.timeNs);
		const all = [...this.#entries];
		for (const entry of added) fold(all, entry);
		this.#leftOut += Math.max(0, all.length - KEPT);
		this.#entries = all.slice(-KEPT);
	}
}

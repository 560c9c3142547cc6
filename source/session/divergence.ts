// Finds where two runs part: after each wakeup and each action of the timeline the figures of the runs are compared,
// wakeup k with wakeup k. Comparing costs a few loads per wakeup, and nothing once the runs have parted.

import {
	ALLOC_CAUSES,
	eventsSince,
	FREE_CAUSES,
	SPLITTERS,
	VM_EVENTS,
	type Machine,
	type MachineEvent,
} from '../core/index.js';
import {describeEvent} from './event-text.js';
import type {Divergence} from './notes.js';

/** What is compared, in the order in which a difference is reported: what the thread argues about comes first. What depends on the cost of the work alone (CPU time, and so the exact moment of a wakeup's end) is left out. */
const WATCHED: ReadonlyArray<[name: string, read: (m: Machine) => number]> = [
	...FREE_CAUSES.map((cause): [string, (m: Machine) => number] => [
		`freed_pages.${cause}`,
		(m) => m.ledger.freedPages[cause],
	]),
	['ksm_zero_pages', (m) => m.ksm.zeroPages],
	['pages_shared', (m) => m.ksm.pagesShared],
	['pages_sharing', (m) => m.ksm.pagesSharing],
	['pages_unshared', (m) => m.ksm.pagesUnshared],
	['pages_scanned', (m) => m.ksm.pagesScanned],
	['pages_skipped', (m) => m.ksm.pagesSkipped],
	['full_scans', (m) => m.ksm.fullScans],
	['ksm_rmap_items', (m) => m.ksm.rmapItems],
	...VM_EVENTS.map((name): [string, (m: Machine) => number] => [name, (m) => m.vm[name]]),
	...SPLITTERS.map((splitter): [string, (m: Machine) => number] => [
		`split_remap_by.${splitter}`,
		(m) => m.ledger.splitRemapBy[splitter],
	]),
	...ALLOC_CAUSES.map((cause): [string, (m: Machine) => number] => [
		`allocated_pages.${cause}`,
		(m) => m.ledger.allocatedPages[cause],
	]),
	['stable_node_chains', (m) => m.ksm.chains],
	['stable_node_dups', (m) => m.ksm.dups],
	['unstable_inserts', (m) => m.ksm.unstableInserts],
	['unstable_search_ended_at_stale_node', (m) => m.ksm.searchesEndedAtStale],
	...SPLITTERS.map((splitter): [string, (m: Machine) => number] => [
		`zero_tests.${splitter}`,
		(m) => m.ledger.zeroTests[splitter],
	]),
];

/** The figures of one run after one wakeup or action. */
interface Mark {
	readonly values: Float64Array;
	readonly timeNs: number;
	readonly eventSeq: number;
}

/** Wakeups that one run may be ahead of another and still be compared. */
const MARKS_KEPT = 64;

interface Watch {
	readonly machine: Machine;
	readonly marks: Map<string, Mark>;
	/** Number of the newest event when this run last equalled the first one. */
	equalSeq: number;
	firstEqualSeq: number;
}

/** Watches the runs of a session: each is compared with the first. */
export class DivergenceWatch {
	private readonly runs = new Map<string, Watch>();
	private readonly found: Divergence[] = [];
	private first: string | null = null;

	/** Watches a run from now on. Runs that begin by forking have nothing in common to part from: do not watch them. */
	watch(letter: string, machine: Machine): void {
		this.first ??= letter;
		this.runs.set(letter, {machine, marks: new Map(), equalSeq: 0, firstEqualSeq: 0});
	}

	/** Goes on with other machines in the place of the old ones (after a restore). */
	copy(machines: ReadonlyMap<string, Machine>): DivergenceWatch {
		const copy = new DivergenceWatch();
		copy.first = this.first;
		copy.found.push(...this.found);
		for (const [letter, watch] of this.runs)
			copy.runs.set(letter, {
				...watch,
				machine: machines.get(letter) ?? watch.machine,
				marks: new Map(watch.marks),
			});
		return copy;
	}

	/** Notes the run as it is after `step`: "w12" for its 12th wakeup, "e3" for the entry 3. */
	note(letter: string, step: string): void {
		if (this.first === null || this.runs.size < 2 || this.found.length >= this.runs.size - 1) return;
		const watch = this.runs.get(letter);
		if (!watch) return;
		const values = new Float64Array(WATCHED.length);
		for (let i = 0; i < values.length; i++) values[i] = WATCHED[i][1](watch.machine);
		watch.marks.set(step, {values, timeNs: watch.machine.nowNs, eventSeq: watch.machine.events.seq});
		if (watch.marks.size > MARKS_KEPT) watch.marks.delete(watch.marks.keys().next().value as string);
		if (letter === this.first) {
			for (const other of this.runs.keys()) if (other !== letter) this.compare(other, step);
		} else this.compare(letter, step);
	}

	private compare(letter: string, step: string): void {
		if (this.found.some(({b}) => b === letter)) return;
		const a = this.runs.get(this.first as string) as Watch;
		const b = this.runs.get(letter) as Watch;
		const one = a.marks.get(step);
		const other = b.marks.get(step);
		if (!one || !other) return;
		const differs = one.values.findIndex((value, i) => value !== other.values[i]);
		if (differs < 0) {
			b.equalSeq = other.eventSeq;
			b.firstEqualSeq = one.eventSeq;
			return;
		}
		this.found.push({
			a: this.first as string,
			b: letter,
			timeNs: Math.min(one.timeNs, other.timeNs),
			counter: WATCHED[differs][0],
			valueA: one.values[differs],
			valueB: other.values[differs],
			event: firstDifference(a.machine, b.firstEqualSeq, b.machine, b.equalSeq),
		});
	}

	/** One for each run that has parted from the first, in the order of letters. */
	divergences(): readonly Divergence[] {
		return this.found.slice().sort((one, other) => (one.b < other.b ? -1 : 1));
	}
}

const alike = (one: MachineEvent | undefined, other: MachineEvent | undefined): boolean =>
	one !== undefined &&
	other !== undefined &&
	one.kind === other.kind &&
	one.a === other.a &&
	one.b === other.b &&
	one.c === other.c;

/** The first event of b that a did not have, else the first of a that b did not have, in words. */
function firstDifference(a: Machine, sinceA: number, b: Machine, sinceB: number): string {
	const ofA = eventsSince(a.events, sinceA);
	const ofB = eventsSince(b.events, sinceB);
	const shorter = Math.min(ofA.length, ofB.length);
	let at = 0;
	while (at < shorter && alike(ofA[at], ofB[at])) at++;
	if (at < ofB.length) return describeEvent(b, ofB[at]);
	if (at < ofA.length) return describeEvent(a, ofA[at]);
	return 'nothing that events tell';
}

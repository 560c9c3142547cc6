// Finds where two runs begin to differ: after each wakeup and each action of the timeline the figures of the runs are
// compared, wakeup k with wakeup k. Comparing costs a few loads per wakeup, and nothing once the runs differ.

import {
	ALLOC_CAUSES,
	describeEvent,
	eventKey,
	eventsSince,
	figureByName,
	FREE_CAUSES,
	SPLITTERS,
	VM_EVENTS,
	type Figure,
	type Machine,
} from '../../core/index.js';
import type {Divergence} from '../notes.js';

/**
 * What is compared, in the order in which a difference is reported: what the thread argues about comes first. What
 * depends on the cost of the work alone (CPU time, and so the exact moment of a wakeup's end) is left out.
 */
const WATCHED: readonly Figure[] = [
	...FREE_CAUSES.map((cause) => `freed_pages.${cause}`),
	'ksm_zero_pages',
	'pages_shared',
	'pages_sharing',
	'pages_unshared',
	'pages_scanned',
	'pages_skipped',
	'full_scans',
	'ksm_rmap_items',
	...VM_EVENTS,
	...SPLITTERS.map((splitter) => `split_remap_by.${splitter}`),
	...ALLOC_CAUSES.map((cause) => `allocated_pages.${cause}`),
	'stable_node_chains',
	'stable_node_dups',
	'unstable_inserts',
	'unstable_search_ended_at_stale_node',
	...SPLITTERS.map((splitter) => `zero_tests.${splitter}`),
].map((name) => figureByName.get(name) as Figure);

/** The figures of one run after one wakeup or action. */
interface Mark {
	readonly values: Float64Array;
	readonly timeNs: number;
	readonly eventSeq: number;
}

/** Wakeups that one run may be ahead of another and still be compared. */
const MARKS_KEPT = 64;

interface Watched {
	readonly marks: Map<string, Mark>;
	/** Number of the newest event when this run last equalled the first one, and of the first one's then. */
	equalSeq: number;
	firstEqualSeq: number;
}

/** The runs that are watched, by letter: each is compared with the first. */
export interface DivergenceWatch {
	/** Letter of the run that the others are compared with. */
	readonly first: string;
	/** Recent figures of each run, by letter. */
	readonly runs: Map<string, Watched>;
	/** In the order in which they were found, at most one for each run. */
	readonly found: Divergence[];
}

/** Finds a run's machine by its letter. */
type MachineOf = (letter: string) => Machine;

/** Watches these runs from now on. Runs that begin by forking are not compared: leave them out. */
export const createDivergenceWatch = (letters: readonly string[]): DivergenceWatch => ({
	first: letters[0] ?? '',
	runs: new Map(
		letters.map((letter) => [letter, {marks: new Map<string, Mark>(), equalSeq: 0, firstEqualSeq: 0}]),
	),
	found: [],
});

/** Notes the run as it is after `step`: "w12" for its 12th wakeup, "e3" for the entry 3. */
export function noteStep(watch: DivergenceWatch, machineOf: MachineOf, letter: string, step: string): void {
	if (watch.runs.size < 2 || watch.found.length >= watch.runs.size - 1) return;
	const run = watch.runs.get(letter);
	if (!run) return;
	const machine = machineOf(letter);
	const values = new Float64Array(WATCHED.length);
	for (let i = 0; i < values.length; i++) values[i] = WATCHED[i].read(machine);
	run.marks.set(step, Object.freeze({values, timeNs: machine.nowNs, eventSeq: machine.events.seq}));
	if (run.marks.size > MARKS_KEPT) run.marks.delete(run.marks.keys().next().value as string);
	const others = letter === watch.first ? [...watch.runs.keys()] : [letter];
	for (const other of others) if (other !== watch.first) compare(watch, machineOf, other, step);
}

function compare(watch: DivergenceWatch, machineOf: MachineOf, letter: string, step: string): void {
	const {first, runs, found} = watch;
	if (found.some(({b}) => b === letter)) return;
	const a = runs.get(first) as Watched;
	const b = runs.get(letter) as Watched;
	const one = a.marks.get(step);
	const other = b.marks.get(step);
	if (!one || !other) return;
	const differs = one.values.findIndex((value, i) => value !== other.values[i]);
	if (differs < 0) {
		b.equalSeq = other.eventSeq;
		b.firstEqualSeq = one.eventSeq;
		return;
	}
	found.push({
		a: first,
		b: letter,
		timeNs: Math.min(one.timeNs, other.timeNs),
		counter: WATCHED[differs].name,
		valueA: one.values[differs],
		valueB: other.values[differs],
		event: firstDifference(machineOf(first), b.firstEqualSeq, machineOf(letter), b.equalSeq),
	});
}

/** One for each run that differs from the first, in the order of letters. */
export const divergencesOf = ({found}: DivergenceWatch): Divergence[] =>
	found.toSorted((one, other) => (one.b < other.b ? -1 : 1));

/** The first event of b that a did not have, else the first of a that b did not have, in words. */
function firstDifference(a: Machine, sinceA: number, b: Machine, sinceB: number): string {
	const ofA = eventsSince(a.events, sinceA);
	const ofB = eventsSince(b.events, sinceB);
	const shorter = Math.min(ofA.length, ofB.length);
	let at = 0;
	while (at < shorter && eventKey(ofA[at]) === eventKey(ofB[at])) at++;
	if (at < ofB.length) return describeEvent(b, ofB[at]);
	if (at < ofA.length) return describeEvent(a, ofA[at]);
	return 'nothing that events show';
}

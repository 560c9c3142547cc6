// Texts about the course of a session, as plain data: the preset's captions, marks for the charts, what actions did, and
// lines about notable events (the end of a full scan, the first remap), made from figures. Lists are bounded.

import {lastEvent} from '../../core/index.js';
import {formatCount} from '../../scenario/base/units.js';
import type {Caption, Effect, Mark, StoryEvent} from '../notes.js';
import type {SimulatedRun} from '../run/run.js';

const STORY_KEPT = 256;
const MARKS_KEPT = 512;
const CAPTIONS_KEPT = 64;
const EFFECTS_KEPT = 64;
/** How many lines back an equal line of another run is looked for. */
const LOOK_BACK = 16;
/** Simulated ns within which equal lines of two runs become one: ksmd's costs differ a little between kernels. */
export const SAME_MOMENT_NS = 100_000_000;

/** All texts of a session, copied into checkpoints; lists are newest last. */
export interface Narration {
	/** The preset's captions, at most 64. */
	readonly captions: Caption[];
	/** Marks for the charts, at most 512. */
	readonly marks: Mark[];
	/** Lines about notable events, at most 256. */
	readonly story: StoryEvent[];
	/** What the timeline's actions did, at most 64. */
	readonly effects: Effect[];
	/** Ids of timeline entries whose marks, captions and requests were shown: once, when they fired on the first machine. */
	readonly shown: Set<number>;
	/** Lines that appear once for each run, as "letter:what". */
	readonly saidOnce: Set<string>;
	/** The speed that the timeline asked for last; null: none so far. */
	speed: number | null;
	/** Letters of the runs that have met SessionOptions.stopOnceAt. */
	readonly atEnd: Set<string>;
	/** The session has stopped there. */
	endShown: boolean;
}

/** The narration of a session at its start: empty. */
export const createNarration = (): Narration => ({
	captions: [],
	marks: [],
	story: [],
	effects: [],
	shown: new Set(),
	saidOnce: new Set(),
	speed: null,
	atEnd: new Set(),
	endShown: false,
});

/** Frozen, so that checkpoints share it and a caption stays the same object after a rewind. */
function keepLast<Item extends object>(list: Item[], item: Item, kept: number): void {
	list.push(Object.freeze(item));
	if (list.length > kept) list.shift();
}

/** Beyond 512 the oldest is dropped. */
export const addMark = ({marks}: Narration, mark: Mark): void => keepLast(marks, mark, MARKS_KEPT);

/** Beyond 64 the oldest is dropped. */
export const addCaption = ({captions}: Narration, caption: Caption): void =>
	keepLast(captions, caption, CAPTIONS_KEPT);

interface Said {
	readonly timeNs: number;
	readonly letter: string;
	readonly text: string;
}

/**
 * Adds what is said of one run of `runs`. An equal line of another run not more than `apartNs` before becomes one line
 * of both, of "AB", or of "all".
 */
function addJoined<Line extends Said>(
	list: Line[],
	line: Line,
	runs: number,
	apartNs: number,
	kept: number,
): void {
	const at = list.findLastIndex(
		({text, letter}, index) =>
			index >= list.length - LOOK_BACK &&
			text === line.text &&
			letter !== 'all' &&
			!letter.includes(line.letter),
	);
	if (at < 0 || line.timeNs - list[at].timeNs > apartNs) {
		keepLast(list, {...line, letter: runs === 1 ? 'all' : line.letter}, kept);
		return;
	}
	const letters = [...list[at].letter, line.letter].sort().join('');
	list[at] = Object.freeze({...list[at], letter: letters.length === runs ? 'all' : letters});
}

/** Adds what an action of the timeline did; joined with an equal line of another of `runs` runs at the same time. */
export const addEffect = ({effects}: Narration, effect: Effect, runs: number): void =>
	addJoined(effects, effect, runs, 0, EFFECTS_KEPT);

/** Adds lines about the wakeup of `run` that has just ended; equal lines of the session's `runs` runs are joined. */
export function narrateWakeup(
	narration: Narration,
	run: SimulatedRun,
	runs: number,
	fullScanEnded: boolean,
): void {
	const {ksm, ledger, nowNs} = run.machine;
	const {freedPages, splitRemapBy} = ledger;
	const {thread} = ksm;
	const say = (text: string, kind: StoryEvent['kind']): void =>
		addJoined(
			narration.story,
			{timeNs: nowNs, letter: run.letter, text, kind},
			runs,
			SAME_MOMENT_NS,
			STORY_KEPT,
		);
	const once = (isSo: boolean, what: string, text: string, kind: StoryEvent['kind']): void => {
		const key = `${run.letter}:${what}`;
		if (!isSo || narration.saidOnce.has(key)) return;
		narration.saidOnce.add(key);
		say(text, kind);
	};
	once(
		splitRemapBy.ksmd > 0,
		'remap',
		`ksmd split its first THP for the zeropage: ${formatCount(splitRemapBy.ksmd)} pages freed so, in no KSM counter`,
		'split',
	);
	once(
		freedPages.ksm_merge > 0,
		'merge',
		`first merge, in full scan ${ksm.fullScansEver + (fullScanEnded ? 0 : 1)}`,
		'merge_two',
	);
	once(freedPages.ksm_zero_page > 0, 'zero', 'first page merged with the zeropage by KSM', 'merge_zero');
	once(
		thread.lastFreed > thread.budget,
		'over',
		`a wakeup freed ${formatCount(thread.lastFreed)} pages; pages_to_scan is ${formatCount(thread.budget)}`,
		'story',
	);
	if (!fullScanEnded) return;
	const {scanned, freed} = lastFullScan(run);
	if (scanned === 0) {
		once(true, 'empty', 'nothing left to scan: each wakeup now ends an empty full scan', 'story');
		return;
	}
	const counts = `${formatCount(scanned)} pages scanned, ${formatCount(freed)} freed`;
	say(`full scan ${formatCount(ksm.fullScans)} ended: ${counts}`, 'full_scan');
}

/** Pages scanned and freed in the full scan that ended last. */
function lastFullScan({machine}: SimulatedRun): {scanned: number; freed: number} {
	const fields = lastEvent(machine.events, 'full_scan')?.fields;
	return {scanned: fields?.pages_scanned ?? 0, freed: fields?.freed_pages ?? 0};
}

// The story of a session as it happens: what is worth a line when it happens (the end of a full scan, the first remap),
// and one or two lines about what goes on right now. Sentences are made from numbers, nothing is scripted.

import {PAGE_BYTES} from '../core/index.js';
import {formatBytes, formatCount, formatDuration} from '../scenario/units.js';
import {keepLast} from './run-timeline-entry.js';
import type {RunState} from './run-state.js';
import type {StoryEvent} from './notes.js';
import type {SessionState} from './state.js';

const STORY_KEPT = 256;
/** How far back an equal line of another run is looked for: lines, and simulated time. What ksmd costs differs a little between kernels. */
const LOOK_BACK = 16;
export const SAME_MOMENT_NS = 100_000_000;

/** Adds a line. Equal lines of several runs become one, of "AB", or of "all". */
function tell(state: SessionState, run: RunState, text: string, kind: StoryEvent['kind']): void {
	const {story} = state.narration;
	for (let i = story.length - 1; i >= Math.max(0, story.length - LOOK_BACK); i--) {
		const known = story[i];
		if (known.text !== text || known.letter.includes(run.letter) || known.letter === 'all') continue;
		if (run.machine.nowNs - known.timeNs > SAME_MOMENT_NS) break;
		const letters = [...known.letter, run.letter].sort().join('');
		story[i] = {...known, letter: letters.length === state.runs.length ? 'all' : letters};
		return;
	}
	const letter = state.runs.length === 1 ? 'all' : run.letter;
	keepLast(story, {timeNs: run.machine.nowNs, letter, text, kind}, STORY_KEPT);
}

function once(state: SessionState, run: RunState, what: string): boolean {
	const key = `${run.letter}:${what}`;
	if (state.narration.toldOnce.has(key)) return false;
	state.narration.toldOnce.add(key);
	return true;
}

/** Tells what a wakeup that just ended brought. */
export function narrateWakeup(state: SessionState, run: RunState, fullScanEnded: boolean): void {
	const {ksm, ledger} = run.machine;
	const {freedPages, splitRemapBy} = ledger;
	const {thread} = ksm;
	if (splitRemapBy.ksmd > 0 && once(state, run, 'remap'))
		tell(
			state,
			run,
			`ksmd split its first THP for the zeropage: ${formatCount(splitRemapBy.ksmd)} pages freed so, in no KSM counter`,
			'split',
		);
	if (freedPages.ksm_merge > 0 && once(state, run, 'merge'))
		tell(state, run, `first merge, in full scan ${ksm.fullScansEver + (fullScanEnded ? 0 : 1)}`, 'merge_two');
	if (freedPages.ksm_zero_page > 0 && once(state, run, 'zero'))
		tell(state, run, 'first page merged with the zeropage by KSM', 'merge_zero');
	if (thread.lastFreed > thread.budget && once(state, run, 'over'))
		tell(
			state,
			run,
			`a wakeup freed ${formatCount(thread.lastFreed)} pages; pages_to_scan is ${formatCount(thread.budget)}`,
			'story',
		);
	if (!fullScanEnded) return;
	const {passScanned, passFreed} = lastPass(run);
	if (passScanned === 0) {
		if (once(state, run, 'empty'))
			tell(state, run, 'nothing left to scan: each wakeup now ends an empty full scan', 'story');
		return;
	}
	const counts = `${formatCount(passScanned)} pages scanned, ${formatCount(passFreed)} freed`;
	tell(state, run, `full scan ${formatCount(ksm.fullScans)} ended: ${counts}`, 'full_scan');
}

/** Pages scanned and freed in the full scan that ended last. */
function lastPass(run: RunState): {passScanned: number; passFreed: number} {
	const ring = run.machine.events.rings.full_scan;
	if (ring.count === 0) return {passScanned: 0, passFreed: 0};
	const at = (ring.count - 1) % ring.b.length;
	return {passScanned: ring.b[at], passFreed: ring.c[at]};
}

/** The run that freed the most beyond its budget in one wakeup, if any did. */
export function worstOffender(state: SessionState): RunState | undefined {
	let worst: RunState | undefined;
	for (const run of state.runs)
		if (run.worst && run.worst.pages > run.worst.budget && run.worst.pages > (worst?.worst?.pages ?? 0))
			worst = run;
	return worst;
}

/** "B mainline". */
export const nameOf = (run: RunState): string => `${run.letter} ${run.kernel.id}`;

/** A name that a line of 78 columns has room for. */
export const shorten = (text: string, columns = 78): string =>
	text.length <= columns ? text : `${text.slice(0, columns - 3)}...`;

function aboutOffender(run: RunState): string[] {
	const {ledger} = run.machine;
	const {freedPages, seenPages} = run.ksmSees();
	const wakeups = ledger.wakeupsOverBudget;
	const freed = formatBytes(freedPages * PAGE_BYTES);
	const seen = seenPages === 0 ? 'none' : `only ${formatBytes(seenPages * PAGE_BYTES)}`;
	return [
		`${nameOf(run)} freed ${freed}, ${wakeups} wakeup${wakeups === 1 ? '' : 's'} over budget: ${formatCount(run.worst?.pages ?? 0)} pages in one, pages_to_scan ${run.worst?.budget}.`,
		`KSM counted ${seen} of it: splits remapped zero subpages to the zeropage.`,
	];
}

/** See Session.storyLines. */
export function storyLines(state: SessionState): string[] {
	const going = state.runs.filter((run) => run.ended === null);
	const running = going.filter((run) => run.machine.knobs.run === 1);
	if (going.length === 0) return ['All runs have ended.'];
	const offender = worstOffender(state);
	if (offender) return aboutOffender(offender).map((line) => shorten(line));
	if (running.length === 0) {
		const unmerged = going.some((run) => run.machine.knobs.run === 2);
		return [
			unmerged
				? 'run is 2: ksmd stands still, all merged pages are unmerged.'
				: 'run is 0: ksmd stands still.',
		];
	}
	const passes = Math.min(...running.map((run) => run.machine.ksm.fullScansEver));
	if (
		running.every((run) => run.machine.ksm.thread.nextWakeNs === Infinity && run.machine.ksm.mms.length === 0)
	)
		return ['No process has mergeable memory: ksmd sleeps until one has.'];
	if (passes === 0) return ['Full scan 1: ksmd only takes checksums; no page can merge at first sight.'];
	return [aboutProgress(running[0], passes)].map((line) => shorten(line));
}

function aboutProgress(run: RunState, passes: number): string {
	const {freedPages, share} = run.ksmSees();
	const blocked = run.machine.ksm.searchesEndedAtStale;
	if (freedPages === 0) return `Full scan ${passes + 1}: nothing could be merged so far.`;
	const freed = formatBytes(freedPages * PAGE_BYTES);
	if (share !== null && share < 1)
		return `${nameOf(run)}: ksmd freed ${freed}, KSM's counters see ${Math.round(share * 100)} % of it.`;
	if (blocked > 0)
		return `${nameOf(run)}: ${formatCount(blocked)} searches ended at a stale item of the unstable tree.`;
	return `Full scan ${passes + 1}: ${freed} merged after ${formatDuration(run.machine.nowNs)}.`;
}

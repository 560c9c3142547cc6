// Carrying out an action, by its kind. What the kernel would refuse is refused with its errno and recorded as an event;
// what was done before the refusal stays done, as in the kernel.

import {complete, partOf, type Steps} from '../base/steps.js';
import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import {setMergeAny} from '../ksm/control/merge-any.js';
import {writeKnobInSteps} from './write-knob.js';
import type {Machine} from '../state/machine.js';
import {claimedPages, claimHostMemory} from '../mm/host-memory.js';
import {exitProcess} from '../mm/exit.js';
import {lockRange, pinRange, unpinRange} from '../mm/pin-mlock.js';
import {drainLruBatch} from '../mm/reclaim/lru-batch.js';
import {migrateRange} from '../mm/migrate.js';
import {unmapRange} from '../mm/vma/munmap.js';
import {reclaimPages} from '../mm/reclaim/reclaim.js';
import {collapseRange} from '../thp/collapse.js';
import {splitRange} from '../thp/debugfs-split.js';
import {dropCaches} from '../thp/drop-caches.js';
import {nextKhugepagedNs, runKhugepaged} from '../thp/khugepaged.js';
import type {Action, ActionResult} from './action.js';
import {addRegion, NoMemoryError, spawnInSteps} from './spawn.js';
import {madvise, processMadvise} from './madvise.js';
import {mprotectRange} from '../mm/vma/mprotect.js';
import {move} from './move.js';
import {execProcess, forkProcesses} from './processes.js';
import {processesNamed, reachOf, type Reach} from './targets.js';
import {readRange, writeRange} from './touch.js';

/** Does what `action` says, now. Throws a HostMemoryError, with nothing done, when the computer has not the memory to simulate it. */
export function* performInSteps(m: Machine, action: Action): Steps<ActionResult> {
	const result = yield* carryOut(m, action);
	// A refused write of a knob is recorded by writeKnobInSteps.
	if (result.errno !== undefined && action.do !== 'set')
		record(m, 'refused', processOfAction(action), action.do, result.errno);
	return result;
}

/** performInSteps in one go. */
export const perform = (m: Machine, action: Action): ActionResult => complete(performInSteps(m, action));

/** The process that an action names, as it names it; '' for none. */
function processOfAction(action: Action): string {
	if ('target' in action) return action.target.process ?? '';
	if (!('process' in action)) return '';
	return typeof action.process === 'string' ? action.process : action.process.name;
}

const done = (errno: Errno | undefined, pages = 0): ActionResult =>
	errno === undefined ? {pages} : {errno, pages};

function* carryOut(m: Machine, action: Action): Steps<ActionResult> {
	switch (action.do) {
		case 'set':
			return done(yield* writeKnobInSteps(m, action.knob, action.value));
		case 'mmap': {
			return yield* orNoMemory(function* () {
				const processes = processesNamed(m, action.process);
				const {name, pages} = action.region;
				claimHostMemory(m, `mmap of ${name} in ${action.process}`, {
					pages: claimedPages(pages) * processes.length,
					vmas: processes.length,
					processes: 0,
				});
				for (const [index, process] of processes.entries())
					yield* partOf(addRegion(m, process, action.region, 'fault'), index, processes.length);
			});
		}
		case 'start':
			return yield* orNoMemory(() => spawnInSteps(m, action.process));
		case 'fork':
			return yield* forkProcesses(m, action.process, action.name, action.count);
		case 'exec':
		case 'exit':
		case 'prctl':
			return yield* onProcesses(m, action);
		case 'pressure':
			return {pages: yield* reclaimPages(m, action.pages)};
		case 'drop_caches':
			return {pages: yield* dropCaches(m, action.what)};
		case 'lru_add_drain': {
			drainLruBatch(m);
			return {pages: 0};
		}
		case 'khugepaged_turn': {
			while (nextKhugepagedNs(m) <= m.nowNs) runKhugepaged(m);
			return {pages: 0};
		}
		default:
			return yield* onRanges(m, action);
	}
}

function* orNoMemory(attempt: () => Steps<unknown>): Steps<ActionResult> {
	try {
		yield* attempt();
		return {pages: 0};
	} catch (error) {
		if (error instanceof NoMemoryError) return {errno: 'ENOMEM', pages: 0};
		throw error;
	}
}

function* onProcesses(m: Machine, action: Action & {do: 'exec' | 'exit' | 'prctl'}): Steps<ActionResult> {
	const processes = processesNamed(m, action.process);
	if (processes.length === 0) return {errno: 'ENOENT', pages: 0};
	let errno: Errno | undefined;
	for (const [index, process] of processes.entries()) {
		yield index / processes.length;
		if (action.do === 'prctl') errno ??= yield* setMergeAny(m, process, action.mergeAny);
		else if (action.do === 'exec') yield* execProcess(m, process);
		else yield* exitProcess(m, process);
		record(m, 'process', process.id, didOf(action));
	}
	return done(errno);
}

function didOf(action: Action & {do: 'exec' | 'exit' | 'prctl'}): string {
	if (action.do === 'prctl') return `called prctl(PR_SET_MEMORY_MERGE, ${action.mergeAny ? 1 : 0})`;
	return action.do === 'exec' ? 'called exec' : 'exited';
}

type RangeAction = Extract<Action, {target: unknown}>;

function* onRanges(m: Machine, action: RangeAction): Steps<ActionResult> {
	const reaches = reachOf(m, action.target);
	if (reaches.length === 0) return {errno: 'ENOENT', pages: 0};
	let errno: Errno | undefined;
	let pages = 0;
	for (const [index, reach] of reaches.entries()) {
		const refused = yield* partOf(onRange(m, action, reach), index, reaches.length);
		errno ??= refused;
		pages += reach.to - reach.from;
	}
	return done(errno, pages);
}

function* onRange(m: Machine, action: RangeAction, reach: Reach): Steps<Errno | undefined> {
	const {process, from, to} = reach;
	switch (action.do) {
		case 'write':
			return yield* writeRange(m, reach, action.content(process.name));
		case 'read':
			return yield* readRange(m, reach);
		case 'munmap': {
			yield* unmapRange(m, process, from, to, 'discard');
			return undefined;
		}
		case 'mremap':
			return yield* move(m, reach, action.to);
		case 'madvise':
			return yield* madvise(m, process, from, to, action.advice);
		case 'process_madvise':
			return yield* processMadvise(m, process, from, to, action.advice);
		case 'mprotect':
			return yield* mprotectRange(m, process, from, to, action.protection);
		case 'collapse':
			return yield* collapseRange(m, process, from, to);
		case 'migrate':
			return yield* migrateRange(m, process, from, to, action.node);
		case 'split': {
			yield* splitRange(m, process, from, to);
			return undefined;
		}
		case 'pin':
			return yield* pinRange(m, process, from, to);
		case 'unpin':
			return yield* unpinRange(m, process, from, to);
		default:
			return yield* lockRange(m, process, from, to, action.do === 'mlock');
	}
}

// Carrying out an action. What the kernel would refuse is refused with its errno and recorded as an event; what was done
// before the refusal stays done, as it would.

import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import {setMergeAny} from '../ksm/merge-any.js';
import {writeKnob} from './write-knob.js';
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
import type {Action, ActionResult} from './action.js';
import {addRegion, NoMemoryError, spawn} from './spawn.js';
import {madvise, processMadvise} from './madvise.js';
import {mprotectRange} from '../mm/vma/mprotect.js';
import {move} from './move.js';
import {execProcess, forkProcesses} from './processes.js';
import {processesNamed, reachOf, type Reach} from './targets.js';
import {readRange, writeRange} from './touch.js';

/** Does what `action` says, now. Throws a HostMemoryError, with nothing done, when the computer has not the memory to simulate it. */
export function perform(m: Machine, action: Action): ActionResult {
	const result = carryOut(m, action);
	// A knob that refuses its value says so itself.
	if (result.errno !== undefined && action.do !== 'set')
		record(m, 'refused', processOfAction(action), action.do, result.errno);
	return result;
}

/** The process that an action names, as it names it; '' for none. */
function processOfAction(action: Action): string {
	if ('target' in action) return action.target.process ?? '';
	if (!('process' in action)) return '';
	return typeof action.process === 'string' ? action.process : action.process.name;
}

const done = (errno: Errno | undefined, pages = 0): ActionResult =>
	errno === undefined ? {pages} : {errno, pages};

function carryOut(m: Machine, action: Action): ActionResult {
	switch (action.do) {
		case 'set': {
			return done(writeKnob(m, action.knob, action.value));
		}
		case 'mmap': {
			return orNoMemory(() => {
				const processes = processesNamed(m, action.process);
				const {name, pages} = action.region;
				claimHostMemory(m, `mmap of ${name} in ${action.process}`, {
					pages: claimedPages(pages) * processes.length,
					vmas: processes.length,
					processes: 0,
				});
				for (const process of processes) addRegion(m, process, action.region, 'fault');
			});
		}
		case 'start': {
			return orNoMemory(() => spawn(m, action.process));
		}
		case 'fork': {
			return forkProcesses(m, action.process, action.name, action.count);
		}
		case 'exec':
		case 'exit':
		case 'prctl': {
			return onProcesses(m, action);
		}
		case 'pressure': {
			return {pages: reclaimPages(m, action.pages)};
		}
		case 'drop_caches': {
			return {pages: dropCaches(m, action.what)};
		}
		case 'lru_add_drain': {
			drainLruBatch(m);
			return {pages: 0};
		}
		default: {
			return onRanges(m, action);
		}
	}
}

function orNoMemory(attempt: () => void): ActionResult {
	try {
		attempt();
		return {pages: 0};
	} catch (error) {
		if (error instanceof NoMemoryError) return {errno: 'ENOMEM', pages: 0};
		throw error;
	}
}

function onProcesses(m: Machine, action: Action & {do: 'exec' | 'exit' | 'prctl'}): ActionResult {
	const processes = processesNamed(m, action.process);
	if (processes.length === 0) return {errno: 'ENOENT', pages: 0};
	let errno: Errno | undefined;
	for (const process of processes) {
		if (action.do === 'prctl') errno ??= setMergeAny(m, process, action.mergeAny);
		else if (action.do === 'exec') execProcess(m, process);
		else exitProcess(m, process);
		record(m, 'process', process.id, didOf(action));
	}
	return done(errno);
}

function didOf(action: Action & {do: 'exec' | 'exit' | 'prctl'}): string {
	if (action.do === 'prctl') return `called prctl(PR_SET_MEMORY_MERGE, ${action.mergeAny ? 1 : 0})`;
	return action.do === 'exec' ? 'called exec' : 'exited';
}

type RangeAction = Extract<Action, {target: unknown}>;

function onRanges(m: Machine, action: RangeAction): ActionResult {
	const reaches = reachOf(m, action.target);
	if (reaches.length === 0) return {errno: 'ENOENT', pages: 0};
	let errno: Errno | undefined;
	let pages = 0;
	for (const reach of reaches) {
		const refused = onRange(m, action, reach);
		errno ??= refused;
		pages += reach.to - reach.from;
	}
	return done(errno, pages);
}

function onRange(m: Machine, action: RangeAction, reach: Reach): Errno | undefined {
	const {process, from, to} = reach;
	switch (action.do) {
		case 'write': {
			return writeRange(m, reach, action.content(process.name));
		}
		case 'read': {
			return readRange(m, reach);
		}
		case 'munmap': {
			unmapRange(m, process, from, to, 'discard');
			return undefined;
		}
		case 'mremap': {
			return move(m, reach, action.to);
		}
		case 'madvise': {
			return madvise(m, process, from, to, action.advice);
		}
		case 'process_madvise': {
			return processMadvise(m, process, from, to, action.advice);
		}
		case 'mprotect': {
			return mprotectRange(m, process, from, to, action.protection);
		}
		case 'collapse': {
			return collapseRange(m, process, from, to);
		}
		case 'migrate': {
			return migrateRange(m, process, from, to, action.node);
		}
		case 'split': {
			splitRange(m, process, from, to);
			return undefined;
		}
		case 'pin': {
			return pinRange(m, process, from, to);
		}
		case 'unpin': {
			return unpinRange(m, process, from, to);
		}
		default: {
			return lockRange(m, process, from, to, action.do === 'mlock');
		}
	}
}

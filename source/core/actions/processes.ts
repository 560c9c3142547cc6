// fork and exec (kernel/fork.c, copy_process; fs/exec.c, exec_mmap; include/linux/ksm.h, ksm_execve) of processes by
// their names. Host memory is claimed before the first child, so that a refusal leaves nothing half done. Threads, vfork
// and CLONE_VM are left out.

import {partOf, type Steps} from '../base/steps.js';
import {ksmEnter} from '../ksm/mm-list.js';
import {record} from '../events.js';
import {instanceNames} from '../base/instance-name.js';
import type {Machine} from '../state/machine.js';
import {exitProcess} from '../mm/exit.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {claimHostMemory} from '../mm/host-memory.js';
import {forkProcess} from '../mm/fork.js';
import {createProcess, type Process} from '../state/mm/process.js';
import type {ActionResult} from './action.js';
import {processesNamed} from './targets.js';

/** Forks the first process of that name `count` times; children are called `name`, or `name-1` and so on. */
export function* forkProcesses(
	m: Machine,
	parentName: string,
	name: string,
	count: number,
): Steps<ActionResult> {
	const parent = processesNamed(m, parentName)[0];
	if (parent === undefined) return {errno: 'ENOENT', pages: 0};
	const extentPages = parent.extents.reduce((sum, {ranges}) => sum + ranges * PAGES_PER_THP, 0);
	claimHostMemory(m, count === 1 ? `fork of ${parent.name}` : `${count} forks of ${parent.name}`, {
		pages: extentPages * count,
		vmas: parent.vmas.length * count,
		processes: count,
	});
	let pages = 0;
	for (const [index, childName] of instanceNames(name, count).entries()) {
		yield index / count;
		const child = yield* partOf(forkProcess(m, parent, childName), index, count);
		if (child === undefined) {
			yield* exitProcess(m, m.processes[m.processes.length - 1]);
			return {errno: 'ENOMEM', pages};
		}
		pages += child.rssAnonPages;
		record(m, 'process', parent.id, `forked ${childName}`);
	}
	return {pages};
}

/** Replaces a process's mm by an empty one; only MMF_VM_MERGE_ANY survives (ksm_execve). */
export function* execProcess(m: Machine, process: Process): Steps {
	yield* exitProcess(m, process);
	const fresh = createProcess(m.processes.length, process.name);
	m.processes.push(fresh);
	fresh.mergeAny = process.mergeAny;
	if (fresh.mergeAny) ksmEnter(m, fresh);
}

// What ksmtop host can read on this machine, for doctor, without taking a sample.

import {accessSync, constants, readdirSync, readFileSync} from 'node:fs';

const KSM = '/sys/kernel/mm/ksm';

const can = (path: string, mode: number): boolean => {
	try {
		accessSync(path, mode);
		return true;
	} catch {
		return false;
	}
};

/** Whether the ksm_stat of a process can be read: "self" for one's own processes, 1 for those of other users. */
function hasKsmStat(pid: string): boolean {
	try {
		readFileSync(`/proc/${pid}/ksm_stat`, 'utf8');
		return true;
	} catch {
		return false;
	}
}

/** Whether ksmd's thread is visible, which it is not in a container. */
function seesKsmd(): boolean {
	try {
		return readdirSync('/proc').some((name) => {
			try {
				return /^\d+$/.test(name) && readFileSync(`/proc/${name}/comm`, 'utf8') === 'ksmd\n';
			} catch {
				return false;
			}
		});
	} catch {
		return false;
	}
}

/** In a line: whether it works, what it would not see, and whether --write can do anything. */
export function hostSight(): string {
	if (!can(KSM, constants.R_OK)) return `does not work: there is no ${KSM}`;
	const processes = hasKsmStat('1')
		? 'all processes'
		: hasKsmStat('self')
			? 'your own processes only (all need root)'
			: 'no figures of processes (a kernel before 6.1, or none for you)';
	return [
		'works',
		processes,
		seesKsmd() ? "ksmd's CPU time" : 'no CPU time of ksmd (not visible here)',
		can(`${KSM}/run`, constants.W_OK) ? '--write can write knobs' : '--write needs root',
	].join(', ');
}

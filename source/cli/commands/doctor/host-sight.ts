// What ksmtop host would see on this machine, for doctor: found out without taking a sample.

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

/** Whether what KSM has of a process can be read: of one's own where `pid` is "self", of everybody's where it is 1. */
function hasKsmStat(pid: string): boolean {
	try {
		readFileSync(`/proc/${pid}/ksm_stat`, 'utf8');
		return true;
	} catch {
		return false;
	}
}

/** ksmd's thread, which a container does not show. */
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
			? 'your own processes only (root sees all)'
			: 'no figures of processes (a kernel before 6.1, or none for you)';
	return [
		'works',
		processes,
		seesKsmd() ? "ksmd's CPU time" : 'no CPU time of ksmd (it cannot be seen here)',
		can(`${KSM}/run`, constants.W_OK) ? '--write can write knobs' : '--write needs root',
	].join(', ');
}

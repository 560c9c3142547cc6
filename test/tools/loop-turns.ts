// Loaded into a program by --import: how long its event loop goes without turning, in CPU time of the main thread, so that
// other load on the machine does not matter. On SIGUSR2 it writes that to the file that LOOP_TURNS names.

import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {isMainThread} from 'node:worker_threads';

export interface LoopTurns {
	readonly turns: number;
	/** CPU ms from one turn to the next: half and 99 of 100 are below, and the longest five. */
	readonly median: number;
	readonly p99: number;
	readonly longest: readonly number[];
}

const file = process.env['LOOP_TURNS'];

/** CPU time of the main thread so far, ms. */
const cpuMs = (): number =>
	Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

if (isMainThread && file !== undefined) {
	const turns: number[] = [];
	let last = cpuMs();
	const turn = (): void => {
		const now = cpuMs();
		turns.push(now - last);
		last = now;
		setImmediate(turn).unref();
	};
	turn();
	process.on('SIGUSR2', () => {
		const sorted = turns.toSorted((one, other) => one - other);
		const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)];
		const seen: LoopTurns = {turns: turns.length, median: at(0.5), p99: at(0.99), longest: sorted.slice(-5)};
		writeFileSync(`${file}.part`, JSON.stringify(seen));
		renameSync(`${file}.part`, file);
	});
}

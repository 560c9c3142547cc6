// Loaded into a program by --import: how long its event loop went without turning, in CPU time of the main thread, so that
// other load on the machine does not matter. Written as a line of JSON to the file that LOOP_TURNS names when the program ends.

import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {isMainThread} from 'node:worker_threads';

const file = process.env['LOOP_TURNS'];

/** CPU time of the main thread so far, ms. */
const threadCpuMs = (): number =>
	Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

if (isMainThread && file !== undefined) {
	const turns: number[] = [];
	let last = threadCpuMs();
	const turn = (): void => {
		const now = threadCpuMs();
		turns.push(now - last);
		last = now;
		setImmediate(turn).unref();
	};
	turn();
	process.on('exit', () => {
		const sorted = turns.toSorted((one, other) => one - other);
		const at = (share: number): number =>
			sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
		writeFileSync(
			file,
			JSON.stringify({turns: turns.length, median: at(0.5), p99: at(0.99), longest: sorted.slice(-5)}),
		);
	});
}

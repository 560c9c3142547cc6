// A simulated day of a session as the live view keeps it: two kernels in lockstep, checkpoints for rewinding, events,
// rows and histories, and guests that write all the time. Prints speed and memory for every simulated hour, and ends with
// 1 if memory still grows or speed falls once all rings and logs are full. `node soak.js [hours]
// [checkpoints]`. With more checkpoints memory takes longer to settle: each in the end keeps 5000 rows of its own.

import process from 'node:process';
import {perform} from '../../source/core/index.js';
import type {Machine} from '../../source/core/index.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import {createSession} from '../../source/session/simulated-session.js';

const SCENARIO = `
name: soak
kernels: [before, mainline]
machine: {memory: 512MiB}
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 1000, run: 1}
processes:
  - name: guest
    count: 2
    regions:
      - {name: os, size: 24MiB, align: 2MiB, advice: [hugepage, mergeable], fill: {image: {name: os, size: 24MiB, rest: zero}}}
      - {name: heap, size: 8MiB, advice: [nohugepage, mergeable], fill: unique}
`;

const HOUR_NS = 3600e9;
/** Simulated time between two bursts of writes. */
const BURST_NS = 20e9;
const WORK_PER_CALL = 200_000;
const MIB = 1024 * 1024;
/** Hours after which everything that is bounded has reached its bound: the checkpoints are the last, as they spread out. */
const SETTLING_HOURS = 6;
const MOST_GROWTH = 1.1;

const hours = Number(process.argv[2] ?? 24);
const checkpoints = Number(process.argv[3] ?? 4);
const loaded = loadScenario(SCENARIO, 'soak.yaml');
if (!('scenario' in loaded)) throw new Error(JSON.stringify(loaded.problems));
const session = createSession(loaded.scenario, {until: null, checkpoints, every: 'pass'});

const cpuMs = (): number => {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
};

/** Memory that is really held: garbage is collected first where node allows it (--expose-gc). */
function heldMib(): number {
	(globalThis as {gc?: () => void}).gc?.();
	const {heapUsed, arrayBuffers} = process.memoryUsage();
	return (heapUsed + arrayBuffers) / MIB;
}

/** A guest writes some pages of its heap: mostly what others hold too, so that pages merge and are copied all day. */
function burst(round: number): void {
	const from = (round * 37) % 1900;
	const content = () => (page: number) => (round % 3 === 0 ? round * 64 + page : 1 + (page % 97));
	for (const {machine} of session.runs)
		perform(machine as unknown as Machine, {
			do: 'write',
			target: {region: 'heap', from, to: from + 64},
			content,
		});
}

const rows: Array<{cpu: number; mib: number}> = [];
console.log('hour   CPU s   held MiB   RSS MiB   full scans   wakeups');
for (let hour = 1, round = 0; hour <= hours; hour++) {
	const started = cpuMs();
	while (session.nowNs < hour * HOUR_NS) {
		const to = Math.min(session.nowNs + BURST_NS, hour * HOUR_NS);
		while (session.nowNs < to) session.advance(to, WORK_PER_CALL);
		burst(++round);
	}
	const cpu = (cpuMs() - started) / 1000;
	const mib = heldMib();
	rows.push({cpu, mib});
	const {ksm} = session.runs[0].machine;
	const figures = [cpu.toFixed(1), mib.toFixed(1), (process.memoryUsage().rss / MIB).toFixed(0)];
	console.log(
		[
			String(hour).padStart(4),
			...figures.map((figure, at) => figure.padStart([8, 11, 10][at])),
			String(ksm.fullScans).padStart(13),
			String(ksm.thread.wakeups).padStart(10),
		].join(''),
	);
}

const settled = rows.slice(SETTLING_HOURS);
if (settled.length > 1) {
	const half = Math.floor(settled.length / 2);
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const growth = (of: (row: {cpu: number; mib: number}) => number) =>
		mean(settled.slice(half).map(of)) / mean(settled.slice(0, half).map(of));
	const memory = growth(({mib}) => mib);
	const time = growth(({cpu}) => cpu);
	console.log(
		`second half against first, after ${SETTLING_HOURS} hours: memory ${memory.toFixed(3)}, time ${time.toFixed(3)}`,
	);
	if (memory > MOST_GROWTH) process.exitCode = 1;
}

// What tools/testing/selftests/mm/ksm_tests prints for its timed cases, so that scripts that read it can read a
// simulated run: size, time and speed, the counters of its debug option, then OK or Not OK.

import {PAGE_BYTES} from '../../core/index.js';
import type {RunReport} from './run-report.js';

const MIB = 1024 * 1024;
const SHOWN = [
	'pages_shared',
	'pages_sharing',
	'pages_unshared',
	'pages_volatile',
	'full_scans',
	'ksm_zero_pages',
];

const seconds = (ns: number): string => {
	const whole = Math.floor(ns / 1e9);
	return `${whole}.${String(Math.round(ns - whole * 1e9)).padStart(9, '0')}`;
};

/** Size: memory that the workload filled; time and speed: from ksmd's first wakeup until 90 % of what it freed was freed. */
export function kselftest(report: RunReport): string[] {
	const {counters, allocated_pages, rates} = report;
	const ns = rates.to_ns - rates.from_ns;
	const mib = (allocated_pages.fill * PAGE_BYTES) / MIB;
	const ok = report.expectations.every((expectation) => expectation.ok);
	return [
		`# kernel: ${report.kernel}`,
		`Total size:    ${Math.round(mib)} MiB`,
		`Total time:    ${seconds(ns)} s`,
		`Average speed:  ${((rates.freed_mb_s * 1e6) / MIB).toFixed(3)} MiB/s`,
		...SHOWN.map((name) => `${name.padEnd(17)}: ${counters[name]}`),
		ok ? 'OK' : 'Not OK',
	];
}

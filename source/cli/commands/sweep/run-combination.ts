// One combination of a sweep, run to its end in one go: what a worker thread does.

import type {Scenario} from '../../../scenario/scenario.js';
import {scoresOf} from '../../../report/scores.js';
import {runReport} from '../../../report/run-report.js';
import {freedByKsmd} from '../../../report/words.js';
import {assertInvariants} from '../../headless.js';
import type {Options} from '../../invocation.js';
import {kernelNamed, setUp, untilOf} from '../../setup.js';
import type {Combination} from './plan.js';
import type {CombinationResult} from './sweep-row.js';

/** Runs it; `options` as on the command line, its values win over --set. */
export function sweepOne(
	scenario: Scenario,
	combination: Combination,
	options: Options,
	version: string,
): CombinationResult {
	const {index, kernel: id, seed, values} = combination;
	const session = setUp(scenario, {
		kernels: [kernelNamed(scenario, id, '--kernels')],
		seed,
		sets: [...options.sets, ...values],
		until: untilOf(scenario, options),
		limitNs: options.limitNs,
	});
	session.advance(Infinity);
	while (!session.ended) if (session.advance(Infinity).stop?.reason === 'goal') break;
	assertInvariants(session);
	const [run] = session.runs;
	const report = runReport(session.scenario, run, session.runs, {version, samples: false, wakeupLog: false});
	const scores = scoresOf(run);
	const {counters, rates} = report;
	return {
		index,
		kernel: id,
		seed,
		knobs: Object.fromEntries(values.map(({name, value}) => [name, value])),
		ended_by: report.ended_by,
		time_ns: report.time_ns,
		wakeups: report.wakeups,
		full_scans: counters['full_scans'],
		pages_scanned: counters['pages_scanned'],
		pages_shared: counters['pages_shared'],
		pages_sharing: counters['pages_sharing'],
		ksm_zero_pages: counters['ksm_zero_pages'],
		freed_by_ksmd: freedByKsmd(report),
		split_remap: report.freed_pages.split_remap,
		freed_mb_s: rates.freed_mb_s,
		merged_mb_s: rates.merged_mb_s,
		ksmd_cpu_percent: rates.ksmd_cpu_percent,
		worst_wakeup_pages: scores.worst_wakeup_pages,
		wakeups_over_budget: report.wakeups_over_budget,
		ksm_sees: scores.ksm_sees,
		zero_pages_left: scores.zero_pages_left,
		fingerprint: report.fingerprint,
	};
}

// One combination of a sweep, all kernels side by side, run to the end without a pause: the work of a worker thread.

import type {ComparedRun, CompareReport} from '../../../report/session/compare-report.js';
import {compareReport} from '../../../report/session/compare-report.js';
import type {Scores} from '../../../report/session/scores.js';
import {freedByKsmd} from '../../../report/session/words.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {assertInvariants} from '../../headless/headless.js';
import type {Options} from '../../command-line/invocation.js';
import {kernelNamed, setUp, untilOf} from '../../setup/setup.js';
import {withValues, type Combination} from './plan.js';
import type {CombinationResult} from '../../../report/sweep/sweep-result.js';

/** Runs it, a row for each kernel; `options` as on the command line, its values win over --set. */
export function sweepOne(
	preset: Scenario,
	combination: Combination,
	options: Options,
	version: string,
): CombinationResult[] {
	const {kernels, seed, values} = combination;
	const scenario = withValues(preset, values);
	const session = setUp(scenario, {
		kernels: kernels.map((id) => kernelNamed(scenario, id, '--kernels')),
		seed,
		sets: [...options.sets, ...values.filter(({name}) => !Object.hasOwn(preset.params, name))],
		until: untilOf(scenario, options),
		limitNs: options.limitNs,
		forComparison: true,
	});
	session.advance(Infinity);
	while (!session.ended) if (session.advance(Infinity).stop?.reason === 'goal') break;
	assertInvariants(session);
	const report = compareReport(session, {version, samples: false, wakeupLog: false});
	return report.runs.map((run, i) => rowOf(combination, i, run, report.scores[i], report.common));
}

function rowOf(
	{index, kernels, seed, values}: Combination,
	place: number,
	report: ComparedRun,
	scores: Scores,
	common: CompareReport['common'],
): CombinationResult {
	const {counters, rates} = report;
	return {
		index: index * kernels.length + place,
		kernel: report.kernel,
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
		burst_mb_s: rates.burst_mb_s,
		time_to_90_percent_ns: scores.time_to_90_percent_ns,
		common,
		common_rates: report.common_rates,
		worst_wakeup_pages: scores.worst_wakeup_pages,
		wakeups_over_budget: report.wakeups_over_budget,
		max_freed_in_one_visit: report.max_freed_in_one_visit,
		longest_wakeup_ns: report.longest_wakeup_ns,
		ksm_sees: scores.ksm_sees,
		zero_pages_left: scores.zero_pages_left,
		fingerprint: report.fingerprint,
	};
}

// Sentences of the view about a watched machine, the most important first: warnings, what ksmd does, what no counter
// accounts for, what could not be read.

import {PAGE_BYTES} from '../../core/index.js';
import {formatBytes, formatCount, formatDuration} from '../../scenario/base/units.js';
import type {HostWatch} from '../watch/watch.js';

/** Over this much time it is said what ksmd does now. */
const RECENT_NS = 5_000_000_000;

const amount = (pages: number): string => formatBytes(pages * PAGE_BYTES);

function ksmdLine(watch: HostWatch): string[] {
	const {sample} = watch;
	const run = sample.knobs['run'];
	if (run === 2) return ['`run` is 2: ksmd is stopped and everything merged was unmerged.'];
	if (run !== 1) return ['`run` is 0: ksmd is stopped; what is merged stays merged.'];
	if (sample.processes.length === 0) return ['No process that can be read has mergeable memory.'];
	const rates = watch.recentRates(RECENT_NS);
	if (rates === null) return ['ksmd runs; rates come with the next sample.'];
	const known = (value: number, text: string): string[] => (Number.isNaN(value) ? [] : [text]);
	const parts = [
		...known(rates.scannedPagesS, `scanned ${formatCount(Math.round(rates.scannedPagesS))} pages/s`),
		...known(rates.mergedMbS, `merged ${formatCount(Number(rates.mergedMbS.toFixed(1)))} MB/s net`),
		...known(rates.splitsS, `${formatCount(Number(rates.splitsS.toFixed(1)))} THPs/s were split`),
	];
	return parts.length === 0
		? []
		: [
				`In the last ${formatDuration(Math.round((rates.toNs - rates.fromNs) / 1e8) * 1e8)} ksmd ${parts.join(', ')}.`,
			];
}

function unaccountedLine({ledger, mostRemappedPages, watchedProcesses}: HostWatch): string[] {
	if (ledger.unseenPages === 0) return [];
	const of =
		watchedProcesses === 1 ? 'one watched process' : `${formatCount(watchedProcesses)} watched processes`;
	return [
		`${amount(ledger.unseenPages)} left ${of} with no counter of KSM or swap rising: at most ${amount(mostRemappedPages)} by splits that remapped zero pages, the rest was given back.`,
	];
}

function unreadLine({sample: {counts, missing, ksmd}}: HostWatch): string[] {
	const refused = missing.filter(({why}) => why !== 'ENOENT');
	return [
		...(counts.readable < counts.all
			? [
					`KSM figures of ${formatCount(counts.readable)} of ${formatCount(counts.all)} processes can be read (${counts.errnos.join(', ')}).`,
				]
			: []),
		...(refused.length > 0
			? [`Not readable: ${refused.map(({file, why}) => `${file} (${why})`).join(', ')}.`]
			: []),
		...(ksmd === null ? ['ksmd itself cannot be seen: no CPU time.'] : []),
	];
}

/** Names stand between backticks. */
export function hostRemarks(watch: HostWatch): string[] {
	const nowNs = watch.sample.timeNs;
	const ago = (toNs: number): string =>
		toNs === nowNs ? '' : `${formatDuration(Math.round((nowNs - toNs) / 1e9) * 1e9)} ago: `;
	return [
		...watch.warnings.map(({headline, toNs}) => `\`WARNING\` ${ago(toNs)}${headline}`),
		...ksmdLine(watch),
		...unaccountedLine(watch),
		...unreadLine(watch),
		...watch.warnings.map(({details}) => details),
	];
}

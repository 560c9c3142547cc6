// A snapshot of this machine's own ksmd, as scripts read it: counters, knobs and figures of processes under the names of
// the other reports. What the kernel does not show is null or absent, never 0.

import type {KnobValue} from '../../core/index.js';
import {warningText} from '../../host/watch/fingerprint.js';
import type {HostProcess} from '../../host/sample/process.js';
import {MEMORY_LINES} from '../../host/sample/sample.js';
import type {HostRates, HostWatch} from '../../host/watch/watch.js';
import {rounded} from '../rounded.js';
import {SCHEMA} from '../session/run-report.js';

export interface HostRatesReport {
	readonly merged_mb_s: number | null;
	readonly scanned_pages_s: number | null;
	readonly thp_splits_s: number | null;
	readonly ksmd_cpu_percent: number | null;
	readonly ksmd_sleeps_s: number | null;
	readonly unseen_mb_s: number | null;
	readonly from_ns: number;
	readonly to_ns: number;
}

export interface HostReport {
	readonly schema: typeof SCHEMA;
	readonly ksmtop: string;
	readonly hostname: string;
	readonly release: string;
	/** UTC, ISO 8601. */
	readonly at: string;
	/** Since the first sample. */
	readonly time_ns: number;
	readonly page_bytes: number;
	readonly knobs: Readonly<Record<string, KnobValue>>;
	/** Since the machine was started; only those that this kernel has. */
	readonly counters: Readonly<Record<string, number>>;
	readonly memory: Readonly<Record<string, number>>;
	readonly ksmd: {
		readonly pid: number;
		readonly state: string;
		readonly cpu_ns: number | null;
		readonly sleeps: number | null;
	} | null;
	/** Since the sample before; null for the first one. */
	readonly rates: HostRatesReport | null;
	/** Pages freed since the first sample, at least; of splits nobody counts them. */
	readonly freed_pages: {
		readonly ksm_merge: number;
		readonly ksm_zero_page: number;
		readonly split_remap: null;
	};
	/** By which processes fell that no counter accounts for, and how much of it splits can have remapped at most. */
	readonly unseen: {
		readonly pages: number;
		readonly split_remap_at_most_pages: number;
		readonly processes_watched: number;
	};
	readonly processes: ReadonlyArray<Readonly<Record<string, number | string | boolean | null>>>;
	readonly processes_all: number;
	readonly processes_readable: number;
	readonly warnings: ReadonlyArray<{
		readonly kind: string;
		readonly text: string;
		readonly from_ns: number;
		readonly to_ns: number;
		readonly evidence: Readonly<Record<string, number>>;
	}>;
	readonly missing: ReadonlyArray<{readonly file: string; readonly why: string}>;
}

const known = (value: number): number | null => (Number.isFinite(value) ? rounded(value) : null);

function hostRatesReport(rates: HostRates | null): HostRatesReport | null {
	if (rates === null) return null;
	return {
		merged_mb_s: known(rates.mergedMbS),
		scanned_pages_s: known(rates.scannedPagesS),
		thp_splits_s: known(rates.splitsS),
		ksmd_cpu_percent: known(rates.ksmdCpuPercent),
		ksmd_sleeps_s: known(rates.sleepsS),
		unseen_mb_s: known(rates.unseenMbS),
		from_ns: rates.fromNs,
		to_ns: rates.toNs,
	};
}

const FLAGS = new Set(['ksm_merge_any', 'ksm_mergeable']);

function processReport({pid, comm, figures, savedBytes, isKernelsOwn, rollup}: HostProcess) {
	const own = [...figures].map(([name, value]) => [name, FLAGS.has(name) ? value === 1 : value] as const);
	return {
		pid,
		name: comm,
		saved_bytes: Number.isNaN(savedBytes) ? null : savedBytes,
		// Computed from the pages where the kernel is older than ksm_process_profit.
		saved_is_computed: !isKernelsOwn,
		...Object.fromEntries(own),
		rollup_time_ns: rollup?.timeNs ?? null,
	};
}

/** The watch as it stands after its newest sample. `version`: ksmtop's own. */
export function hostReport(watch: HostWatch, version: string): HostReport {
	const {sample, ledger} = watch;
	const memory = Object.entries(MEMORY_LINES).flatMap(([line, name]) => {
		const kb = sample.memory.get(line);
		return kb === undefined ? [] : [[name, kb * 1024] as const];
	});
	return {
		schema: SCHEMA,
		ksmtop: version,
		hostname: sample.hostname,
		release: sample.release,
		at: new Date(sample.wallMs).toISOString(),
		time_ns: sample.timeNs,
		page_bytes: sample.pageBytes,
		knobs: sample.knobs,
		counters: Object.fromEntries(sample.counters),
		memory: Object.fromEntries(memory),
		ksmd:
			sample.ksmd === null
				? null
				: {
						pid: sample.ksmd.pid,
						state: sample.ksmd.state,
						cpu_ns: sample.ksmd.cpuNs,
						sleeps: sample.ksmd.sleeps,
					},
		rates: hostRatesReport(watch.lastRates()),
		freed_pages: {ksm_merge: ledger.mergedPages, ksm_zero_page: ledger.zeroPages, split_remap: null},
		unseen: {
			pages: ledger.unseenPages,
			split_remap_at_most_pages: watch.mostRemappedPages,
			processes_watched: watch.watchedProcesses,
		},
		processes: sample.processes.map((process) => processReport(process)),
		processes_all: sample.counts.all,
		processes_readable: sample.counts.readable,
		warnings: watch.warnings.map((warning) => ({
			kind: warning.kind,
			text: warningText(warning),
			from_ns: warning.fromNs,
			to_ns: warning.toNs,
			evidence: warning.evidence,
		})),
		missing: sample.missing,
	};
}

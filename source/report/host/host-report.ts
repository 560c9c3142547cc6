// A snapshot of this machine's own ksmd, as scripts read it: counters, knobs and figures of processes under the names of
// the other reports. What the kernel does not show is null or absent, never 0.

import type {KnobValue} from '../../core/index.js';
import {warningText} from '../../host/watch/fingerprint.js';
import type {HostProcess} from '../../host/sample/process.js';
import {MEMORY_LINES} from '../../host/sample/sample.js';
import type {HostRates, HostWatch} from '../../host/watch/watch.js';
import {rounded} from '../rounded.js';
import {SCHEMA} from '../session/run-report.js';

/** Rates between two samples, from_ns to to_ns; MB are 10^6 bytes; null: this kernel does not show what it takes. */
export interface HostRatesReport {
	/** By which pages_sharing and ksm_zero_pages rose, as memory: MB/s that KSM freed, at least. */
	readonly merged_mb_s: number | null;
	/** By which pages_scanned rose, per second. */
	readonly scanned_pages_s: number | null;
	/** By which thp_split_page rose, per second. */
	readonly thp_splits_s: number | null;
	/** CPU time of ksmd, per cent of one CPU. */
	readonly ksmd_cpu_percent: number | null;
	/** Voluntary context switches of ksmd per second: wakeups, and waits for a lock. */
	readonly ksmd_sleeps_s: number | null;
	/** MB/s by which processes fell that no counter accounts for. */
	readonly unseen_mb_s: number | null;
	/** ns from the first sample to the one before. */
	readonly from_ns: number;
	/** ns from the first sample to this one. */
	readonly to_ns: number;
}

/** The JSON report of `ksmtop host`: one snapshot. */
export interface HostReport {
	/** Version of the JSON contract, as in run reports. */
	readonly schema: typeof SCHEMA;
	/** Version of ksmtop that made the report. */
	readonly ksmtop: string;
	/** /proc/sys/kernel/hostname; not yet sanitized. */
	readonly hostname: string;
	/** The running kernel, as uname -r. */
	readonly release: string;
	/** Wall-clock time of the sample: UTC, ISO 8601. */
	readonly at: string;
	/** ns since the first sample, by a monotonic clock. */
	readonly time_ns: number;
	/** Bytes of a page on this machine. */
	readonly page_bytes: number;
	/** By sysfs name, as in run reports; those that this kernel does not have are absent. */
	readonly knobs: Readonly<Record<string, KnobValue>>;
	/** Since boot, by sysfs or vmstat name; those that this kernel does not have are absent. */
	readonly counters: Readonly<Record<string, number>>;
	/** Lines of /proc/meminfo in bytes: total_bytes, free_bytes, available_bytes ... */
	readonly memory: Readonly<Record<string, number>>;
	/** The kernel thread; null where it cannot be seen, as in another pid namespace. cpu_ns and sleeps are since boot. */
	readonly ksmd: {
		readonly pid: number;
		readonly state: string;
		readonly cpu_ns: number | null;
		readonly sleeps: number | null;
	} | null;
	/** Since the sample before; null in the first snapshot. */
	readonly rates: HostRatesReport | null;
	/** Pages freed since the first sample, at least; split_remap is null, since no kernel counts it. */
	readonly freed_pages: {
		readonly ksm_merge: number;
		readonly ksm_zero_page: number;
		readonly split_remap: null;
	};
	/**
	 * Pages since the first sample by which watched processes fell that no counter accounts for, and how many of them
	 * splits can have remapped (512 to a split).
	 */
	readonly unseen: {
		readonly pages: number;
		readonly split_remap_at_most_pages: number;
		readonly processes_watched: number;
	};
	/** Those with mergeable memory or KSM pages, by what KSM saves for them; null: cannot be read. */
	readonly processes: ReadonlyArray<Readonly<Record<string, number | string | boolean | null>>>;
	/** Processes with memory of their own; kernel threads are not counted. */
	readonly processes_all: number;
	/** Those of them whose KSM figures could be read. */
	readonly processes_readable: number;
	/** Inferred from several counters together; the newest of each kind, with the window in ns since the first sample. */
	readonly warnings: ReadonlyArray<{
		readonly kind: string;
		readonly text: string;
		readonly from_ns: number;
		readonly to_ns: number;
		readonly evidence: Readonly<Record<string, number>>;
	}>;
	/** Files or lines that could not be read: an errno, or "not a number". */
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

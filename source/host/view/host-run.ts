// A watched machine as a run. What no kernel shows (single pages, what a split remapped, what a wakeup freed) is unknown,
// as is what this kernel does not show.

import type {KnobValue} from '../../core/index.js';
import {equalFigures} from '../../session/run/equal-figures.js';
import type {History} from '../../session/observers/history.js';
import {createRowKeeper, keepRow, keptRows, type KeptRows} from '../../session/observers/kept-rows.js';
import type {Rates} from '../../session/observers/rates.js';
import {rowOf, type Row} from '../../session/run/row.js';
import type {Run, RunEvent, RunProcess} from '../../session/run/run.js';
import {HostEvents} from './host-events.js';
import {createHostHistory, writeHostHistory} from './host-history.js';
import type {HostProcess} from '../sample/process.js';
import {MEMORY_LINES, type HostSample} from '../sample/sample.js';
import {HostWatch, type HostRates} from '../watch/watch.js';

/** Figures of a process by the names of reports. */
const PROCESS_FIGURES = [
	'rss_anon_pages',
	'anon_huge_pages',
	'swap_pages',
	'ksm_rmap_items',
	'ksm_zero_pages',
	'ksm_merging_pages',
] as const;

const flag = (value: number | undefined): boolean | undefined =>
	value === undefined ? undefined : value > 0;

function runProcess({pid, comm, figures, savedBytes}: HostProcess): RunProcess {
	const known = PROCESS_FIGURES.flatMap((name) => {
		const value = figures.get(name);
		return value === undefined ? [] : [[name, value] as const];
	});
	const flags = (['ksm_merge_any', 'ksm_mergeable'] as const).flatMap((name) => {
		const value = flag(figures.get(name));
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		id: pid,
		name: `${pid} ${comm}`,
		vmas: [],
		sizePages: figures.get('size_pages') ?? null,
		knownToKsmd: true,
		unsharedPages: null,
		report: {
			name: comm,
			...Object.fromEntries([...known, ...flags]),
			...(Number.isNaN(savedBytes) ? {} : {ksm_process_profit: savedBytes}),
		},
	};
}

/** memory.total_bytes and so on. */
function memoryFigure({memory}: HostSample, name: string): number | undefined {
	if (!name.startsWith('memory.')) return undefined;
	const line = Object.keys(MEMORY_LINES).find((key) => MEMORY_LINES[key] === name.slice('memory.'.length));
	const kb = line === undefined ? undefined : memory.get(line);
	return kb === undefined ? undefined : kb * 1024;
}

const UNKNOWN_RATES: Omit<HostRates, 'fromNs' | 'toNs'> = {
	mergedMbS: Number.NaN,
	scannedPagesS: Number.NaN,
	splitsS: Number.NaN,
	ksmdCpuPercent: Number.NaN,
	sleepsS: Number.NaN,
	unseenMbS: Number.NaN,
};

/** The machine from its first sample to its newest. Members of Run are documented there. */
export class HostRun implements Run {
	readonly letter = 'H';
	readonly ended = null;
	readonly forkedFrom = null;
	readonly pages = null;
	readonly worst = null;
	readonly history: History = createHostHistory();
	readonly watch = new HostWatch();
	readonly #events = new HostEvents();
	readonly #samples = createRowKeeper();
	readonly #passes = createRowKeeper();
	/** Knobs that were written since the newest sample. */
	#noted: Readonly<Record<string, KnobValue>> = {};

	/** `first`: the sample that it begins with. */
	constructor(first: HostSample) {
		this.take(first);
	}

	/** Takes a sample that is later than all before; returns the knobs that changed, in words. */
	take(sample: HostSample): string[] {
		const {watch} = this;
		this.#noted = {};
		const before = watch.hasSample ? watch.ledger : undefined;
		const changes = watch.take(sample);
		const row = this.row();
		keepRow(this.#samples, row);
		if (before !== undefined && watch.ledger.risen.full_scans > before.risen.full_scans)
			keepRow(this.#passes, row);
		writeHostHistory(this.history, sample, before, watch.ledger, (name) => this.figure(name));
		return this.#events.take(sample.timeNs, changes, before, watch.ledger);
	}

	get title(): string {
		return this.watch.sample.release;
	}

	get nowNs(): number {
		return this.watch.sample.timeNs;
	}

	figure(name: string): number | undefined {
		const {sample, ledger} = this.watch;
		const counter = sample.counters.get(name);
		if (counter !== undefined) return counter;
		const knob = this.knobs()[name];
		if (typeof knob === 'number') return knob;
		switch (name) {
			case 'time':
				return sample.timeNs;
			case 'pass':
				return sample.counters.get('full_scans');
			case 'wakeups':
				return sample.ksmd?.sleeps ?? undefined;
			case 'ksmd_cpu_ns':
				return sample.ksmd?.cpuNs ?? undefined;
			case 'freed_pages.ksm_merge':
				return sample.counters.has('pages_sharing') ? ledger.mergedPages : undefined;
			case 'freed_pages.ksm_zero_page':
				return sample.counters.has('ksm_zero_pages') ? ledger.zeroPages : undefined;
			case 'unmerged_pages':
				return ledger.unmergedPages;
			case 'cow_ksm_pages':
				return sample.counters.has('cow_ksm') ? ledger.risen.cow_ksm : undefined;
			case 'unaccounted_pages':
				return ledger.unseenPages;
			case 'split_remap_at_most_pages':
				return this.watch.mostRemappedPages;
			case 'rates.merged_mb_s':
				return this.rates().mergedMbS;
			case 'rates.ksmd_cpu_percent':
				return this.rates().ksmdCpuPercent;
			default:
				return memoryFigure(sample, name) ?? this.#processFigure(name);
		}
	}

	/** `<process>.<figure>`: the sum over the processes of that name. */
	#processFigure(name: string): number | undefined {
		const dot = name.lastIndexOf('.');
		if (dot <= 0) return undefined;
		const values = this.watch.sample.processes
			.filter(({comm}) => comm === name.slice(0, dot))
			.flatMap(({figures}) => figures.get(name.slice(dot + 1)) ?? []);
		return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
	}

	row(): Row {
		const [wakeups, pass] = ['wakeups', 'full_scans'].map((name) => this.figure(name) ?? Number.NaN);
		return rowOf({timeNs: this.nowNs, wakeups, pass}, (name) => this.figure(name));
	}

	knobs(): Readonly<Record<string, KnobValue>> {
		return {...this.watch.sample.knobs, ...this.#noted};
	}

	/** Shows `text` as the value of a knob that was just written, until the next sample shows the kernel's own. */
	noteKnob(name: string, text: string): void {
		const value = /^\d+$/.test(text) ? Number(text) : text;
		this.#noted = {...this.#noted, [name]: value};
	}

	/** No kernel shows where its cursor stands. */
	ksmd(): null {
		return null;
	}

	processes(): readonly RunProcess[] {
		return this.watch.sample.processes.map((process) => runProcess(process));
	}

	/** What ksmd freed in all is in no file. */
	ksmSees(): null {
		return null;
	}

	#ratesOf(rates: HostRates | null): Rates {
		const {mergedMbS, ksmdCpuPercent, fromNs, toNs} = rates ?? {
			...UNKNOWN_RATES,
			fromNs: this.nowNs,
			toNs: this.nowNs,
		};
		return {
			freedMbS: Number.NaN,
			mergedMbS,
			ksmdCpuPercent,
			freedPerWakeup: Number.NaN,
			fromNs,
			toNs,
			wakeups: ((rates?.sleepsS ?? Number.NaN) * (toNs - fromNs)) / 1e9,
		};
	}

	rates(): Rates {
		return this.#ratesOf(this.watch.allRates());
	}

	recentRates(spanNs: number): Rates {
		return this.#ratesOf(this.watch.recentRates(spanNs));
	}

	/** Rows of the samples before which a full scan had ended. */
	passes(): KeptRows {
		return keptRows(this.#passes);
	}

	samples(): KeptRows {
		return keptRows(this.#samples);
	}

	/** No kernel keeps one. */
	wakeupLog(): string {
		return '';
	}

	get lastEvent(): number {
		return this.#events.last;
	}

	eventsSince(since: number, most = Infinity): readonly RunEvent[] {
		return this.#events.since(since, most);
	}

	equals(other: Run): boolean {
		return equalFigures(this.row(), other.row());
	}
}

// A recording of a real kernel as a run: its figures at the row that is shown, its rows and charts up to there. What the
// kernel does not show is unknown: ksmd's cursor, events, and what was freed by what, unless it can be inferred.

import {KNOBS, PROCESS_FIGURES, type KnobValue} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import type {ChartId} from '../../scenario/watch.js';
import {createHistory, type History} from '../../session/observers/history.js';
import {createRowKeeper, keepRow, keptRows, type KeptRows} from '../../session/observers/kept-rows.js';
import {recentRates} from '../../session/observers/recent-rates.js';
import {nothingAt, ratesBetween, type RatePoint} from '../../session/observers/rates.js';
import {rowOf, type Row} from '../../session/run/row.js';
import type {KsmSees, Rates, Run, RunEnd, RunEvent, RunProcess, WorstWakeup} from '../../session/run/run.js';
import {COMPARED_COUNTERS, WHOLE_SYSTEM} from '../compared.js';
import type {ObservedProcess, ObservedRow, RecordingHeader} from '../recording.js';
import {INFERRED, inferredFigures, onlyKsmdFrees, pagesInUse} from './inferred.js';
import {chartRow, type OneWakeup} from './recorded-history.js';
import {RecordedPages} from './recorded-pages.js';

/** Charts that need to know what was freed by what. */
const LEDGER_CHARTS: ReadonlySet<ChartId> = new Set(['wakeup', 'freed', 'remapped', 'merged']);
const NO_FIGURES: ReadonlyMap<string, number> = new Map();
const KNOB_NAMES = new Set<string>(KNOBS.map(({name}) => name));

/** The release without what a distribution adds, as a name: "linux-6.18". */
const titleOf = ({release}: RecordingHeader): string => `linux-${/^\d+\.\d+/.exec(release)?.[0] ?? release}`;

/** A row and what is inferred from it. */
class ShownRow {
	readonly row: ObservedRow;
	readonly #inferred: ReadonlyMap<string, number>;

	constructor(row: ObservedRow, inferred: ReadonlyMap<string, number>) {
		this.row = row;
		this.#inferred = inferred;
	}

	get timeNs(): number {
		return this.row.timeNs;
	}
	get wakeups(): number {
		return this.row.wakeups;
	}

	figure(name: string): number | undefined {
		return this.#inferred.get(name) ?? this.row.figures.get(name);
	}
}

/** A recording up to the row that is shown. Members of Run are documented there. */
export class RecordedRun implements Run {
	readonly letter: string;
	readonly title: string;
	readonly forkedFrom = null;
	readonly inferred: ReadonlySet<string>;
	readonly history: History;
	readonly lastEvent = 0;
	ended: RunEnd | null = null;
	worst: WorstWakeup | null = null;
	readonly #isInferable: boolean;
	/** Pages are mapped by several processes: their sum says nothing. */
	readonly #sharesByFork: boolean;
	readonly #passes = createRowKeeper();
	readonly #knobs: Map<string, KnobValue>;
	#shown: ShownRow | null = null;
	#pages: RecordedPages | null = null;
	#peakPages = 0;
	#overBudget = 0;

	constructor(letter: string, header: RecordingHeader, scenario: Scenario, watched: Iterable<string>) {
		this.letter = letter;
		this.title = titleOf(header);
		this.#isInferable = onlyKsmdFrees(scenario);
		this.inferred = this.#isInferable ? INFERRED : new Set(['nr_anon_pages']);
		this.#sharesByFork = scenario.timeline.some(({actions}) =>
			actions.some((action) => action.do === 'fork'),
		);
		this.history = createHistory(watched, this.#isInferable ? new Set() : LEDGER_CHARTS);
		this.#knobs = new Map([...header.knobs].filter(([name]) => KNOB_NAMES.has(name)));
		if (header.sleepMs !== null) this.#knobs.set('sleep_millisecs', header.sleepMs);
	}

	/** Adds the next row and shows it. */
	show(row: ObservedRow): void {
		const before = this.#shown;
		for (const [name, value] of row.knobs) if (KNOB_NAMES.has(name)) this.#knobs.set(name, value);
		this.#peakPages = Math.max(this.#peakPages, pagesInUse(row));
		const wakeup = this.#isInferable ? this.#oneWakeup(row, before?.row ?? null) : null;
		if (wakeup !== null) this.#noteWakeup(row, wakeup);
		const inferred = this.#infer(row);
		this.#shown = new ShownRow(row, inferred);
		if (row.processes.some(({pages}) => pages !== undefined)) this.#pages = new RecordedPages(row.processes);
		chartRow(this.history, this.#shown, before, wakeup);
		if (row.isFullScan) keepRow(this.#passes, this.row());
	}

	#infer(row: ObservedRow): ReadonlyMap<string, number> {
		if (this.#isInferable) return inferredFigures(row, this.#peakPages);
		return this.#sharesByFork ? NO_FIGURES : new Map([['nr_anon_pages', pagesInUse(row)]]);
	}

	/** What ksmd freed in the row's wakeup, if the row before was that of the wakeup before. */
	#oneWakeup(row: ObservedRow, before: ObservedRow | null): OneWakeup | null {
		if (before === null || row.wakeups !== before.wakeups + 1) return null;
		return {
			freedPages: Math.max(0, pagesInUse(before) - pagesInUse(row)),
			budget: Number(this.#knobs.get('pages_to_scan') ?? 0),
		};
	}

	#noteWakeup({wakeups, timeNs}: ObservedRow, {freedPages, budget}: OneWakeup): void {
		if (freedPages > budget) this.#overBudget++;
		if (freedPages > (this.worst?.pages ?? 0))
			this.worst = {pages: freedPages, budget, wakeup: wakeups, timeNs};
	}

	get nowNs(): number {
		return this.#shown?.timeNs ?? 0;
	}

	get pages(): RecordedPages | null {
		return this.#pages;
	}

	figure(name: string): number | undefined {
		if (name === 'time') return this.nowNs;
		if (name === 'wakeups') return this.#shown?.wakeups ?? 0;
		if (name === 'pass') return this.#shown?.row.pass ?? 0;
		if (this.#isInferable && name === 'max_freed_in_one_wakeup') return this.worst?.pages ?? 0;
		if (this.#isInferable && name === 'wakeups_over_budget') return this.#overBudget;
		// Of the whole system, where it is not inferred.
		if (name === 'nr_anon_pages' && this.#sharesByFork) return undefined;
		const known = this.#shown?.figure(name);
		if (known !== undefined) return known;
		const knob = this.#knobs.get(name);
		if (typeof knob === 'number') return knob;
		return this.#processFigure(name);
	}

	/** `<process>.<figure>`: the sum over the processes of that name. */
	#processFigure(name: string): number | undefined {
		const dot = name.lastIndexOf('.');
		if (dot <= 0) return undefined;
		const [process, figure] = [name.slice(0, dot), name.slice(dot + 1)];
		const meant = (this.#shown?.row.processes ?? []).filter(
			(one) =>
				one.name === process ||
				(one.name.startsWith(`${process}-`) && /^\d+$/.test(one.name.slice(process.length + 1))),
		);
		const values = meant.map(({figures}) => figures.get(figure) ?? Number.NaN);
		const sum = values.reduce((total, value) => total + value, 0);
		return values.length === 0 || Number.isNaN(sum) ? undefined : sum;
	}

	row(): Row {
		const {wakeups, row} = this.#shown ?? {wakeups: 0};
		return rowOf({timeNs: this.nowNs, wakeups, pass: row?.pass ?? 0}, (name) => this.figure(name));
	}

	knobs(): Readonly<Record<string, KnobValue>> {
		return Object.fromEntries(this.#knobs);
	}

	ksmd(): null {
		return null;
	}

	processes(): readonly RunProcess[] {
		return (this.#shown?.row.processes ?? []).map((process, id) => this.#processOf(process, id));
	}

	#processOf({name, figures}: ObservedProcess, id: number): RunProcess {
		const vmas = this.#pages?.vmasOf(name) ?? [];
		const own = Object.entries(PROCESS_FIGURES).flatMap(([figure, {unit}]) => {
			const value = figures.get(figure);
			return value === undefined ? [] : [[figure, unit === 'yes or no' ? value === 1 : value]];
		});
		return {
			id,
			name,
			vmas,
			sizePages: vmas.length === 0 ? null : vmas.reduce((sum, {start, end}) => sum + end - start, 0),
			knownToKsmd: null,
			unsharedPages: null,
			report: {name, ...Object.fromEntries(own)},
		};
	}

	ksmSees(): KsmSees | null {
		if (!this.#isInferable || this.#shown === null) return null;
		const figure = (name: string): number => this.figure(`freed_pages.${name}`) ?? 0;
		const seenPages = figure('ksm_merge') + figure('ksm_zero_page');
		const freedPages = seenPages + figure('split_remap');
		return {freedPages, seenPages, share: freedPages > 0 ? seenPages / freedPages : null};
	}

	rates(): Rates {
		return this.#known(ratesBetween(nothingAt(0), this.#ratePoint()));
	}

	recentRates(spanNs: number): Rates {
		return this.#known(recentRates(this.history, this.nowNs, spanNs));
	}

	/** Without the rates that need to know what freed the pages. */
	#known(rates: Rates): Rates {
		return this.#isInferable
			? rates
			: {...rates, freedMbS: Number.NaN, mergedMbS: Number.NaN, freedPerWakeup: Number.NaN};
	}

	#ratePoint(): RatePoint {
		const sees = this.ksmSees();
		return {
			timeNs: this.nowNs,
			freedPages: sees?.freedPages ?? 0,
			mergedPages: sees?.seenPages ?? 0,
			cpuNs: this.figure('ksmd_cpu_ns') ?? 0,
			wakeups: this.figure('wakeups') ?? 0,
		};
	}

	passes(): KeptRows {
		return keptRows(this.#passes);
	}

	samples(): KeptRows {
		return {rows: [], leftOut: 0};
	}

	wakeupLog(): string {
		return '';
	}

	eventsSince(): readonly RunEvent[] {
		return [];
	}

	/** Equal in all figures that a recording is compared in. */
	equals(other: Run): boolean {
		return COMPARED_COUNTERS.every((name) => {
			const seen = this.#shown?.row.figures.get(name);
			return WHOLE_SYSTEM.has(name) || seen === undefined || other.figure(name) === seen;
		});
	}
}

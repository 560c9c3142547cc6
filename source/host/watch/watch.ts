// The state of a watched machine: its newest sample, the sums since watching began, and the warnings. Bounded, however
// long it is watched.

import type {KnobValue} from '../../core/index.js';
import {findWarnings, markOf, type Mark, type Warning} from './fingerprint.js';
import {LedgerBook, mostRemapped, type Backwards, type HostLedger} from './ledger.js';
import type {HostSample} from '../sample/sample.js';

/** Marks of samples that are kept: an hour of seconds. */
const MARKS_KEPT = 3600;
/** The pages of the model, of its fingerprint, and of THPs of 512 pages. */
const KNOWN_PAGE_BYTES = 4096;

/** What differs between a sample and the one before. */
export interface Changes {
	/** Knobs whose value changed; undefined: it could not be read. */
	readonly knobs: ReadonlyArray<{
		readonly name: string;
		readonly before: KnobValue | undefined;
		readonly now: KnobValue | undefined;
	}>;
	/** Counters that were reset. */
	readonly backwards: readonly Backwards[];
}

/** Rates between two samples. MB = 10^6 bytes. */
export interface HostRates {
	/** Rises of pages_sharing and ksm_zero_pages: what KSM freed, at least. */
	readonly mergedMbS: number;
	/** pages_scanned per second. */
	readonly scannedPagesS: number;
	/** thp_split_page per second, of the whole system. */
	readonly splitsS: number;
	/** ksmd's CPU time, 100 is one CPU all the time. */
	readonly ksmdCpuPercent: number;
	/** How often ksmd went to sleep, per second: about its wakeups. */
	readonly sleepsS: number;
	/** What left the watched processes without a counter to account for it. */
	readonly unseenMbS: number;
	/** Begin of the time, on the clock of the samples. */
	readonly fromNs: number;
	/** End of the time. */
	readonly toNs: number;
}

const MB = 1e6;

/** The rates between two ledgers. A rate is NaN where `sample` lacks what it is made of, or no time passed. */
export function ratesBetween(from: HostLedger, to: HostLedger, sample: HostSample): HostRates {
	const ns = to.timeNs - from.timeNs;
	const has = (...names: string[]): boolean => names.every((name) => sample.counters.has(name));
	const perSecond = (amount: number, isKnown: boolean): number =>
		ns > 0 && isKnown ? (amount * 1e9) / ns : Number.NaN;
	const merged = to.mergedPages + to.zeroPages - from.mergedPages - from.zeroPages;
	const thread = sample.ksmd;
	return {
		mergedMbS: perSecond((merged * sample.pageBytes) / MB, has('pages_sharing')),
		scannedPagesS: perSecond(to.risen.pages_scanned - from.risen.pages_scanned, has('pages_scanned')),
		splitsS: perSecond(to.risen.thp_split_page - from.risen.thp_split_page, has('thp_split_page')),
		ksmdCpuPercent: perSecond(((to.cpuNs - from.cpuNs) * 100) / 1e9, (thread?.cpuNs ?? null) !== null),
		sleepsS: perSecond(to.sleeps - from.sleeps, (thread?.sleeps ?? null) !== null),
		unseenMbS: perSecond(
			((to.unseenPages - from.unseenPages) * sample.pageBytes) / MB,
			sample.processes.some(({rollup}) => rollup !== null),
		),
		fromNs: from.timeNs,
		toNs: to.timeNs,
	};
}

/** Takes samples; all else answers for those that were taken. */
export class HostWatch {
	readonly #book = new LedgerBook();
	readonly #marks: Mark[] = [];
	#warnings: readonly Warning[] = [];
	#newest: HostSample | undefined;
	#first: HostLedger | undefined;
	#previous: HostLedger | undefined;

	/** Takes a sample that is later than all before. */
	take(sample: HostSample): Changes {
		const before = this.#newest;
		this.#previous = this.#newest === undefined ? undefined : this.#book.ledger;
		this.#newest = sample;
		const backwards = this.#book.take(sample);
		this.#first ??= this.#book.ledger;
		this.#marks.push(markOf(sample, this.#book.ledger));
		if (this.#marks.length > MARKS_KEPT) this.#marks.shift();
		if (sample.pageBytes === KNOWN_PAGE_BYTES) this.#remember(findWarnings(this.#marks));
		const names = new Set([...Object.keys(before?.knobs ?? {}), ...Object.keys(sample.knobs)]);
		const knobs =
			before === undefined
				? []
				: [...names]
						.map((name) => ({name, before: before.knobs[name], now: sample.knobs[name]}))
						.filter((knob) => knob.before !== knob.now);
		return {knobs, backwards};
	}

	/** Keeps the newest of each kind: a burst is over within seconds. */
	#remember(found: readonly Warning[]): void {
		const old = this.#warnings.filter(({kind}) => !found.some((warning) => warning.kind === kind));
		this.#warnings = [...found, ...old];
	}

	/** False before the first sample. */
	get hasSample(): boolean {
		return this.#newest !== undefined;
	}

	/** The newest sample. Throws before the first. */
	get sample(): HostSample {
		if (this.#newest === undefined) throw new RangeError('no sample was taken yet');
		return this.#newest;
	}

	/** Sums since watching began. */
	get ledger(): HostLedger {
		return this.#book.ledger;
	}

	/** Processes whose memory is watched for falls. */
	get watchedProcesses(): number {
		return this.#book.watchedProcesses;
	}

	/** See mostRemapped. */
	get mostRemappedPages(): number {
		return mostRemapped(this.ledger);
	}

	/** The newest of each kind, those of this sample first. */
	get warnings(): readonly Warning[] {
		return this.#warnings;
	}

	/** Since the sample before; null after the first one. */
	lastRates(): HostRates | null {
		return this.#previous === undefined ? null : ratesBetween(this.#previous, this.ledger, this.sample);
	}

	/** Since watching began; null after the first sample. */
	allRates(): HostRates | null {
		const first = this.#first;
		return first === undefined || first === this.ledger
			? null
			: ratesBetween(first, this.ledger, this.sample);
	}

	/** Over at least `spanNs`, as far back as the marks go; null after the first sample. */
	recentRates(spanNs: number): HostRates | null {
		const {ledger} = this;
		// Samples come a little sooner or later than they are due.
		const leastNs = spanNs * 0.9;
		const mark =
			this.#marks.findLast((one) => ledger.timeNs - one.ledger.timeNs >= leastNs) ?? this.#marks[0];
		return mark.ledger === ledger ? null : ratesBetween(mark.ledger, ledger, this.sample);
	}
}

// What happened to memory since watching began, as far as the kernel shows it. Sums over samples: what rises and falls
// again between two of them is not seen, so that each is a lower bound.

import {PAGES_PER_THP} from '../../core/index.js';
import {Falls} from './falls.js';
import type {HostSample} from '../sample/sample.js';

/** Counters that only rise; what they rose by since watching began. */
const RISING = [
	'full_scans',
	'pages_scanned',
	'pages_skipped',
	'thp_split_page',
	'thp_split_page_failed',
	'thp_underused_split_page',
	'thp_deferred_split_page',
	'thp_collapse_alloc',
	'cow_ksm',
	'pswpout',
] as const;
/** One of the counters that are summed. */
export type RisingCounter = (typeof RISING)[number];

/** Immutable; each sample makes a new one. */
export interface HostLedger {
	/** Of the newest sample in it. */
	readonly timeNs: number;
	/** Rises since watching began; a counter that this kernel does not have stays at 0. */
	readonly risen: Readonly<Record<RisingCounter, number>>;
	/** Rises of pages_sharing, net from sample to sample: pages that KSM freed by merging, at least. */
	readonly mergedPages: number;
	/** Rises of ksm_zero_pages, likewise. */
	readonly zeroPages: number;
	/** Falls of pages_sharing and ksm_zero_pages, likewise. */
	readonly unmergedPages: number;
	/** ksmd's CPU time, ns; 0 where it cannot be read. */
	readonly cpuNs: number;
	/** How often ksmd went to sleep; 0 where it cannot be read. */
	readonly sleeps: number;
	/** Pages that left the watched processes without a counter to account for them. */
	readonly unseenPages: number;
	/** Pages that left PMD-mapped THPs of the watched processes. */
	readonly hugeFallPages: number;
	/** How many processes had such a fall so far. */
	readonly fellProcesses: number;
}

/** Of unseenPages, the most that folio splits can have remapped: 512 in each. */
export const mostRemapped = ({unseenPages, risen}: HostLedger): number =>
	Math.min(unseenPages, risen.thp_split_page * PAGES_PER_THP);

/** A counter that fell though it only ever rises. */
export interface Backwards {
	/** A counter of sysfs or vmstat, or "ksmd's cpuNs", "ksmd's sleeps". */
	readonly name: string;
	/** In the sample before. */
	readonly before: number;
	/** In this sample. */
	readonly now: number;
}

const NOTHING_RISEN = Object.fromEntries(RISING.map((name) => [name, 0])) as Record<RisingCounter, number>;

/** How far a counter rose; what counts anew (full_scans after run=2, a machine that was started again) rose from 0. */
function rise(
	name: string,
	before: number | undefined,
	now: number | undefined,
	backwards: Backwards[],
): number {
	if (before === undefined || now === undefined) return 0;
	if (now >= before) return now - before;
	backwards.push({name, before, now});
	return now;
}

const level = (sample: HostSample, name: string): number => sample.counters.get(name) ?? Number.NaN;
const up = (from: number, to: number): number => (to > from ? to - from : 0);

/** Adds up samples, one after the other. */
export class LedgerBook {
	readonly #falls = new Falls();
	readonly #fell = new Set<string>();
	#before: HostSample | undefined;
	#ledger: HostLedger = {
		timeNs: 0,
		risen: NOTHING_RISEN,
		mergedPages: 0,
		zeroPages: 0,
		unmergedPages: 0,
		cpuNs: 0,
		sleeps: 0,
		unseenPages: 0,
		hugeFallPages: 0,
		fellProcesses: 0,
	};

	/** After the newest sample. */
	get ledger(): HostLedger {
		return this.#ledger;
	}

	/** Processes whose memory is watched for falls. */
	get watchedProcesses(): number {
		return this.#falls.watched;
	}

	/** Adds a sample that is later than all before; returns the counters that went backwards. */
	take(sample: HostSample): Backwards[] {
		const before = this.#before;
		this.#before = sample;
		const falls = this.#falls.take(sample.processes);
		for (const pid of falls.keys())
			this.#fell.add(`${pid} ${sample.processes.find((process) => process.pid === pid)?.startTicks ?? 0}`);
		const backwards: Backwards[] = [];
		const old = this.#ledger;
		if (before === undefined) {
			this.#ledger = {...old, timeNs: sample.timeNs};
			return backwards;
		}
		const risen = Object.fromEntries(
			RISING.map((name) => [
				name,
				old.risen[name] + rise(name, before.counters.get(name), sample.counters.get(name), backwards),
			]),
		) as Record<RisingCounter, number>;
		const sharing = [level(before, 'pages_sharing'), level(sample, 'pages_sharing')] as const;
		const zero = [level(before, 'ksm_zero_pages'), level(sample, 'ksm_zero_pages')] as const;
		const isSameThread = before.ksmd?.pid === sample.ksmd?.pid;
		const thread = (read: 'cpuNs' | 'sleeps'): number =>
			isSameThread
				? rise(
						`ksmd's ${read}`,
						before.ksmd?.[read] ?? undefined,
						sample.ksmd?.[read] ?? undefined,
						backwards,
					)
				: 0;
		this.#ledger = {
			timeNs: sample.timeNs,
			risen,
			mergedPages: old.mergedPages + up(...sharing),
			zeroPages: old.zeroPages + up(...zero),
			unmergedPages: old.unmergedPages + up(sharing[1], sharing[0]) + up(zero[1], zero[0]),
			cpuNs: old.cpuNs + thread('cpuNs'),
			sleeps: old.sleeps + thread('sleeps'),
			unseenPages: old.unseenPages + [...falls.values()].reduce((sum, {pages}) => sum + pages, 0),
			hugeFallPages: old.hugeFallPages + [...falls.values()].reduce((sum, {hugePages}) => sum + hugePages, 0),
			fellProcesses: this.#fell.size,
		};
		return backwards;
	}
}

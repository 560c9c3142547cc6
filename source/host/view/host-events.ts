// Events of a watched machine, inferred from two samples: full scans that ended, knobs that changed, counters that were
// reset.

import {formatCount} from '../../scenario/base/units.js';
import type {RunEvent} from '../../session/run/run.js';
import type {HostLedger} from '../watch/ledger.js';
import type {Changes} from '../watch/watch.js';

const KEPT = 1000;

/** The newest 1,000 events. */
export class HostEvents {
	#events: RunEvent[] = [];
	#last = 0;

	/** Number of the newest event; 0 before the first. */
	get last(): number {
		return this.#last;
	}

	/** Events after number `seq`, oldest first: the newest `most` of each kind. */
	since(seq: number, most: number): RunEvent[] {
		const fresh = this.#events.filter((event) => event.seq > seq);
		const left = new Map<string, number>();
		// The newest of each kind.
		return fresh
			.reverse()
			.filter(({kind}) => {
				const before = left.get(kind) ?? 0;
				left.set(kind, before + 1);
				return before < most;
			})
			.reverse();
	}

	/** Adds events for what changed in the sample at `timeNs`; returns the knobs that changed, in words. */
	take(timeNs: number, changes: Changes, before: HostLedger | undefined, now: HostLedger): string[] {
		const knobs = changes.knobs.map(
			({name, before: old, now: value}) => `${name} ${old ?? '-'} -> ${value ?? '-'}`,
		);
		for (const text of knobs) this.#add({timeNs, kind: 'knob', kernelName: 'sysfs_write', text});
		for (const {name, before: old, now: value} of changes.backwards)
			this.#add({
				timeNs,
				kind: 'unmerge',
				kernelName: name,
				text: `${name} was reset: ${formatCount(old)} -> ${formatCount(value)}${name === 'full_scans' ? ' (run=2)' : ''}`,
			});
		const risen = (name: keyof HostLedger['risen']): number => now.risen[name] - (before?.risen[name] ?? 0);
		const scans = before === undefined ? 0 : risen('full_scans');
		if (scans > 0) {
			const what = scans === 1 ? 'a full scan ended' : `${formatCount(scans)} full scans ended`;
			this.#add({
				timeNs,
				kind: 'full_scan',
				kernelName: 'ksm_stop_scan',
				text: `${what}: ${formatCount(risen('pages_scanned'))} pages scanned, ${formatCount(now.mergedPages + now.zeroPages - (before?.mergedPages ?? 0) - (before?.zeroPages ?? 0))} merged at least, ${formatCount(risen('thp_split_page'))} THPs split since the sample before`,
			});
		}
		return knobs;
	}

	#add(event: Pick<RunEvent, 'timeNs' | 'kind' | 'kernelName' | 'text'>): void {
		this.#events.push({...event, seq: ++this.#last, fields: {}, page: null});
		if (this.#events.length > KEPT) this.#events.shift();
	}
}

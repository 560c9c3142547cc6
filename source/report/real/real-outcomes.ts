// What the view of `ksmtop real` leaves on the normal screen: for each kernel shown, equal in every recorded row, or the
// first figure that differs, where, expected and seen.

import type {RecordingHeader} from '../../recording/recording.js';
import {differenceText, type Outcome} from '../../recording/view/sentences.js';
import {formatCount} from '../../scenario/base/units.js';

/** How far the recording came when the view was left. */
export interface RealEnding {
	/** exact or timed; timed recordings are not compared. */
	readonly mode: RecordingHeader['mode'];
	/** The recorded kernel, as uname -r. */
	readonly release: string;
	/** How the recording ended; null: the view was left before. */
	readonly endedBy: string | null;
	/** Full scans that were recorded. */
	readonly pass: number;
	/** Wakeups of ksmd that were recorded. */
	readonly wakeups: number;
}

function endLine({endedBy, release, pass, wakeups}: RealEnding): string {
	const where = `after full scan ${formatCount(pass)}, wakeup ${formatCount(wakeups)}`;
	if (endedBy === 'until' || endedBy === 'idle') return `R, Linux ${release}: whole, ended ${where}`;
	if (endedBy === null) return `R, Linux ${release}: left ${where}`;
	if (endedBy === 'limit') return `R, Linux ${release}: ended by its limit ${where}`;
	return `R, Linux ${release}: cut off ${where}`;
}

/** The lines that stay on the normal screen: how R ended, then one for each kernel that was shown. */
export function outcomeLines(ending: RealEnding, outcomes: readonly Outcome[]): string[] {
	const lines = [endLine(ending)];
	if (ending.mode === 'timed')
		return [
			...lines,
			'ksmd ran by its own timer (--timed): figures depend on the machine and were not compared',
		];
	for (const {run, held} of outcomes) {
		const [first] = held.differences;
		if (first === undefined && held.rows === 0) {
			lines.push(`R beside ${run.title}: nothing to compare`);
			continue;
		}
		lines.push(
			first === undefined
				? `R equals ${run.title}: ${formatCount(held.figures)} figures in ${held.rows === 1 ? 'one row' : `${formatCount(held.rows)} rows`}`
				: `R is not ${run.title}: ${differenceText(first, held.differences.length - 1)}`,
		);
	}
	return lines;
}

// Goal: the view's session over a recording keeps the model in step with it, judges row by row as the headless report
// does, and takes recordings that grow, break off or differ for what they are. Method: the kept recordings of a real 6.18,
// whole, handed over a line at a time, cut short and changed in one figure.

import {describe, expect, it} from 'vitest';
import {KERNELS} from '../../source/core/index.js';
import {RecordingReader} from '../../source/recording/recording.js';
import {RealSession, type RecordingFeed} from '../../source/recording/view/real-session.js';
import {outcomeLines} from '../../source/report/real/real-outcomes.js';
import {load} from '../scenario/load.js';
import {type Kept, keptRecordings} from '../support/kept-recording.js';

const kept = keptRecordings();
const named = (name: string): Kept => kept.find(({preset}) => preset.name === name) as Kept;

class Feed implements RecordingFeed {
	isOver = false;
	readonly #reader = new RecordingReader();

	add(...lines: readonly string[]): this {
		for (const line of lines) this.#reader.add(line);
		return this;
	}

	end(): this {
		this.isOver = true;
		return this;
	}

	recording() {
		return this.#reader.recording();
	}
}

const kernels = ['mainline', 'before'].flatMap((id) => KERNELS.filter((kernel) => kernel.id === id));

function sessionOf({preset}: Kept, feed: Feed): RealSession {
	return new RealSession({
		scenario: load(JSON.stringify(preset)),
		header: feed.recording().header,
		feed,
		kernels,
		kernelVersion: '6.18',
		followsPreset: true,
		checkpoints: 4,
	});
}

/** Lets it go on until it ends, or waits. */
function goOn(session: RealSession): string {
	for (let i = 0; i < 1_000_000; i++) {
		const {reason} = session.advance(Infinity, 5000);
		if (reason === 'ended' || reason === 'waiting') return reason;
	}
	throw new Error('it never ends');
}

const lines = ({recording}: Kept): string[] => recording.trimEnd().split('\n');
const whole = (one: Kept): RealSession => sessionOf(one, new Feed().add(...lines(one)).end());
const differencesOf = (session: RealSession) => session.outcomes().map(({held}) => held.differences);

describe('a whole recording', () => {
	it.each(kept.map((one) => [one.preset.name, one] as const))('%s equals mainline to its end', (_, one) => {
		const session = whole(one);
		expect(goOn(session)).toBe('ended');
		const [mainline] = session.outcomes();
		expect(mainline.held.differences).toEqual([]);
		// One of them ended before its first wakeup: nothing can be said then.
		const rows = lines(one).length - 2;
		expect(mainline.held.rows).toBeLessThanOrEqual(rows);
		expect(mainline.held.rows > 0).toBe(rows > 0);
		expect(session.reference.ended).toBe('until');
		expect(outcomeLines(session.ending, session.outcomes())[1]).toContain(
			rows > 0 ? 'R equals mainline' : 'nothing to compare',
		);
	});

	it('shows the figures of its last row', () => {
		const one = named('zero-pages-2000');
		const session = whole(one);
		goOn(session);
		const last = JSON.parse(lines(one).at(-1) ?? '') as {counters: Record<string, number>};
		for (const name of ['full_scans', 'pages_sharing', 'ksm_zero_pages', 'thp_split_page'])
			expect(session.reference.figure(name), name).toBe(last.counters[name]);
		expect(session.reference.figure('freed_pages.split_remap')).toBeUndefined();
		expect(session.reference.history.splits.reduce((sum, splits) => sum + splits, 0)).toBe(
			last.counters['thp_split_page'],
		);
	});

	it('goes back and comes to the same again', () => {
		const session = whole(named('knobs-2000'));
		goOn(session);
		const end = session.reference.row();
		const {rows} = session.outcomes()[0].held;
		session.rewindTo(3e8);
		expect(session.ended).toBe(false);
		expect(session.reference.nowNs).toBeLessThanOrEqual(3e8);
		expect(session.reference.figure('wakeups')).toBe(session.runs[0].figure('wakeups'));
		goOn(session);
		expect(session.reference.row()).toEqual(end);
		session.restart();
		goOn(session);
		expect(session.outcomes()[0].held.rows).toBe(rows);
		expect(differencesOf(session)[0]).toEqual([]);
	});

	it('is stepped row by row, and scan by scan', () => {
		const session = whole(named('writes-2000'));
		const step = (kind: 'wakeup' | 'pass'): void => {
			for (let result = session.step(kind); result.reason !== 'stop';) result = session.advance(Infinity);
		};
		step('wakeup');
		step('wakeup');
		expect(session.reference.figure('wakeups')).toBe(2);
		const before = session.reference.figure('pass') ?? 0;
		step('pass');
		expect(session.reference.figure('pass')).toBe(before + 1);
		expect(session.runs[0].figure('pass')).toBe(before + 1);
	});
});

it('never runs ahead of a recording that grows', () => {
	const one = named('processes-2000');
	const [header, ...rows] = lines(one);
	const feed = new Feed().add(header);
	const session = sessionOf(one, feed);
	expect(goOn(session)).toBe('waiting');
	for (const row of rows) {
		const {type, wakeups} = JSON.parse(row) as {type: string; wakeups: number};
		feed.add(row);
		expect(goOn(session)).toBe('waiting');
		if (type !== 'row') continue;
		expect(session.reference.figure('wakeups')).toBe(wakeups);
		expect(session.runs[0].figure('wakeups')).toBe(wakeups);
	}
	feed.end();
	expect(goOn(session)).toBe('ended');
	expect(differencesOf(session)[0]).toEqual([]);
});

it('says where a recording was cut off, and compares it up to there', () => {
	const one = named('moves-2000');
	const session = sessionOf(one, new Feed().add(...lines(one).slice(0, 20)).end());
	goOn(session);
	expect(session.reference.ended).toBe('cut off');
	expect(differencesOf(session)[0]).toEqual([]);
	const pass = session.reference.figure('pass');
	expect(outcomeLines(session.ending, session.outcomes())[0]).toContain(`cut off after full scan ${pass}`);
	expect(session.remarks()[0]).toContain('cut off');
});

it('finds the row and the figure in which a recording differs, and only from then on', () => {
	const one = named('zero-pages-2000');
	const changed = lines(one).map((line, i) => {
		const row = JSON.parse(line) as Record<string, number>;
		return i === 10 ? JSON.stringify({...row, pages_sharing: row['pages_sharing'] + 1}) : line;
	});
	const session = sessionOf(one, new Feed().add(...changed).end());
	goOn(session);
	const [[difference]] = differencesOf(session);
	const {wakeups, time_ns: timeNs} = JSON.parse(changed[10]) as Record<string, number>;
	expect(difference).toMatchObject({figure: 'pages_sharing', wakeups});
	expect(session.divergences()[0]).toMatchObject({a: 'R', b: 'A', counter: 'pages_sharing', timeNs});
	session.rewindTo(timeNs - 1);
	expect(differencesOf(session)[0]).toEqual([]);
});

it('draws the pages that a recording names, and says what of them is unknown', () => {
	const one = named('writes-2000');
	const row = {
		...(JSON.parse(lines(one)[1]) as object),
		processes: [
			{
				name: 'p0',
				anon_huge_pages: 512,
				ksm_zero_pages: 3,
				map: {r0: 'z3 k2 p3', r1: 'T512 s1 .511'},
				starts: {r0: 2 ** 36, r1: 2 ** 37},
			},
		],
	};
	const session = sessionOf(one, new Feed().add(lines(one)[0], JSON.stringify(row)).end());
	goOn(session);
	const {pages} = session.reference;
	const [{vmas, sizePages}] = session.reference.processes();
	expect(sizePages).toBe(8 + 1024);
	expect(vmas.map(({region, start}) => [region, start])).toEqual([
		['r0', 2 ** 24],
		['r1', 2 ** 25],
	]);
	const states = [0, 2, 3, 4, 5, 8, 519, 520, 521, 1031].map((index) => pages?.stateOf(index));
	expect(states).toEqual([
		'zero_ksm',
		'zero_ksm',
		'ksm',
		'ksm',
		'base',
		'thp',
		'thp',
		'swap',
		'none',
		'none',
	]);
});

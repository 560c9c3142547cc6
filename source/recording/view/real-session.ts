// The session of a preset on a real kernel: the model's kernels in exact mode, and beside them a recording. The recording
// may still be under way: simulated time then goes no further than its latest row, and the model waits. Both are compared
// row by row.

import type {HostLimits, Kernel, KernelVersion} from '../../core/index.js';
import {exactScenario, usesAdvisor} from '../../reproducer/exact.js';
import type {Scenario} from '../../scenario/scenario.js';
import type {
	Ability,
	AdvanceResult,
	Divergence,
	KnobWrite,
	Session,
	Subject,
	ViewedSession,
} from '../../session/session.js';
import type {RunEnd} from '../../session/run/run.js';
import {createSession} from '../../session/simulated-session.js';
import type {ObservedRow, Recording, RecordingHeader} from '../recording.js';
import {HeldAgainst} from './held-against.js';
import {RecordedRun} from './recorded-run.js';
import {outcomeSentences} from './sentences.js';

/** A recording that may still grow. */
export interface RecordingFeed {
	/** The rows so far. */
	recording(): Recording;
	/** Nothing more will come. */
	readonly isOver: boolean;
}

/** What a real session is created from. */
export interface RealSessionOptions {
	/** The preset that was recorded. */
	readonly scenario: Scenario;
	/** The first line of the recording. */
	readonly header: RecordingHeader;
	/** Its rows, as they come. */
	readonly feed: RecordingFeed;
	/** The simulated ones beside it, one run each. */
	readonly kernels: readonly Kernel[];
	/** The version whose rules the simulated kernels have. */
	readonly kernelVersion: KernelVersion;
	/** The preset's speeds and pauses are followed: of a finished recording, not of one under way. */
	readonly followsPreset: boolean;
	/** See SessionOptions.checkpoints. */
	readonly checkpoints: number;
	/** See SessionOptions.hostLimits. */
	readonly hostLimits?: HostLimits;
}

/** A day, simulated. */
const LIMIT_NS = 86_400e9;
const LETTER = 'R';

const CANNOT: Readonly<Partial<Record<Ability, string>>> = {
	step_page: 'a real kernel is seen at the end of wakeups only',
	run_until: 'a recording is stepped by s and S only',
	breakpoints: 'a recording has no breakpoints',
	knobs: 'a real kernel ran the preset as it is: its knobs cannot be turned here',
	fork: 'a real kernel cannot be forked',
	kernels: 'start again with --kernels to choose them',
	presets: 'the recording is of this preset',
	save: 'the recording itself is what there is to keep',
};

const WAITING: AdvanceResult = {reason: 'waiting', stop: null, viewer: null};

const ENDS: Readonly<Record<string, RunEnd>> = {
	until: 'until',
	limit: 'limit',
	idle: 'idle',
	interrupted: 'interrupted',
};

/** The real kernel is the last column, R. Members of ViewedSession are documented there. */
export class RealSession implements ViewedSession {
	readonly subject: Subject;
	readonly simulation = null;
	readonly #options: RealSessionOptions;
	readonly #model: Session;
	readonly #held: HeldAgainst;
	#real: RecordedRun;
	/** Rows that were taken for comparison, and rows that are shown. */
	#taken = 0;
	#shown = 0;
	#nowNs = 0;
	#goal: 'wakeup' | 'pass' | null = null;

	/** Throws what createSession throws. */
	constructor(options: RealSessionOptions) {
		const {scenario, header, kernels, kernelVersion, checkpoints, hostLimits} = options;
		const isExact = header.mode === 'exact';
		const countsWakeups = !usesAdvisor(scenario);
		this.#options = options;
		this.#held = new HeldAgainst(countsWakeups);
		this.#model = createSession(
			isExact
				? exactScenario(scenario, kernelVersion)
				: {...scenario, machine: {...scenario.machine, kernelVersion}},
			{
				kernels,
				checkpoints,
				limitNs: LIMIT_NS,
				...(hostLimits === undefined ? {} : {hostLimits}),
				...(isExact
					? {every: countsWakeups ? 'wakeup' : 'pass', onSample: (run, row) => this.#held.see(run, row)}
					: {}),
			},
		);
		this.#real = this.#createReal();
		const {name, about, watch, chart, hz} = this.#model.subject;
		this.subject = {name: `${name} on ${this.#real.title}`, about, watch, chart, hz, countsCpu: !isExact};
	}

	#createReal(): RecordedRun {
		const {header, scenario} = this.#options;
		const watched = this.#model.runs[0]?.history.watched.keys() ?? [];
		return new RecordedRun(LETTER, header, scenario, watched);
	}

	get runs() {
		return [...this.#model.runs, this.#real];
	}
	get reference() {
		return this.#real;
	}
	get nowNs() {
		return this.#nowNs;
	}
	get ended() {
		return this.#real.ended !== null;
	}
	get captions() {
		return this.#model.captions;
	}
	get marks() {
		return this.#model.marks;
	}
	get effects() {
		return this.#model.effects;
	}
	get requestedSpeed() {
		return this.#options.followsPreset ? this.#model.requestedSpeed : Infinity;
	}

	whyNot(ability: Ability): string | null {
		return CANNOT[ability] ?? null;
	}

	advance(toNs: number, workPages?: number): AdvanceResult {
		const {feed} = this.#options;
		const isOver = feed.isOver;
		const {rows} = feed.recording();
		for (; this.#taken < rows.length; this.#taken++) this.#held.expect(rows[this.#taken]);
		if (this.ended) return {reason: 'ended', stop: null, viewer: null};
		const next = rows[this.#shown] as ObservedRow | undefined;
		if (next === undefined && !isOver) return WAITING;
		const borderNs = next === undefined ? this.#endNs() : next.timeNs + this.#lagNs();
		const result = this.#advanceModel(Math.min(toNs, borderNs), workPages);
		if (this.#nowNs < borderNs) return result;
		if (next === undefined) return this.#finish();
		const stop = this.#show(next);
		return stop === null ? result : {reason: 'stop', stop, viewer: result.viewer};
	}

	/** Lets the model come to a time; once all its kernels have ended, only time passes. */
	#advanceModel(toNs: number, workPages?: number): AdvanceResult {
		const result = this.#model.ended
			? ({reason: 'time', stop: null, viewer: null} as const)
			: this.#model.advance(toNs, workPages);
		this.#nowNs = this.#model.ended ? Math.max(this.#nowNs, toNs) : this.#model.nowNs;
		const reason = result.reason === 'ended' ? 'time' : result.reason;
		if (this.#options.followsPreset) return {...result, reason};
		return {reason: reason === 'stop' ? 'time' : reason, stop: null, viewer: null};
	}

	/** How long after its begin a wakeup of the model has ended: in exact mode a visited page takes it a nanosecond. */
	#lagNs(): number {
		const {hz} = this.#options.scenario.machine;
		const pages = this.#model.runs[0]?.figure('pages_to_scan') ?? 0;
		return Math.min(5e8 / hz, 2 * pages + 100);
	}

	/** Where the recording ended. */
	#endNs(): number {
		const {rows, totals} = this.#options.feed.recording();
		return Math.max(rows.at(-1)?.timeNs ?? 0, totals?.timeNs ?? 0) + this.#lagNs();
	}

	#show(row: ObservedRow): AdvanceResult['stop'] {
		this.#real.show(row);
		this.#shown++;
		if (this.#goal === null || (this.#goal === 'pass' && !row.isFullScan)) return null;
		this.#goal = null;
		const text = `${LETTER}: wakeup ${row.wakeups}`;
		return {timeNs: this.#nowNs, letter: LETTER, reason: 'goal', text};
	}

	#finish(): AdvanceResult {
		const {endedBy, totals, header} = this.#options.feed.recording();
		this.#real.ended = totals === null ? 'cut off' : (ENDS[endedBy] ?? 'cut off');
		const isWhole = endedBy === 'until' || endedBy === 'idle';
		if (totals !== null && isWhole && header.mode === 'exact')
			for (const run of this.#model.runs) this.#held.seeEnd(run, totals);
		return {reason: 'ended', stop: null, viewer: null};
	}

	step(kind: 'page' | 'wakeup' | 'pass', _letter?: string, workPages?: number): AdvanceResult {
		this.#goal = kind === 'pass' ? 'pass' : 'wakeup';
		return this.advance(Infinity, workPages);
	}

	clearGoal(): void {
		this.#goal = null;
	}

	rewindTo(ns: number): void {
		this.#goal = null;
		this.#model.rewindTo(ns);
		this.#nowNs = this.#model.nowNs;
		this.#real = this.#createReal();
		this.#shown = 0;
		const {rows} = this.#options.feed.recording();
		for (const row of rows) {
			if (row.timeNs + this.#lagNs() > this.#nowNs) break;
			this.#show(row);
		}
	}

	restart(): void {
		this.rewindTo(0);
	}

	setKnob(): KnobWrite {
		return {errno: 'EPERM', text: CANNOT.knobs ?? ''};
	}

	/** Mode, release, full scans and wakeups shown so far, and how the recording ended; null: it goes on. */
	get ending() {
		const {header, endedBy} = this.#options.feed.recording();
		const {mode, release} = header;
		const at = (name: string): number => this.#real.figure(name) ?? 0;
		return {
			mode,
			release,
			endedBy: this.ended ? endedBy : null,
			pass: at('pass'),
			wakeups: at('wakeups'),
		};
	}

	/** For each simulated kernel the outcome so far. */
	outcomes() {
		return this.#model.runs.map((run) => ({run, held: this.#heldNow(run.letter)}));
	}

	/** After going back in time: without differences that lie ahead. */
	#heldNow(letter: string) {
		const held = this.#held.of(letter);
		return held.differsAtNs <= this.#nowNs ? held : {...held, differences: []};
	}

	remarks(): readonly string[] {
		const {header, endedBy} = this.#options.feed.recording();
		if (header.mode === 'timed')
			return ['ksmd ran by its own timer (--timed): differences may come from timing alone.'];
		return outcomeSentences(this.#real, this.outcomes(), this.ended ? endedBy : null);
	}

	divergences(): readonly Divergence[] {
		return this.outcomes().flatMap(({run, held}): Divergence[] => {
			const [first] = held.differences;
			if (first === undefined) return [];
			return [
				{
					a: LETTER,
					b: run.letter,
					timeNs: held.differsAtNs,
					counter: first.figure,
					valueA: first.seen ?? 0,
					valueB: first.expected ?? 0,
					event: '',
				},
			];
		});
	}
}

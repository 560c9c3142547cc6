// A watched machine as a session of the view. Time is the machine's own: samples come from outside, and nothing here can
// make it pass, go back or fork.

import {knobByName} from '../../core/index.js';
import {formatDuration} from '../../scenario/base/units.js';
import type {AdvanceResult, KnobWrite, Mark} from '../../session/notes.js';
import type {Ability, Subject, ViewedSession} from '../../session/session.js';
import {hostRemarks} from './host-remarks.js';
import {HostRun} from './host-run.js';
import type {HostSample} from '../sample/sample.js';

/** What a session of a watched machine is created from. */
export interface HostSessionOptions {
	/** Time between two samples, ns. */
	readonly intervalNs: number;
	/** The folder with copies of sysfs and procfs that is read instead of this machine; null: this machine. */
	readonly place: string | null;
	/** Writes a knob as `echo value > file` would; resolves to an errno, or null for success. Absent: knobs are not written. */
	readonly writeKnob?: (name: string, value: string) => Promise<string | null>;
}

/** A knob that was written from here. */
export interface WrittenKnob {
	/** Name of the knob (KnobName). */
	readonly name: string;
	/** Its value before the first write. */
	readonly before: string;
	/** The value of the last write that the kernel accepted. */
	readonly now: string;
}

const MARKS_KEPT = 200;
/** Errors of a user who may not write, whatever the value. */
const MISSING_RIGHTS: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

const WHY_NOT: Readonly<Partial<Record<Ability, string>>> = {
	step: 'this is a real machine: its ksmd cannot be stepped',
	step_page: 'this is a real machine: its ksmd cannot be stepped',
	run_until: 'this is a real machine, whose time cannot be steered; space pauses the screen',
	speed: 'this is a real machine, whose time cannot be steered; --interval sets how often it is read',
	rewind: 'this is a real machine, whose time cannot go back',
	restart: 'this is a real machine: it is not started again from here',
	breakpoints: 'this is a real machine: nothing here can stop it',
	fork: 'this is a real machine: it has one kernel',
	kernels: 'this is a real machine: it has one kernel',
	presets: 'this is a real machine; ksmtop <preset> plays one',
	save: 'this is a real machine: it cannot be replayed; --format ndjson records it',
};
const READ_ONLY = 'the files of this machine are only read; with --write these keys write them';

const WAITING: AdvanceResult = {reason: 'waiting', stop: null, viewer: null};

/** "1 s", "500 ms": without a dot, which would end the title. */
const every = (ns: number): string => (ns % 1e9 === 0 ? formatDuration(ns) : `${Math.round(ns / 1e6)} ms`);

/** One column that grows by samples. Members of ViewedSession are documented there. */
export class HostSession implements ViewedSession {
	readonly subject: Subject;
	readonly runs: readonly [HostRun];
	readonly ended = false;
	readonly reference = null;
	readonly simulation = null;
	readonly captions = [];
	readonly effects = [];
	readonly requestedSpeed = null;
	readonly #options: HostSessionOptions;
	readonly #marks: Mark[] = [];
	/** Knobs whose write the kernel has not answered yet. */
	readonly #underWay = new Set<string>();
	readonly #written = new Map<string, WrittenKnob>();

	constructor(first: HostSample, options: HostSessionOptions) {
		this.#options = options;
		const {place, intervalNs} = options;
		this.runs = [new HostRun(first)];
		this.subject = {
			name: place ?? `host ${first.hostname}`,
			about: `read every ${every(intervalNs)}`,
			watch: ['pages_sharing', 'ksm_zero_pages', 'general_profit'],
			chart: 'pages_sharing',
			hz: null,
		};
	}

	/** Takes a sample that is later than all before. */
	take(sample: HostSample): void {
		for (const text of this.runs[0].take(sample)) {
			this.#marks.push({timeNs: sample.timeNs, text, kind: 'knob'});
			if (this.#marks.length > MARKS_KEPT) this.#marks.shift();
		}
	}

	get nowNs(): number {
		return this.runs[0].nowNs;
	}

	get marks(): readonly Mark[] {
		return this.#marks;
	}

	/** Knobs that were written with success, in the order of their first writes. */
	get writtenKnobs(): readonly WrittenKnob[] {
		return [...this.#written.values()];
	}

	whyNot(ability: Ability): string | null {
		if (ability === 'knobs') return this.#options.writeKnob === undefined ? READ_ONLY : null;
		return WHY_NOT[ability] ?? null;
	}

	advance(): AdvanceResult {
		return WAITING;
	}

	step(): AdvanceResult {
		return WAITING;
	}

	clearGoal(): void {
		// Nothing here goes towards one.
	}

	rewindTo(): void {
		// The time of a machine does not go back.
	}

	restart(): void {
		// Nor is it started again from here.
	}

	setKnob(name: string, value: string): KnobWrite {
		const {writeKnob} = this.#options;
		const knob = knobByName.get(name);
		const before = this.runs[0].knobs()[name];
		if (writeKnob === undefined) return {errno: 'EACCES', text: READ_ONLY};
		if (knob === undefined || before === undefined)
			return {errno: 'ENOENT', text: `this kernel has no ${name}`};
		if (this.#underWay.has(name)) return {errno: 'EBUSY', text: `${name} is being written`};
		const text = `${name} = ${value}`;
		this.#underWay.add(name);
		const pending = writeKnob(name, value).then((errno): KnobWrite => {
			this.#underWay.delete(name);
			if (errno !== null) {
				const why = MISSING_RIGHTS.has(errno) ? 'Writing knobs takes root' : `It takes ${knob.range}`;
				return {errno, text: `${errno}: ${text} was refused. ${why}`};
			}
			// Until the next sample shows it.
			this.runs[0].noteKnob(name, value);
			this.#written.set(name, {name, before: this.#written.get(name)?.before ?? String(before), now: value});
			return {errno: null, text};
		});
		return {errno: null, text: `writing ${text} ...`, pending};
	}

	remarks(): readonly string[] {
		return hostRemarks(this.runs[0].watch);
	}

	divergences(): [] {
		return [];
	}
}

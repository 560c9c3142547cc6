// The session that the view shows and the files that go with it: its recording, run files that are saved on the way and
// at the end, and the presets that may take its place.

import {existsSync, readFileSync} from 'node:fs';
import {join, parse} from 'node:path';
import type {Steps} from '../../../core/index.js';
import type {Host, Opened as OpenedView, PresetEntry} from '../../../tui/host.js';
import {saveNew} from '../../files/new-file.js';
import {dropOldSessions, sessionName, stateFolder} from '../../files/state-folder.js';
import type {Options} from '../../command-line/invocation.js';
import {aboutOf, loadPreset, presetFile, presetNames, REGRESSIONS} from '../../setup/presets.js';
import {type Recorder, recordTo, runFileText} from '../../run-file/run-file.js';
import {kernelNamed} from '../../setup/setup.js';
import {UsageError} from '../../command-line/usage-error.js';
import {type Opened, openScenario} from './open-session.js';

/** The presets that ship; read when the list is first opened. */
function listPresets(): PresetEntry[] {
	const others = presetNames().filter((name) => !REGRESSIONS.includes(name));
	return [...REGRESSIONS, ...others].map((name) => {
		try {
			return {name, about: aboutOf(readFileSync(presetFile(name), 'utf8'), name)};
		} catch {
			return {name, about: 'it cannot be read'};
		}
	});
}

/** The first of run-2.ndjson, run-3.ndjson ... that does not exist. */
function nextName(record: string): string {
	const {dir, name, ext} = parse(record);
	for (let n = 2; ; n++) {
		const next = join(dir, `${name}-${n}${ext}`);
		if (!existsSync(next)) return next;
	}
}

/** Saves the session in the state folder; returns the command that replays it, or why it was not saved. */
function keepForReplay({session, facts}: Opened, fingerprint: string): string {
	try {
		const folder = stateFolder();
		const name = saveNew(
			(n) => sessionName(folder, fingerprint, n),
			{ndjson: runFileText(session, facts)},
			true,
		);
		dropOldSessions(folder);
		return `ksmtop replay ${name}.ndjson`;
	} catch (error) {
		const why = error instanceof UsageError ? error.message : (error as NodeJS.ErrnoException).code;
		if (why === undefined) throw error;
		return `not saved for replay: ${why}`;
	}
}

/** The session on the screen; another one takes its place when the viewer opens a preset. */
export class ShownSession implements Pick<Host, 'presets' | 'open' | 'saveRun'> {
	readonly #options: Options;
	#shown: Opened;
	#recording: {readonly path: string; readonly recorder: Recorder} | null = null;
	#presets: readonly PresetEntry[] | undefined;

	/** Throws a UsageError when the recording that was asked for cannot be written. */
	constructor(shown: Opened, options: Options) {
		this.#shown = shown;
		this.#options = options;
		if (options.record !== undefined) this.#record(options.record, shown);
	}

	presets(): readonly PresetEntry[] {
		return (this.#presets ??= listPresets());
	}

	async open(...[request]: Parameters<Host['open']>): ReturnType<Host['open']> {
		const {preset, kernels: ids} = request;
		const options = this.#options;
		try {
			const scenario = preset === undefined ? this.#shown.scenario : await loadPreset(preset, []);
			const kernels = ids?.map((id) => kernelNamed(scenario, id, 'kernels')) ?? [...scenario.kernels];
			return this.#opening(
				openScenario(scenario, kernels, {
					...options,
					...(preset === undefined ? {} : {sets: [], until: undefined}),
				}),
			);
		} catch (error) {
			if (error instanceof UsageError) return {problem: error.message.split('\n')[0]};
			throw error;
		}
	}

	*#opening(steps: Steps<Opened>): Steps<OpenedView> {
		const options = this.#options;
		try {
			const opened = yield* steps;
			// The session that ends here keeps its file; the next one gets one of its own.
			this.#recording?.recorder.finish();
			this.#recording = null;
			if (options.record !== undefined) this.#record(nextName(options.record), opened);
			this.#shown = opened;
			return {session: opened.session};
		} catch (error) {
			if (error instanceof UsageError) return {problem: error.message.split('\n')[0]};
			throw error;
		}
	}

	saveRun(): string {
		const {session, facts} = this.#shown;
		try {
			const name = saveNew((n) => `ksmtop-${n}`, {ndjson: runFileText(session, facts)});
			return `saved as ${name}.ndjson`;
		} catch (error) {
			if (error instanceof UsageError) return `not saved: ${error.message}`;
			throw error;
		}
	}

	/** Records what is new. */
	sync(): void {
		this.#recording?.recorder.sync();
	}

	/** Ends the recording; returns the lines for the normal screen: verdict, fingerprint, and the command that replays it. */
	finish(): string[] {
		this.#recording?.recorder.finish();
		const {session} = this.#shown;
		const fingerprint = session.isBusy ? 'none' : session.fingerprint();
		const replay =
			this.#recording === null
				? keepForReplay(this.#shown, fingerprint)
				: `ksmtop replay ${this.#recording.path}`;
		return [
			session.summaryLine(),
			session.isBusy
				? `no fingerprint: it was left in the middle of ${session.doing}`
				: `fingerprint ${fingerprint} at ${session.nowNs} ns`,
			replay,
		];
	}

	#record(path: string, {session, facts}: Opened): void {
		this.#recording = {path, recorder: recordTo(path, session, facts)};
	}
}

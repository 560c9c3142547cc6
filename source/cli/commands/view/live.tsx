// The live view as a command: finds the preset, builds the session, and gives the view what only the command line may
// do: read presets, write files. Imported only when a terminal is there to show it.

import {existsSync, readFileSync} from 'node:fs';
import {join, parse} from 'node:path';
import type {Kernel} from '../../../core/index.js';
import type {Scenario} from '../../../scenario/scenario.js';
import type {Session} from '../../../session/session.js';
import {ASCII, BLOCKS, UNICODE} from '../../../tui/glyphs.js';
import type {Host, PresetEntry} from '../../../tui/host.js';
import {createTheme} from '../../../tui/theme.js';
import type {Command, Options} from '../../invocation.js';
import {loadConfig} from '../../config.js';
import {dropOldSessions, sessionName, stateFolder} from '../../files/state-folder.js';
import {checkpointCount, MOST_CHECKPOINTS} from '../../live/checkpoint-count.js';
import {openRunFile} from '../replay/open-run-file.js';
import {splash} from '../../live/splash.js';
import {Terminal} from '../../live/terminal.js';
import {headerFacts} from '../../header-facts.js';
import {
	compilePreset,
	DEMO,
	isRunFile,
	loadPreset,
	presetFile,
	presetNames,
	REGRESSIONS,
} from '../../presets.js';
import {type Recorder, recordTo, runFileText} from '../../run-file.js';
import type {HeaderFacts} from '../../run-file-format.js';
import {saveNew} from '../../files/new-file.js';
import {checkKnobName, kernelNamed, manyKernels, setUp, untilOf} from '../../setup.js';
import {terminalCapabilities} from '../../terminal-capabilities.js';
import {UsageError, wrongArgument} from '../../usage-error.js';
import {watchNow} from '../../watchdog/watchdog.js';

interface Opened {
	readonly session: Session;
	readonly facts: HeaderFacts;
}

/** A session of the scenario. A preset's own `until` is for headless runs: a viewer goes on until quitting. */
function open(scenario: Scenario, kernels: readonly Kernel[], options: Options): Opened {
	const until = options.until === undefined ? null : untilOf(scenario, options);
	const session = setUp(scenario, {
		kernels,
		sets: options.sets,
		until,
		// The preset's own end is that of its story: the view stops there and goes on if asked.
		...(until === null ? {stopOnceAt: scenario.until} : {}),
		checkpoints: checkpointCount(scenario, kernels.length),
		...(options.seed === undefined ? {} : {seed: options.seed}),
	});
	const facts = headerFacts(scenario, kernels, options, until, null);
	return {session, facts};
}

/** A recorded session at its start; the view stops once where it ended. */
async function openRecorded(file: string, options: Options): Promise<Opened & {readonly scenario: Scenario}> {
	const {runFile, scenario, session} = await openRunFile(file, {checkpoints: MOST_CHECKPOINTS}, (end) => ({
		stopOnceAt: end,
	}));
	const {header} = runFile;
	const kernels = header.kernels.map((id) => kernelNamed(scenario, id, file));
	const own = {...options, seed: header.seed, sets: header.sets};
	const until = header.until === null ? null : untilOf(scenario, {until: header.until} as Options);
	return {session, scenario, facts: headerFacts(scenario, kernels, own, until, header.limit_ns)};
}

/** Presets that ship; read when somebody asks for the list, since that takes as long as a frame. */
function listPresets(): PresetEntry[] {
	const others = presetNames().filter((name) => !REGRESSIONS.includes(name));
	return [...REGRESSIONS, ...others].map((name) => {
		try {
			const {about} = compilePreset(readFileSync(presetFile(name), 'utf8'), name);
			return {name, about: about.trim().replaceAll(/\s+/g, ' ')};
		} catch {
			return {name, about: 'it cannot be read'};
		}
	});
}

/** The verdict, the fingerprint, and the command that replays: what stays on the normal screen. */
function exitSummary(session: Session, facts: HeaderFacts, recordedAt: string | undefined): string[] {
	const fingerprint = session.fingerprint();
	let replay = `ksmtop replay ${recordedAt ?? ''}`;
	if (recordedAt === undefined) {
		try {
			const folder = stateFolder();
			const name = saveNew(
				(n) => sessionName(folder, fingerprint, n),
				{ndjson: runFileText(session, facts)},
				true,
			);
			dropOldSessions(folder);
			replay = `ksmtop replay ${name}.ndjson`;
		} catch (error) {
			const why = error instanceof UsageError ? error.message : (error as NodeJS.ErrnoException).code;
			if (why === undefined) throw error;
			replay = `not saved for replay: ${why}`;
		}
	}
	return [session.verdictLine(), `fingerprint ${fingerprint} at ${session.nowNs} ns`, replay];
}

/** What goes wrong is told on the normal screen. */
function openOrLeave<Value>(work: () => Value, terminal: Terminal): Value {
	try {
		return work();
	} catch (error) {
		terminal.leave();
		throw error;
	}
}

/** run.ndjson, run-2.ndjson, run-3.ndjson: the first that is not there. */
function nextName(record: string): string {
	const {dir, name, ext} = parse(record);
	for (let n = 2; ; n++) {
		const next = join(dir, `${name}-${n}${ext}`);
		if (!existsSync(next)) return next;
	}
}

/** Pages whose setting up may take so long that Ctrl-C must be heard meanwhile. */
const LARGE_PAGES = 2 ** 20;

const isLarge = ({processes}: Scenario): boolean =>
	processes.reduce((sum, {count, mappedPages}) => sum + count * mappedPages, 0) >= LARGE_PAGES;

export const live: Command = async (positionals, options, {commands}) => {
	const [preset = DEMO, extra] = positionals;
	if (extra !== undefined) throw wrongArgument('preset', {message: 'the live view takes one', found: extra});
	const {config, problems} = loadConfig();
	const {colors, depth, unicode, framesPerSecond} = terminalCapabilities({
		...options,
		...(options.fps === undefined && config.fps !== undefined ? {fps: config.fps} : {}),
		ascii: options.ascii || config.glyphs === 'ascii',
	});
	const recorded = isRunFile(preset) || options.view ? await openRecorded(preset, options) : null;
	let scenario =
		recorded?.scenario ??
		(await loadPreset(
			preset,
			options.params,
			commands.map(({name}) => name),
		));
	const kernels = manyKernels(scenario, options);
	// Names are checked before the screen is taken; the rest takes a moment, so the viewer gets something to read.
	if (options.until !== undefined) untilOf(scenario, options);
	for (const {name} of options.sets) checkKnobName(name, '--set');
	const terminal = new Terminal(process.stdout);
	const look = {
		theme: createTheme(colors ? (config.palette ?? 'standard') : 'none', depth),
		glyphs: !unicode ? ASCII : colors && config.glyphs !== 'letters' ? BLOCKS : UNICODE,
	};
	terminal.enter();
	if (isLarge(scenario)) watchNow();
	terminal.write(splash(scenario, look, terminal.columns, terminal.rows), () => {});
	const {runLive} = await import('../../live/run-live.js');
	let {session, facts} = recorded ?? openOrLeave(() => open(scenario, kernels, options), terminal);
	const {record} = options;
	let recordedAt = record;
	let recorder: Recorder | null =
		record === undefined ? null : openOrLeave(() => recordTo(record, session, facts), terminal);
	let presets: readonly PresetEntry[] | null = null;
	const files: Pick<Host, 'presets' | 'open' | 'saveRun'> = {
		presets: () => (presets ??= listPresets()),
		async open(wish) {
			try {
				const next = wish.preset === undefined ? scenario : await loadPreset(wish.preset, []);
				const kernels = wish.kernels?.map((id) => kernelNamed(next, id, 'kernels')) ?? [...next.kernels];
				const opened = open(next, kernels, {
					...options,
					...(wish.preset === undefined ? {} : {sets: [], until: undefined}),
				});
				if (record !== undefined) {
					// The session that ends here keeps its file; the next one gets one of its own.
					recorder?.finish();
					recorder = null;
					recordedAt = nextName(record);
					recorder = recordTo(recordedAt, opened.session, opened.facts);
				}
				({session, facts} = opened);
				scenario = next;
				return {session};
			} catch (error) {
				if (error instanceof UsageError) return {problem: error.message.split('\n')[0]};
				throw error;
			}
		},
		saveRun() {
			try {
				const name = saveNew((n) => `ksmtop-${n}`, {ndjson: runFileText(session, facts)});
				return `saved as ${name}.ndjson`;
			} catch (error) {
				if (error instanceof UsageError) return `not saved: ${error.message}`;
				throw error;
			}
		},
	};
	return runLive({
		terminal,
		session,
		look,
		...(options.speed === undefined ? {} : {speed: options.speed}),
		framesPerSecond,
		...(config.units === undefined ? {} : {units: config.units}),
		...(config.panels === undefined ? {} : {panels: config.panels}),
		...(problems.length === 0 ? {} : {message: problems.join('; ')}),
		...(options.cast === undefined ? {} : {cast: options.cast}),
		title: scenario.name,
		readOnly: options.readOnly,
		files,
		onFrame: () => recorder?.sync(),
		exitSummary: (shown) => {
			recorder?.finish();
			return exitSummary(shown, facts, recordedAt);
		},
	});
};

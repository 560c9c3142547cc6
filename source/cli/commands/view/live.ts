// The live view as a command: finds the preset, takes the terminal, builds the session and gives both to the view.
// Imported only when a terminal is there to show it.

import type {Scenario} from '../../../scenario/scenario.js';
import type {Command} from '../../command-line/invocation.js';
import {viewSettings} from '../../live/look.js';
import {setUpShown} from '../../live/set-up-shown.js';
import {splash} from '../../live/splash.js';
import {Terminal} from '../../terminal/terminal.js';
import {DEMO, isRunFile, loadPreset} from '../../setup/presets.js';
import {checkKnobName, manyKernels, untilOf} from '../../setup/setup.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';
import {watchNow} from '../../watchdog/watchdog.js';
import {openRecorded, openScenario} from './open-session.js';
import {ShownSession} from './shown-session.js';

/** An error is reported on the normal screen. */
async function openOrLeave<Value>(work: () => Promise<Value>, terminal: Terminal): Promise<Value> {
	try {
		return await work();
	} catch (error) {
		terminal.leave();
		throw error;
	}
}

/** With this many pages setting up takes so long that the watchdog must listen for Ctrl-C. */
const LARGE_PAGES = 2 ** 20;

const isLarge = ({processes}: Scenario): boolean =>
	processes.reduce((sum, {count, mappedPages}) => sum + count * mappedPages, 0) >= LARGE_PAGES;

/** Shows the preset or run file until the viewer quits; exit code 130 when setting up was cancelled. */
export const live: Command = async (positionals, options, {commands}) => {
	const [preset = DEMO, extra] = positionals;
	if (extra !== undefined) throw wrongArgument('preset', {message: 'the live view takes one', found: extra});
	const settings = viewSettings(options);
	const {look} = settings;
	const recorded = isRunFile(preset) || options.view ? await openRecorded(preset, options) : null;
	const commandNames = commands.map(({name}) => name);
	const scenario = recorded?.scenario ?? (await loadPreset(preset, options.params, commandNames));
	const kernels = manyKernels(scenario, options);
	// Names are checked before the screen is taken; the rest takes a moment, so the viewer gets something to read.
	if (options.until !== undefined) untilOf(scenario, options);
	for (const {name} of options.sets) checkKnobName(name, '--set');
	const terminal = new Terminal(process.stdout);
	terminal.enter();
	if (isLarge(scenario)) watchNow();
	terminal.write(splash(scenario, look, terminal.columns, terminal.rows), () => {});
	const {runLive} = await import('../../live/run-live.js');
	const opened =
		recorded ??
		(await openOrLeave(
			() => setUpShown(openScenario(scenario, kernels, options), {terminal, scenario, look}),
			terminal,
		));
	if (opened === null) {
		terminal.leave();
		return EXIT.interrupted;
	}
	const shown = await openOrLeave(async () => new ShownSession(opened, options), terminal);
	return runLive({
		terminal,
		view: {...settings, session: opened.session, readOnly: options.readOnly},
		cast: options.cast,
		title: scenario.name,
		shown,
	});
};

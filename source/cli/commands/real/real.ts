// ksmtop real: a preset on a real kernel, beside the model.

import {KERNELS, type Kernel} from '../../../core/index.js';
import {verdictsOf} from '../../../recording/verdicts.js';
import {versionOf} from '../../../recording/version.js';
import {followsClock} from '../../../reproducer/exact.js';
import {presetKey} from '../../../reproducer/preset-key.js';
import {realReport} from '../../../report/real/real-report.js';
import type {Scenario} from '../../../scenario/scenario.js';
import type {Command, Options} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {version} from '../../package-root.js';
import {withOutputs} from '../../headless/with-outputs.js';
import {kernelNamed, manyKernels} from '../../setup/setup.js';
import {refuseCast, whyNoScreen} from '../../terminal/screen-only.js';
import {EXIT, UsageError, wrongArgument} from '../../command-line/usage-error.js';
import {identify} from './identify.js';
import {checkOrigin} from './origin.js';
import {readFrom, recordHere} from './recordings.js';
import {renderReal} from './render.js';
import {work} from './work.js';

/** All kernels of the catalogue, and the preset's own. */
function catalogue(scenario: Scenario): Kernel[] {
	const own = scenario.kernels.filter((kernel) => !KERNELS.some(({id}) => id === kernel.id));
	return [...KERNELS, ...own];
}

/** Whether to show the live view: on a terminal, without --format, --output or --kernel. */
const isShown = (options: Options): boolean =>
	!options.isFormatGiven &&
	options.output === undefined &&
	options.kernel === undefined &&
	whyNoScreen(options) === null;

/** Exit code 0: the recording is whole and equals a kernel (that of --kernel, if given), or was --timed; else 1. */
export const real: Command = async (positionals, options) => {
	if (options.identify) {
		if (positionals.length > 0)
			throw wrongArgument('--identify', {message: 'takes no preset', found: positionals[0]});
		return identify(options);
	}
	if (positionals[0] === '-' && options.from === '-')
		throw new UsageError('preset and --from: standard input can be read once');
	const scenario = await onePreset('real', positionals, options);
	if (isShown(options)) return (await import('./live.js')).showReal(scenario, options);
	refuseCast(options);
	const wanted =
		options.kernel === undefined ? undefined : kernelNamed(scenario, options.kernel, '--kernel').id;
	const columns = manyKernels(scenario, {...options, kernel: undefined}).map((kernel) => kernel.id);
	return withOutputs({writesFiles: true}, async ({progress, interruption, open}) => {
		const output = open(options.output);
		const recording =
			options.from === undefined
				? await recordHere(scenario, progress, interruption, followsClock(scenario) ? ['--timed'] : [])
				: await readFrom(options.from);
		checkOrigin(recording.header, scenario.name, presetKey(scenario));
		const kernelVersion = versionOf(recording.header.release);
		const candidates = catalogue(scenario).map((kernel) => ({kernel, version: kernelVersion}));
		progress.show(() => ({words: 'running the model on every kernel', done: 0}));
		const verdicts = await work(verdictsOf(scenario, recording, candidates), interruption);
		progress.clear();
		if (verdicts === null || recording.endedBy === 'interrupted') return EXIT.interrupted;
		const report = realReport(scenario, recording, verdicts, {version: version(), kernelVersion, columns});
		await output.write(renderReal(report, options.format, wanted));
		await output.finish();
		if (report.mode === 'timed') return EXIT.fine;
		const fits = wanted === undefined ? report.equals.length > 0 : report.equals.includes(wanted);
		const isWhole = recording.totals !== null;
		return fits && isWhole && recording.refusals.length === 0 ? EXIT.fine : EXIT.missed;
	});
};

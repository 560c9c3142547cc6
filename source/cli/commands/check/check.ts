// ksmtop check: presets as tests. Each expectation is a line, in the manner of the kernel's mailing lists.

import {
	checkMarkdown,
	checkSummary,
	checkTable,
	type PresetCheck,
} from '../../../report/session/check-report.js';
import {toJson, toJsonLine} from '../../../report/json.js';
import {expectationTests, tapLines, tapTotals, type TapTest} from '../../../report/tap.js';
import {checkExpectations, missed} from '../../../session/outcome/expectations.js';
import {assertInvariants} from '../../headless/headless.js';
import type {Command, Options} from '../../command-line/invocation.js';
import type {Format} from '../../../report/formats.js';
import {version} from '../../package-root.js';
import {loadPreset, presetNames} from '../../setup/presets.js';
import {partOf, type Progress} from '../../headless/progress.js';
import {pump} from '../../headless/pump.js';
import {manyKernels, setUp, untilOf} from '../../setup/setup.js';
import {withOutputs} from '../../headless/with-outputs.js';
import type {Interruption} from '../../signals.js';
import {EXIT, UsageError} from '../../command-line/usage-error.js';

async function checkOne(
	preset: string,
	options: Options,
	interruption: Interruption,
	progress: Progress,
): Promise<PresetCheck> {
	const scenario = await loadPreset(preset, []);
	const until = untilOf(scenario, options);
	const session = setUp(scenario, {
		kernels: manyKernels(scenario, options),
		sets: options.sets,
		until,
		limitNs: options.limitNs,
		...(options.seed === undefined ? {} : {seed: options.seed}),
	});
	await pump(session, {interruption, progress});
	progress.clear();
	assertInvariants(session);
	const limited = session.runs
		.filter((run) => run.ended !== 'until')
		.map((run) =>
			missed(run, {
				text: 'ends',
				name: 'ends',
				expected: until.text,
				seen: run.ended === 'limit' ? 'the limit' : 'an interrupt',
			}),
		);
	return {
		preset: scenario.name,
		kernels: session.runs.map((run) => run.title),
		results: [...checkExpectations(scenario, session.runs), ...limited],
	};
}

function tests(checks: readonly PresetCheck[]): TapTest[] {
	return checks.flatMap(({preset, results}): TapTest[] =>
		results.length > 0
			? expectationTests(preset, results)
			: [{name: preset, ok: true, diagnostics: [], skip: 'it expects nothing'}],
	);
}

function finalText(format: Format, checks: readonly PresetCheck[]): string {
	const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;
	const failed = checks.flatMap(({results}) => results).filter(({ok}) => !ok).length;
	const all = {schema: 1, ksmtop: version(), ok: failed === 0, presets: checks};
	switch (format) {
		case 'json':
			return lines([toJson(all)]);
		case 'ndjson':
			return lines([...checks.map((check) => toJsonLine(check)), toJsonLine({failed, ok: failed === 0})]);
		case 'tap':
		case 'kselftest': {
			const all = tests(checks);
			return lines([...tapLines(all), tapTotals(all)]);
		}
		case 'markdown':
			return lines(checkMarkdown(checks));
		default:
			return lines(checkSummary(checks));
	}
}

/** Exit code 0: all expectations met; 1: one missed, or a run ended by a limit; 130: interrupted. */
export const check: Command = async (positionals, options) => {
	const {format} = options;
	const named = positionals.length > 0 ? positionals : presetNames();
	if (named.length === 0) throw new UsageError('no presets are installed: name one');
	// A preset that cannot be read is reported before anything runs.
	if (named.filter((preset) => preset === '-').length > 1)
		throw new UsageError('preset: standard input can be read once');
	const presets: string[] = [];
	for (const preset of named) {
		const isLeftOut =
			preset !== '-' && (await loadPreset(preset, [])).isCheckedOnlyWhenNamed && positionals.length === 0;
		if (!isLeftOut) presets.push(preset);
	}
	const watch = {wallLimitNs: options.wallLimitNs, writesFiles: options.output !== undefined};
	return withOutputs(watch, async ({progress, interruption, open}) => {
		const output = open(options.output);
		const checks: PresetCheck[] = [];
		for (const [i, preset] of presets.entries()) {
			if (interruption.requested) break;
			const part = partOf(progress, i, presets.length, preset);
			const done = await checkOne(preset, options, interruption, part);
			checks.push(done);
			if (format === 'table') await output.write(`${checkTable(done).join('\n')}\n`);
		}
		await output.write(finalText(format, checks));
		await output.finish();
		if (interruption.requested) return interruption.exitCode;
		return checks.every(({results}) => results.every(({ok}) => ok)) ? EXIT.fine : EXIT.missed;
	});
};

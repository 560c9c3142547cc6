// ksmtop replay: runs a recorded session again and holds its fingerprint against the recorded one.

import {toJson} from '../../../report/json.js';
import {compareReport} from '../../../report/compare-report.js';
import {runReport} from '../../../report/run-report.js';
import {printable} from '../../../report/words.js';
import {compileAction} from '../../../scenario/compile-action.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {formatDuration} from '../../../scenario/units.js';
import {renderSession} from '../../formats.js';
import {assertInvariants} from '../../headless.js';
import {readLines} from '../../input.js';
import type {Command, Options} from '../../invocation.js';
import {openOutput} from '../../output.js';
import {version} from '../../package-root.js';
import {compilePreset} from '../../presets.js';
import {createProgress} from '../../progress.js';
import {pump} from '../../pump.js';
import {RunFileReader, type RunFile} from '../../read-run-file.js';
import {MAX_LINE_BYTES} from '../../run-file-format.js';
import {kernelNamed, setUp, untilOf} from '../../setup.js';
import {watchSignals} from '../../signals.js';
import {EXIT, UsageError, wrongArgument} from '../../usage-error.js';

const MAX_RUN_FILE_BYTES = 256 * 1024 * 1024;

/** Commands that this preset cannot take are told before anything runs. */
function checkCommands(file: string, {commands, commandLines}: RunFile, scenario: Scenario): void {
	for (const [i, command] of commands.entries()) {
		const where = `${printable(file)}:${commandLines[i]}:1`;
		if ('fork' in command) for (const id of command.fork.kernels) kernelNamed(scenario, id, where);
		if (!('perform' in command)) continue;
		const compiled = compileAction(command.perform, scenario, i);
		if ('problems' in compiled)
			throw new UsageError(compiled.problems.map(({message}) => `${where}: ${message}`).join('\n'));
	}
}

interface Outcome {
	readonly recorded_by: string;
	readonly cut_off: boolean;
	readonly expected: string | null;
	readonly seen: string;
	/** null: the file was cut off, so there is nothing to compare with. */
	readonly same: boolean | null;
}

function outcomeLine(outcome: Outcome, timeNs: number): string {
	const at = `at ${formatDuration(timeNs)}`;
	if (outcome.same === null)
		return `replayed up to the cut, ${at}: fingerprint ${outcome.seen}, nothing to compare with`;
	if (outcome.same) return `replayed, ${at}: fingerprint ${outcome.seen}, the same`;
	return `REPLAY DIFFERS ${at}: fingerprint expected ${outcome.expected} seen ${outcome.seen}`;
}

function prepare(file: string, runFile: RunFile): ReturnType<typeof setUp> {
	const {header, commands} = runFile;
	const scenario = compilePreset(header.text, `${file} (its preset)`);
	checkCommands(file, runFile, scenario);
	const until = header.until === null ? null : untilOf(scenario, {until: header.until} as Options);
	return setUp(scenario, {
		forComparison: true,
		kernels: header.kernels.map((id) => kernelNamed(scenario, id, `${printable(file)}:1:1`)),
		seed: header.seed,
		sets: header.sets,
		until,
		commands,
		...(header.limit_ns === null ? {} : {limitNs: header.limit_ns}),
	});
}

export const replay: Command = async (positionals, options) => {
	const [file, extra] = positionals;
	if (file === undefined)
		throw wrongArgument('run file', {message: 'replay needs one, as --record writes it'});
	if (extra !== undefined) throw wrongArgument('run file', {message: 'replay takes one', found: extra});
	const {format} = options;
	const reader = new RunFileReader(file === '-' ? 'standard input' : file);
	await readLines(file, {maxBytes: MAX_RUN_FILE_BYTES, maxLineBytes: MAX_LINE_BYTES}, (line, isOpen) => {
		reader.line(line, isOpen);
	});
	const runFile = reader.finish();
	const {header, end, lastNs} = runFile;
	const session = prepare(file, runFile);
	if (header.ksmtop !== version())
		process.stderr.write(
			`ksmtop: recorded by version ${printable(header.ksmtop).slice(0, 40)}, this is ${version()}: figures may differ\n`,
		);
	if (!end) process.stderr.write('ksmtop: the run file was cut off: it is replayed up to there\n');
	const output = openOutput(options.output);
	const interruption = watchSignals({writesFiles: options.output !== undefined});
	const progress = createProgress();
	try {
		await pump(session, {interruption, progress, toNs: end ? end.time_ns : lastNs});
		progress.clear();
		assertInvariants(session);
		const seen = session.fingerprint();
		const outcome: Outcome = {
			recorded_by: header.ksmtop,
			cut_off: end === null,
			expected: end?.fingerprint ?? null,
			seen,
			same: end === null ? null : end.fingerprint === seen,
		};
		const several = session.runs.length > 1;
		const reportOptions = {version: version(), samples: false, wakeupLog: false};
		if (format === 'json') {
			const {scenario, runs} = session;
			const report = several
				? compareReport(session, reportOptions)
				: runReport(scenario, runs[0], runs, reportOptions);
			await output.write(`${toJson({...report, replay: outcome})}\n`);
		} else {
			await output.write(renderSession(session, format, several, reportOptions));
			const prefix = format === 'table' || format === 'markdown' ? '\n' : '# ';
			if (format !== 'openmetrics') await output.write(`${prefix}${outcomeLine(outcome, session.nowNs)}\n`);
		}
		await output.finish();
		if (interruption.requested) return EXIT.interrupted;
		if (outcome.same === false) {
			process.stderr.write(`ksmtop: ${outcomeLine(outcome, session.nowNs)}\n`);
			return EXIT.missed;
		}
		return EXIT.fine;
	} catch (error) {
		progress.clear();
		output.abandon();
		throw error;
	} finally {
		interruption.release();
	}
};

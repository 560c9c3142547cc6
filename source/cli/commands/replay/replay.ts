// ksmtop replay: runs a recorded session again and holds its fingerprint against the recorded one.

import {toJson} from '../../../report/json.js';
import {compareReport} from '../../../report/session/compare-report.js';
import {runReport} from '../../../report/session/run-report.js';
import {formatDuration} from '../../../scenario/base/units.js';
import {sanitize} from '../../../scenario/base/text.js';
import {renderSession} from '../../../report/session/session-formats.js';
import {assertInvariants} from '../../headless/headless.js';
import type {Command} from '../../command-line/invocation.js';
import {version} from '../../package-root.js';
import {pump} from '../../headless/pump.js';
import {withOutputs} from '../../headless/with-outputs.js';
import {refuseCast, whyNoScreen} from '../../terminal/screen-only.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';
import {openRunFile} from './open-run-file.js';

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

/** Exit code 0: the same fingerprint, or the file was cut off; 1: another one; 130: interrupted. */
export const replay: Command = async (positionals, options, table) => {
	const [file, extra] = positionals;
	if (file === undefined)
		throw wrongArgument('run file', {message: 'replay needs one, as --record writes it'});
	if (extra !== undefined) throw wrongArgument('run file', {message: 'replay takes one', found: extra});
	const {format} = options;
	if (options.view) {
		const why = whyNoScreen(options);
		if (why !== null) throw wrongArgument('--view', {message: `cannot be shown: ${why}`});
		return (await import('../view/live.js')).live([file], options, table);
	}
	refuseCast(options);
	const {runFile, session} = await openRunFile(file, {forComparison: true});
	const {header, end, lastNs} = runFile;
	if (header.ksmtop !== version())
		process.stderr.write(
			`ksmtop: recorded by version ${sanitize(header.ksmtop).slice(0, 40)}, this is ${version()}: figures may differ\n`,
		);
	if (!end) process.stderr.write('ksmtop: the run file was cut off: it is replayed up to there\n');
	const watch = {writesFiles: options.output !== undefined};
	return withOutputs(watch, async ({progress, interruption, open}) => {
		const output = open(options.output);
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
	});
};

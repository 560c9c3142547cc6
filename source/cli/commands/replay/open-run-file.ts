// A recorded session, read from its run file and set up at its start: for replay, and for the view.

import {type Condition, parseCondition} from '../../../scenario/conditions.js';
import {compileAction} from '../../../scenario/timeline/compile-action.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {sanitize} from '../../../scenario/base/text.js';
import type {SessionOptions} from '../../../session/session.js';
import {readLines} from '../../files/input.js';
import type {Options} from '../../command-line/invocation.js';
import {compilePreset} from '../../setup/presets.js';
import {RunFileReader, type RunFile} from '../../run-file/read-run-file.js';
import {MAX_LINE_BYTES} from '../../run-file/run-file-format.js';
import {kernelNamed, setUp, untilOf} from '../../setup/setup.js';
import {UsageError} from '../../command-line/usage-error.js';

const MAX_RUN_FILE_BYTES = 256 * 1024 * 1024;

/** Commands that this preset cannot take are refused before anything runs. */
function checkCommands(file: string, {commands, commandLines}: RunFile, scenario: Scenario): void {
	for (const [i, command] of commands.entries()) {
		const where = `${sanitize(file)}:${commandLines[i]}:1`;
		if ('fork' in command) for (const id of command.fork.kernels) kernelNamed(scenario, id, where);
		if (!('perform' in command)) continue;
		const compiled = compileAction(command.perform, scenario, i);
		if ('problems' in compiled)
			throw new UsageError(compiled.problems.map(({message}) => `${where}: ${message}`).join('\n'));
	}
}

/** A run file and the session that it describes. */
export interface OpenedRunFile {
	/** The run file as it was read. */
	readonly runFile: RunFile;
	/** Compiled from the preset's text in the header. */
	readonly scenario: Scenario;
	/** The session at time 0, its commands still to come. */
	readonly session: ReturnType<typeof setUp>;
}

/** When the recording ended. */
function endOf({end, lastNs}: RunFile): Condition {
	const parsed = parseCondition(`time>=${end?.time_ns ?? lastNs}ns`);
	if ('problem' in parsed) throw new UsageError(parsed.problem.message);
	return parsed.condition;
}

/** Sets up the session of a run file at time 0, its commands still to come; throws a UsageError for every error in the file. */
export async function openRunFile(
	file: string,
	more: Partial<SessionOptions> = {},
	atEnd: (end: Condition) => Partial<SessionOptions> = () => ({}),
): Promise<OpenedRunFile> {
	const reader = new RunFileReader(file === '-' ? 'standard input' : file);
	await readLines(file, {maxBytes: MAX_RUN_FILE_BYTES, maxLineBytes: MAX_LINE_BYTES}, (line, isOpen) => {
		reader.line(line, isOpen);
	});
	const runFile = reader.finish();
	const {header, commands} = runFile;
	const scenario = compilePreset(header.text, `${file} (its preset)`);
	checkCommands(file, runFile, scenario);
	const until = header.until === null ? null : untilOf(scenario, {until: header.until} as Options);
	const session = setUp(scenario, {
		kernels: header.kernels.map((id) => kernelNamed(scenario, id, `${sanitize(file)}:1:1`)),
		seed: header.seed,
		sets: header.sets,
		until,
		commands,
		...(header.limit_ns === null ? {} : {limitNs: header.limit_ns}),
		...more,
		...atEnd(endOf(runFile)),
	});
	return {runFile, scenario, session};
}

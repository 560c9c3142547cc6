// What run and compare have in common: setting up a session, running it to its end, and reporting it in one format.

import {checkInvariants, InvariantError, type Kernel} from '../../core/index.js';
import type {Condition} from '../../scenario/conditions.js';
import type {Scenario} from '../../scenario/scenario.js';
import {checkExpectations} from '../../session/outcome/expectations.js';
import type {SessionOptions} from '../../session/session.js';
import type {SimulatedSession} from '../../session/simulated-session.js';
import {isStream} from '../../report/formats.js';
import {renderSession} from '../../report/session/session-formats.js';
import type {Options} from '../command-line/invocation.js';
import type {Output} from '../files/output.js';
import {headerFacts} from '../run-file/header-facts.js';
import {version} from '../package-root.js';
import {createProgress} from './progress.js';
import {pump} from './pump.js';
import {recordTo} from '../run-file/run-file.js';
import {setUpWith, untilOf} from '../setup/setup.js';
import {createStream, type Stream} from './stream.js';
import {withOutputs, type Headless} from './with-outputs.js';
import {EXIT, wrongArgument} from '../command-line/usage-error.js';

/** Throws an InvariantError (exit code 3) if a machine violates an invariant: its figures must not be taken for a result. */
export function assertInvariants(session: SimulatedSession): void {
	for (const {machine, kernel} of session.runs) {
		const broken = checkInvariants(machine);
		if (broken.length > 0)
			throw new InvariantError(`${kernel.id} at ${machine.nowNs} ns: ${broken.join('; ')}`);
	}
}

/** 1 when a run did not meet its condition, or missed an expectation of the unchanged preset (no --until, --set, --param, --seed); else 0. */
export function exitCodeOf(session: SimulatedSession, options: Options): number {
	if (session.runs.some((run) => run.ended !== 'until')) return EXIT.missed;
	const own =
		options.until === undefined &&
		options.sets.length === 0 &&
		options.params.length === 0 &&
		options.seed === undefined;
	return own && checkExpectations(session.scenario, session.runs).some(({ok}) => !ok)
		? EXIT.missed
		: EXIT.fine;
}

function openEvents(
	open: Headless['open'],
	{events, output}: Options,
	streaming: boolean,
): Output | undefined {
	if (events === undefined) return undefined;
	if (events === '-' && (output === undefined || output === '-') && streaming)
		throw wrongArgument('--events', {
			message: 'standard output already takes the rows; give --output a file',
		});
	return open(events);
}

/** How run and compare set up their session; rows and events are collected only where they are asked for. */
function sessionOptions(
	kernels: readonly Kernel[],
	until: Condition,
	options: Options,
	streaming: boolean,
	stream: Stream,
): SessionOptions {
	const {sets, limitNs, wakeupLog, seed, events, every = streaming ? 'pass' : undefined} = options;
	return {
		kernels,
		sets,
		until,
		limitNs,
		wakeupLog,
		...(seed === undefined ? {} : {seed}),
		...(every === undefined ? {} : {every}),
		...(streaming ? {onSample: stream.onSample} : {}),
		...(events === undefined ? {} : {onEvents: stream.onEvents}),
	};
}

/** Runs the scenario on the kernels and reports; returns the exit code. */
export async function runHeadless(
	command: 'run' | 'compare',
	scenario: Scenario,
	kernels: readonly Kernel[],
	options: Options,
): Promise<number> {
	const {format, seed = scenario.seed, limitNs, wakeupLog} = options;
	const until = untilOf(scenario, options);
	const streaming = isStream(format);
	const stream = createStream({format, scenario, kernels, seed, version: version()});
	const progress = createProgress();
	const session = setUpWith(progress, scenario, {
		...sessionOptions(kernels, until, options, streaming, stream),
		forComparison: kernels.length > 1 || command === 'compare',
	});
	const watch = {
		wallLimitNs: options.wallLimitNs,
		writesFiles: [options.output, options.record, options.events].some((file) => file !== undefined),
	};
	const work = async ({interruption, open}: Headless): Promise<number> => {
		const output = open(options.output);
		const events = openEvents(open, options, streaming || format !== 'table');
		const facts = headerFacts(scenario, kernels, options, until, limitNs);
		const recorder = options.record === undefined ? undefined : recordTo(options.record, session, facts);
		await pump(session, {
			interruption,
			progress,
			async afterSlice() {
				recorder?.sync();
				await stream.flush(output, events);
			},
		});
		progress.clear();
		assertInvariants(session);
		recorder?.finish();
		await stream.flush(output, events);
		const reportOptions = {version: version(), samples: options.every !== undefined, wakeupLog};
		await output.write(renderSession(session, format, command === 'compare', reportOptions));
		await output.finish();
		await events?.finish();
		return interruption.requested && !session.ended ? interruption.exitCode : exitCodeOf(session, options);
	};
	return withOutputs(watch, work, progress);
}

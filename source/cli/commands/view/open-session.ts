// The sessions that the live view can show: of a preset, and recorded ones.

import type {Kernel, Steps} from '../../../core/index.js';
import type {Scenario} from '../../../scenario/scenario.js';
import type {Session} from '../../../session/session.js';
import {headerFacts} from '../../run-file/header-facts.js';
import type {Options} from '../../command-line/invocation.js';
import {checkpointCount, MOST_CHECKPOINTS} from '../../live/checkpoint-count.js';
import type {HeaderFacts} from '../../run-file/run-file-format.js';
import {kernelNamed, setUpInSteps, untilOf} from '../../setup/setup.js';
import {openRunFile} from '../replay/open-run-file.js';

/** A session with the header of its run file. */
export interface Opened {
	/** The compiled preset. */
	readonly scenario: Scenario;
	/** The session at time 0. */
	readonly session: Session;
	/** The header of its run file. */
	readonly facts: HeaderFacts;
}

/** A session of the scenario. The preset's `until` does not end it: the view pauses there once and can continue. */
export function* openScenario(
	scenario: Scenario,
	kernels: readonly Kernel[],
	options: Options,
): Steps<Opened> {
	const until = options.until === undefined ? null : untilOf(scenario, options);
	const session = yield* setUpInSteps(scenario, {
		kernels,
		sets: options.sets,
		until,
		// At the preset's own end the view pauses once.
		...(until === null ? {stopOnceAt: scenario.until} : {}),
		checkpoints: checkpointCount(scenario, kernels.length),
		...(options.seed === undefined ? {} : {seed: options.seed}),
	});
	return {scenario, session, facts: headerFacts(scenario, kernels, options, until, null)};
}

/** A recorded session at its start; the view stops once where it ended. */
export async function openRecorded(file: string, options: Options): Promise<Opened> {
	const {runFile, scenario, session} = await openRunFile(file, {checkpoints: MOST_CHECKPOINTS}, (end) => ({
		stopOnceAt: end,
	}));
	const {header} = runFile;
	const kernels = header.kernels.map((id) => kernelNamed(scenario, id, file));
	const own = {...options, seed: header.seed, sets: header.sets};
	const until = header.until === null ? null : untilOf(scenario, {until: header.until} as Options);
	return {scenario, session, facts: headerFacts(scenario, kernels, own, until, header.limit_ns)};
}

// ksmtop real on a terminal: the view, with the figures of the real kernel as one more column. The reproducer runs in the
// background; when the view ends it is stopped, and the view waits until it has restored the knobs.

import {versionOf} from '../../../recording/version.js';
import {RealSession} from '../../../recording/view/real-session.js';
import {followsClock} from '../../../reproducer/exact.js';
import {presetKey} from '../../../reproducer/preset-key.js';
import {outcomeLines} from '../../../report/real/real-outcomes.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {sanitize} from '../../../scenario/base/text.js';
import {hostLimits} from '../../setup/host-memory.js';
import type {Options} from '../../command-line/invocation.js';
import {checkpointCount} from '../../live/checkpoint-count.js';
import {fixedSession} from '../../live/fixed-session.js';
import {viewSettings} from '../../live/look.js';
import {Terminal} from '../../terminal/terminal.js';
import {buildReproducer, startReproducer} from '../../reproducer/run.js';
import {reproducerText} from '../../reproducer/text.js';
import {manyKernels} from '../../setup/setup.js';
import {EXIT, UsageError} from '../../command-line/usage-error.js';
import {feedFrom, GrowingRecording, type LiveFeed} from './feed.js';
import {checkOrigin} from './origin.js';
import {LIMIT_SECONDS} from './recordings.js';

/** A feed, and how to stop the program that writes it; stop() resolves when the knobs are restored. */
interface Source {
	readonly feed: LiveFeed;
	stop(): Promise<void>;
}

/** Builds and starts the preset's reproducer. */
function runHere(scenario: Scenario): Source {
	const built = buildReproducer(reproducerText(scenario, scenario.kernels[0].id));
	const feed = new GrowingRecording("the reproducer's report");
	const every = followsClock(scenario) ? ['--timed'] : ['--every-wakeup', '--map'];
	const running = startReproducer(built.file, ['--limit', LIMIT_SECONDS, ...every], (line) => feed.add(line));
	let isStopped = false;
	const done = running.done
		.then(
			() => feed.end(),
			(error: unknown) => feed.end(isStopped ? null : error instanceof Error ? error.message : String(error)),
		)
		.finally(() => built.remove());
	return {
		feed,
		async stop() {
			isStopped = true;
			if (!feed.isOver) running.stop();
			await done;
		},
	};
}

const sourceOf = (scenario: Scenario, from: string | undefined): Source =>
	from === undefined ? runHere(scenario) : {feed: feedFrom(from), async stop() {}};

/** 1 if the recording is whole and equals none of the kernels shown, or if it is not whole. */
function exitCodeOf(session: RealSession, {problem}: LiveFeed): number {
	if (problem !== null) return EXIT.usage;
	const {endedBy, mode} = session.ending;
	if (endedBy === null || mode === 'timed') return EXIT.fine;
	const fits = session.outcomes().some(({held}) => held.rows > 0 && held.differences.length === 0);
	return fits && (endedBy === 'until' || endedBy === 'idle') ? EXIT.fine : EXIT.missed;
}

/** Shows the preset on this machine's kernel, or the recording of --from, until the viewer quits. */
export async function showReal(scenario: Scenario, options: Options): Promise<number> {
	const settings = viewSettings(options);
	const kernels = manyKernels(scenario, {...options, kernel: undefined});
	const {feed, stop} = sourceOf(scenario, options.from);
	try {
		const header = await feed.header;
		checkOrigin(header, scenario.name, presetKey(scenario));
		const isFile = options.from !== undefined && options.from !== '-';
		const session = new RealSession({
			scenario,
			header,
			feed,
			kernels,
			kernelVersion: versionOf(header.release),
			followsPreset: isFile,
			checkpoints: checkpointCount(scenario, kernels.length),
			hostLimits: hostLimits(),
		});
		const terminal = new Terminal(process.stdout);
		terminal.enter();
		const {runLive} = await import('../../live/run-live.js');
		const code = await runLive({
			terminal,
			view: {...settings, session, readOnly: true},
			cast: options.cast,
			title: scenario.name,
			shown: fixedSession(session, () =>
				outcomeLines(session.ending, session.outcomes()).map((line) => sanitize(line)),
			),
		});
		if (feed.problem !== null) process.stderr.write(`ksmtop: ${feed.problem}\n`);
		return code === EXIT.fine ? exitCodeOf(session, feed) : code;
	} catch (error) {
		if (feed.problem !== null && !(error instanceof UsageError)) throw new UsageError(feed.problem);
		throw error;
	} finally {
		await stop();
	}
}

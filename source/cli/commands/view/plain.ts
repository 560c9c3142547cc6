// ksmtop [preset] without a terminal: the story of the session as lines, at full speed, then the summary.

import {formatDuration} from '../../../scenario/base/units.js';
import {sanitize, wrap} from '../../../scenario/base/text.js';
import {SAME_MOMENT_NS} from '../../../session/observers/narration.js';
import type {Session} from '../../../session/session.js';
import {assertInvariants, exitCodeOf} from '../../headless/headless.js';
import type {Command} from '../../command-line/invocation.js';
import type {Output} from '../../files/output.js';
import {headerFacts} from '../../run-file/header-facts.js';
import {DEMO, loadPreset} from '../../setup/presets.js';
import {pump} from '../../headless/pump.js';
import {recordTo} from '../../run-file/run-file.js';
import {manyKernels, setUp, untilOf} from '../../setup/setup.js';
import {withOutputs} from '../../headless/with-outputs.js';
import {EXIT, wrongArgument} from '../../command-line/usage-error.js';

const TIME_COLUMNS = 11;
const COLUMNS = 79;

/** Prints story events and captions that are new, in the order of their times. The latest wait: the same may still happen to other runs. */
function createStoryPrinter(session: Session, output: Output): (last: boolean) => Promise<void> {
	let seen = 0;
	const printed = new Set<unknown>();
	return async (last) => {
		const news = [
			...session.captions.map((caption) => ({...caption, text: `"${caption.text}"`, key: caption})),
			...session.story.map((event) => ({...event, key: event})),
		].filter(({key, timeNs}) => !printed.has(key) && (last || timeNs < session.nowNs - SAME_MOMENT_NS));
		news.sort((one, other) => one.timeNs - other.timeNs);
		for (const {timeNs, letter, text, key} of news) {
			printed.add(key);
			await output.write(
				`${formatDuration(timeNs).padStart(TIME_COLUMNS)}  ${letter.padEnd(3)}  ${sanitize(text)}\n`,
			);
		}
		seen += news.length;
		// Story and captions are bounded lists: forget what has left them.
		if (seen > 10_000) {
			const kept = new Set<unknown>([...session.captions, ...session.story]);
			for (const key of printed) if (!kept.has(key)) printed.delete(key);
			seen = 0;
		}
	};
}

/** Prints the story until the condition holds; exit codes as those of run. UsageError without any `until`. */
export const plain: Command = async (positionals, options, {commands}) => {
	const [name = DEMO, extra] = positionals;
	if (extra !== undefined)
		throw wrongArgument('preset', {message: 'the view takes one preset, and nothing after it', found: extra});
	const scenario = await loadPreset(
		name,
		options.params,
		commands.map((command) => command.name),
	);
	const kernels = manyKernels(scenario, options);
	const until = untilOf(scenario, options);
	const session = setUp(scenario, {
		kernels,
		sets: options.sets,
		until,
		limitNs: options.limitNs,
		...(options.seed === undefined ? {} : {seed: options.seed}),
	});
	return withOutputs({writesFiles: options.record !== undefined}, async ({interruption, open}) => {
		const output = open(undefined);
		const facts = headerFacts(scenario, kernels, options, until, options.limitNs);
		const recorder = options.record === undefined ? undefined : recordTo(options.record, session, facts);
		await output.write(`${wrap(sanitize(`${scenario.name}: ${scenario.about}`), COLUMNS).join('\n')}\n`);
		await output.write(`${session.runs.map((run) => `${run.letter} ${run.title}`).join('   ')}\n\n`);
		const printNews = createStoryPrinter(session, output);
		await pump(session, {
			interruption,
			async afterSlice() {
				recorder?.sync();
				await printNews(false);
			},
		});
		assertInvariants(session);
		recorder?.finish();
		await printNews(true);
		await output.write(`\n${session.summary().join('\n')}\nfingerprint ${session.fingerprint()}\n`);
		await output.finish();
		return interruption.requested && !session.ended ? EXIT.interrupted : exitCodeOf(session, options);
	});
};

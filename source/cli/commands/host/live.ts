// ksmtop host on a terminal: the live view over samples of the machine.

import {join} from 'node:path';
import {knobByName} from '../../../core/index.js';
import {knobPath} from '../../../host/sample/host-knobs.js';
import {HostSession} from '../../../host/view/host-session.js';
import {readSample} from '../../../host/sample/sample.js';
import {formatCount, formatDuration, formatPages} from '../../../scenario/base/units.js';
import {sanitize, wrap} from '../../../scenario/base/text.js';
import type {Store} from '../../../tui/store.js';
import {writeSysfs} from '../../files/sysfs-file.js';
import type {Options} from '../../command-line/invocation.js';
import {fixedSession} from '../../live/fixed-session.js';
import {viewSettings} from '../../live/look.js';
import {Terminal} from '../../terminal/terminal.js';
import {UsageError} from '../../command-line/usage-error.js';
import {HostPump} from './host-pump.js';
import {type HostReader, ROOT} from './host-reader.js';

/** The geometry that the view counts in. */
const PAGE_BYTES = 4096;
const SUMMARY_COLUMNS = 78;

/** Writes a knob of this machine. */
async function writeKnob(name: string, value: string): Promise<string | null> {
	const knob = knobByName.get(name);
	return knob === undefined ? 'ENOENT' : writeSysfs(join(ROOT, knobPath(knob)), value);
}

/** The lines that stay on the normal screen: how long the machine was watched, what was seen, and which knobs were changed. */
function summary({runs: [run], writtenKnobs, nowNs, subject}: HostSession): string[] {
	const {ledger, warnings} = run.watch;
	const merged = ledger.mergedPages + ledger.zeroPages;
	const knobs = writtenKnobs.map(({name, before, now}) =>
		before === now ? `${name} ${before} (changed and put back)` : `${name} ${before} -> ${now}`,
	);
	return [
		`${subject.name}: Linux ${run.title}, watched for ${formatDuration(Math.round(nowNs / 1e6) * 1e6)}: ${formatPages(merged)} merged at least, ${formatCount(ledger.risen.thp_split_page)} THPs split, ${formatPages(ledger.unseenPages)} unaccounted for`,
		...warnings.map(({headline}) => headline),
		knobs.length === 0 ? 'no knob was written' : `knobs written, and left so: ${knobs.join(', ')}`,
	].flatMap((line) => wrap(sanitize(line), SUMMARY_COLUMNS));
}

/** Shows the machine until the viewer quits; returns the exit code. UsageError where pages are not 4096 bytes. */
export async function live(reader: HostReader, options: Options): Promise<number> {
	const settings = viewSettings(options);
	const first = readSample(await reader.read());
	if (first.pageBytes !== PAGE_BYTES)
		throw new UsageError(
			`the live view counts pages of ${PAGE_BYTES} bytes, this kernel's have ${first.pageBytes}: --format prints snapshots in its own`,
		);
	const session = new HostSession(first, {
		intervalNs: options.intervalNs,
		place: options.root ?? null,
		...(options.write
			? {
					async writeKnob(name, value) {
						const errno = await writeKnob(name, value);
						pump?.hurry();
						return errno;
					},
				}
			: {}),
	});
	let pump: HostPump | undefined;
	const terminal = new Terminal(process.stdout);
	const {runLive} = await import('../../live/run-live.js');
	terminal.enter();
	return runLive({
		terminal,
		view: {...settings, session, readOnly: !options.write, units: settings.units ?? 'bytes'},
		pump(store: Store) {
			pump = new HostPump({
				intervalMs: options.intervalNs / 1e6,
				now: () => performance.now(),
				isRunning: () => store.state.pace !== 'paused',
				async take() {
					session.take(readSample(await reader.read()));
					store.publish();
				},
			});
			return pump;
		},
		cast: options.cast,
		title: session.subject.name,
		shown: fixedSession(session, () => summary(session)),
	});
}

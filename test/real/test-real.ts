// `npm run test:real`: every shipped preset that a program can run, or those that are named, on this machine's kernel and in
// the model; prints the table of test/README.md, `-- --write` renews these rows there. `-- --quick` takes only those that are
// over in a moment. Ends with 1 when figures differ, with 2 when one could not be run just now.

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {needsSwap} from '../../source/reproducer/c-preset.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';
import {SHIPPED} from '../support/shipped-presets.js';
import {readOptions} from '../tools/options.js';
import {ROOT} from '../tools/root.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {TABLE_HEAD, tableRow, writeRows} from './real-table.js';
import {compareWithModel, loadPreset, record, whyNot} from './trial.js';
import {ZramSwap} from './zram-swap.js';

/** Presets that take less than some seconds here, and show every mechanism. */
const QUICK = ['stale-item', 'same-folio-pair', 'cow-storm'];
/** Leave something on a real kernel for good (1,024 in ksm_zero_pages): only when they are named. */
const LASTING = ['dontfork-leak'];

const {values, positionals} = readOptions('npm run test:real -- [--quick] [--write] [preset...]', {
	options: {quick: {type: 'boolean', default: false}, write: {type: 'boolean', default: false}},
	allowPositionals: true,
});
const chosen =
	positionals.length > 0
		? positionals
		: values.quick
			? QUICK
			: SHIPPED.filter((name) => !LASTING.includes(name));

const load = (name: string): Scenario =>
	loadPreset(readFileSync(join(ROOT, 'presets', `${name}.yaml`), 'utf8'), `${name}.yaml`);

/** Presets that no program can run, by the reason. */
const refused = new Map<string, string[]>();
const possible = SHIPPED.filter((name) => {
	const reason = whyNot(load(name));
	if (reason !== null) refused.set(reason, [...(refused.get(reason) ?? []), name]);
	return reason === null;
});
const swap = new ZramSwap();
const rows: string[] = [];
const print = (row: string): void => void process.stdout.write(`${row}\n`);

/** One preset by its exported program: a row of the table. */
async function tryPreset(name: string): Promise<string> {
	const scenario = load(name);
	swap.turn(needsSwap(scenario) > 0);
	const {recording} = await record(scenario, 'pass', true);
	const {rows: compared, figures, differences} = compareWithModel(scenario, recording);
	const [first] = differences;
	const result = first
		? `full scan ${first.pass}: ${first.figure} expected ${first.expected}, seen ${first.seen}`
		: 'equal';
	if (first) process.exitCode = 1;
	// The totals are compared as one more row.
	const fullScans = recording.totals && compared > recording.rows.length ? compared - 1 : compared;
	const counts = [fullScans, recording.totals?.wakeups ?? 0, figures];
	const release = recording.header.release.replace(/-.*/, '');
	return tableRow([name, release, ...counts.map((count) => count.toLocaleString('en-US')), result]);
}

for (const row of TABLE_HEAD) print(row);
for (const name of chosen.filter((each) => possible.includes(each))) {
	try {
		const row = await tryPreset(name);
		print(row);
		rows.push(row);
		if (values.write) writeRows(possible, rows, refused);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		// Each may be in the way for itself: memory, or somebody who uses KSM just now.
		process.stderr.write(`${name}: not run: ${error.message}\n`);
		process.exitCode = 2;
	}
}
swap.remove();
for (const [reason, names] of refused) print(`not run: ${names.join(', ')}: ${reason}`);

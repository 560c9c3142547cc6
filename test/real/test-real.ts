// `npm run test:real`: every shipped preset that a program can run, on this machine's kernel and in the model; prints the
// table of test/README.md, which `-- --write` writes there if all are equal. `-- --quick` takes only those that are over in a moment. Ends with 1 when figures differ, with
// 2 when this machine cannot be used at all.

import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {needsSwap} from '../../source/reproducer/c-preset.js';
import {UsageError} from '../../source/cli/usage-error.js';
import {ROOT} from '../tools/root.js';
import {compareWithModel, loadPreset, NoTrialError, record} from './trial.js';
import {ZramSwap} from './zram-swap.js';

/** Presets that take less than some seconds here, and show every mechanism. */
const QUICK = ['stale-item', 'same-folio-pair', 'cow-storm'];

const {values, positionals} = parseArgs({
	options: {quick: {type: 'boolean', default: false}, write: {type: 'boolean', default: false}},
	allowPositionals: true,
});
const all = readdirSync(join(ROOT, 'presets'))
	.filter((file) => file.endsWith('.yaml'))
	.map((file) => file.slice(0, -'.yaml'.length));
const chosen = positionals.length > 0 ? positionals : values.quick ? QUICK : all;

const rows: string[] = [];
const line = (cells: readonly string[]): void => {
	const row = `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
	rows.push(row);
	process.stdout.write(`${row}\n`);
};
/** Why those presets are not run that no program can run, by the reason. */
const refused = new Map<string, string[]>();
let release = '';

const swap = new ZramSwap();

/** One preset by its exported program: a row of the table. */
async function tryPreset(name: string): Promise<void> {
	const scenario = loadPreset(readFileSync(join(ROOT, 'presets', `${name}.yaml`), 'utf8'), `${name}.yaml`);
	swap.turn(needsSwap(scenario) > 0);
	const {recording} = await record(scenario, 'pass', true);
	({release} = recording.header);
	const {rows: compared, figures, differences} = compareWithModel(scenario, recording);
	const [first] = differences;
	const result = first
		? `full scan ${first.pass}: ${first.figure} expected ${first.expected}, seen ${first.seen}`
		: 'equal';
	if (first) process.exitCode = 1;
	const wakeups = recording.totals?.wakeups ?? 0;
	line([
		name,
		compared.toLocaleString('en-US'),
		wakeups.toLocaleString('en-US'),
		figures.toLocaleString('en-US'),
		result,
	]);
}

/** The table between its comments in test/README.md. */
function writeTable(): void {
	const file = join(ROOT, 'test', 'README.md');
	const text = readFileSync(file, 'utf8');
	const reasons = [...refused].map(([reason, names]) => `${names.join(', ')} (${reason})`);
	const table = [
		'<!-- test:real -->',
		`By \`npm run test:real -- --write\` on a Linux ${release.replace(/-.*/, '')}, every shipped preset that a program can run:`,
		'',
		...rows,
		'',
		`Not run, since no program can do what they do: ${reasons.join('; ')}.`,
		'<!-- /test:real -->',
	].join('\n');
	writeFileSync(
		file,
		text.replace(/<!-- test:real -->[\s\S]*?<!-- \/test:real -->/, () => table),
	);
}

line(['preset', 'full scans', 'wakeups', 'figures', 'result']);
line(['---', '--:', '--:', '--:', '---']);
for (const name of chosen) {
	try {
		await tryPreset(name);
	} catch (error) {
		if (error instanceof NoTrialError)
			refused.set(error.message, [...(refused.get(error.message) ?? []), name]);
		else if (error instanceof UsageError) {
			// Each may be in the way for itself: memory, or somebody who uses KSM just now.
			process.stderr.write(`${name}: not run: ${error.message}\n`);
			process.exitCode = 2;
		} else throw error;
	}
}
swap.remove();
for (const [reason, names] of refused) process.stdout.write(`not run: ${names.join(', ')}: ${reason}\n`);
if (values.write) {
	if (process.exitCode === undefined) writeTable();
	else process.stderr.write('the table is not written: not every preset was equal\n');
}

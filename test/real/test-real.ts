// `npm run test:real`: every shipped preset that a program can run, on this machine's kernel and in the model; prints the
// table of test/README.md. `-- --quick` takes only those that are over in a moment. Ends with 1 when figures differ, with
// 2 when this machine cannot be used at all.

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {parseArgs} from 'node:util';
import {UsageError} from '../../source/cli/usage-error.js';
import {ROOT} from '../tools/root.js';
import {compareWithModel, loadPreset, NoTrialError, record} from './trial.js';

/** Presets that take less than some seconds here, and show every mechanism. */
const QUICK = ['stale-item', 'same-folio-pair', 'cow-storm'];

const {values, positionals} = parseArgs({
	options: {quick: {type: 'boolean', default: false}},
	allowPositionals: true,
});
const all = readdirSync(join(ROOT, 'presets'))
	.filter((file) => file.endsWith('.yaml'))
	.map((file) => file.slice(0, -'.yaml'.length));
const chosen = positionals.length > 0 ? positionals : values.quick ? QUICK : all;

const line = (cells: readonly string[]): void => void process.stdout.write(`| ${cells.join(' | ')} |\n`);
line(['preset', 'full scans', 'wakeups', 'figures', 'result']);
line(['---', '--:', '--:', '--:', '---']);
for (const name of chosen) {
	try {
		const scenario = loadPreset(readFileSync(join(ROOT, 'presets', `${name}.yaml`), 'utf8'), `${name}.yaml`);
		const {recording} = await record(scenario, 'pass', true);
		const {rows, figures, differences} = compareWithModel(scenario, recording);
		const [first] = differences;
		const result = first
			? `full scan ${first.pass}: ${first.figure} expected ${first.expected}, seen ${first.seen}`
			: 'equal';
		if (first) process.exitCode = 1;
		line([name, String(rows), String(recording.totals?.wakeups ?? '-'), String(figures), result]);
	} catch (error) {
		if (error instanceof NoTrialError) line([name, '', '', '', `not run: ${error.message}`]);
		else if (error instanceof UsageError) {
			process.stderr.write(`${error.message}\n`);
			process.exitCode = 2;
			break;
		} else throw error;
	}
}

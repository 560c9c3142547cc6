// Turns recordings of real kernels (one JSON object per line) into the compact fixtures that test/conformance reads.
// Usage: node test/tools/convert-traces.mjs <kind> <recording.jsonl> <fixture.json.gz>, kind one of
// variants (ksmd on the kernels of the thread), other-splits (splits that are not KSM's), host (a stock kernel).
// Columns are named once, and notes of the recording machine (times of system calls) are dropped.

import {readFileSync, writeFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

const [kind, input, output] = process.argv.slice(2);
const rows = readFileSync(input, 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line));

/** Every row an array in the order of `columns`. */
const inColumns = (columns, objects) => objects.map((object) => columns.map((column) => object[column]));

const converters = {
	variants() {
		const columns = Object.keys(rows[0].passes[0]);
		return {columns, runs: rows.map((run) => ({...run, passes: inColumns(columns, run.passes)}))};
	},
	'other-splits'() {
		const columns = Object.keys(rows[0]);
		return {columns, runs: inColumns(columns, rows)};
	},
	host() {
		const runs = rows.map(({actions, ...run}) => ({
			...run,
			rows: run.rows.map((row) => ({...row, at: row.at.startsWith('check') ? 'check' : row.at})),
		}));
		return {runs};
	},
};

const packed = gzipSync(JSON.stringify(converters[kind]()), {level: 9});
writeFileSync(output, packed);
console.log(`${output}: ${rows.length} runs, ${packed.length} bytes`);

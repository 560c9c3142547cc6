// Goal: see how far the core is from its targets of speed and size, and from what the memory alone allows. Method: each
// case runs in a process of its own, compiled as it is shipped; figures are medians of CPU time over at least 8 passes
// after 3 that warm up (fewer where a pass takes seconds). SCALE_CASES=unique,stale picks some of them.

import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {bench} from 'vitest';
import type {Row} from '../tools/scale.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NAMES = [
	...['first', 'unique', 'wakeups', 'written', 'permuted', 'skips', 'merges', 'zeros', 'pairs', 'mixed'],
	...['stale', 'zeros behind', 'splits', 'checkpoint'],
	...['64 host', '64 unique', '64 zeros', '64 zeros merged', '64 permuted', '64 stale', '256 host'],
];

function compile(): string {
	const require = createRequire(import.meta.url);
	const compiler = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc');
	spawnSync(process.execPath, [compiler, '-p', 'test/tools', '--noEmitOnError', 'false'], {cwd: root});
	return path.join(root, 'node_modules/.cache/ksmtop-tools/test/tools/scale.js');
}

function measure(program: string, name: string): Row[] {
	const {stdout, stderr, status} = spawnSync(process.execPath, [program, name], {encoding: 'utf8'});
	if (status !== 0) throw new Error(`${name}: ${stderr}`);
	return JSON.parse(stdout) as Row[];
}

const mark = (reached: boolean | null): string => (reached === null ? '' : reached ? 'yes' : 'NO');

let measured = false;

bench(
	'scale',
	() => {
		// Vitest calls a benchmark more than once, whatever its iterations.
		if (measured) return;
		measured = true;
		const program = compile();
		const wanted = process.env.SCALE_CASES?.split(',') ?? NAMES;
		const lines = [
			'| what | measured | target | reached | a loop that only reads | bytes per page |',
			'|---|---|---|---|---|---|',
		];
		for (const name of wanted) {
			for (const {what, figure, target, reached, bare = '', bytesPerPage = ''} of measure(program, name))
				lines.push(`| ${what} | ${figure} | ${target} | ${mark(reached)} | ${bare} | ${bytesPerPage} |`);
		}
		console.log(lines.join('\n'));
	},
	{iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0, throws: true},
);

// Goal: the program that the fuzzer runs presets with says the same as an exported one, without being compiled for each. Method:
// random presets of every kind fit into its tables, or need no table; it compiles without a warning, and reads each of them.

import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {KINDS, randomPreset} from './random-preset.js';
import {TABLE_PROGRAM} from './table-program.js';
import {tablesOf} from './tables.js';
import {hasCompiler, loadPreset, NoTrialError} from './trial.js';

const SEEDS = [1, 2, 3, 4];

/** Tables of random presets, by the presets' names; those that the loader refuses (a range behind a region that moved) are left out. */
function tables(): Map<string, string> {
	const made = new Map<string, string>();
	for (const kind of KINDS)
		for (const seed of SEEDS) {
			const preset = randomPreset(seed, kind);
			try {
				const text = tablesOf(loadPreset(JSON.stringify(preset), preset.name));
				expect(text, preset.name).not.toBeNull();
				made.set(preset.name, text ?? '');
			} catch (error) {
				if (!(error instanceof NoTrialError)) throw error;
			}
		}
	return made;
}

it('writes fills as runs, statements as words, the timeline in its order', () => {
	const scenario = loadPreset(
		`
name: two
machine: {memory: 64MiB}
processes: [{name: app, regions: [{name: ram, size: 16KiB, advice: [mergeable], fill: {pattern: [{unique: {from: 7, count: 3}}, {zero: 1}]}}]}]
timeline: [{at: 24ms, write: {region: ram, range: 4KiB..8KiB, fill: {content: 5}}}]
until: full_scans>=3
`,
		'two.yaml',
	);
	const text = tablesOf(scenario) ?? '';
	expect(text).toContain('\n2\n0 7 1\n3 0 0\n');
	expect(text).toContain('\nwrite_pages\n5\nNULL\n"ram\n#4096\n#8192\n#1\n');
	expect(text).toContain('\n0\nfull_scans\n>=\n3\n');
});

it('has room for random presets of every kind', () => {
	expect(tables().size).toBeGreaterThan((KINDS.length * SEEDS.length) / 2);
});

it.runIf(hasCompiler())('compiles without a warning, and reads every preset', () => {
	const folder = mkdtempSync(join(tmpdir(), 'ksmtop-tables-'));
	try {
		const program = join(folder, 'program');
		const flags = ['-O1', '-Wall', '-Wextra', '-Werror', '-std=gnu11', '-o', program, '-x', 'c', '-'];
		expect(spawnSync('cc', flags, {input: TABLE_PROGRAM, encoding: 'utf8'}).stderr).toBe('');
		const file = join(folder, 'tables');
		const read = (text: string): string => {
			writeFileSync(file, text);
			const {status, stderr} = spawnSync(program, ['--help'], {
				encoding: 'utf8',
				env: {KSMTOP_TABLES: file},
			});
			return `${status} ${stderr.split('\n')[0]}`;
		};
		for (const [name, text] of tables()) expect(read(text), name).toMatch(/^0 usage:/);
		const [text] = tables().values();
		expect(read(text.slice(0, text.length / 2))).toMatch(/^3 reproducer: tables: /);
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
});

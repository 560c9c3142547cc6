// Goal: the live view over a machine's own files shows what there is, says why the keys of a simulation do nothing, holds
// still when paused, warns when the signs of the regression stand together, and writes nothing. Method: the built
// program in a pseudo terminal over a folder that is made like sysfs and procfs, and changed while it runs.

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {HostTree} from '../support/host-tree.js';
import {type PtyProgram, shows, startProgram} from '../tools/pty.js';

let folder: string;
let trees = 0;
beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-host-'));
});
afterAll(() => {
	rmSync(folder, {recursive: true});
});

const guests = () => [
	{pid: 1000, comm: 'small', merging: 10, items: 20, anon: 300},
	{pid: 1001, comm: 'large\u001B[31m', merging: 500, items: 1000, anon: 51_200, huge: 51_200},
];

function machine(): HostTree {
	return new HostTree(path.join(folder, `tree-${trees++}`), {
		knobs: {run: 1, use_zero_pages: 1},
		counters: {pages_sharing: 509, pages_scanned: 1000},
		processes: guests(),
	});
}

const startHost = ({root}: HostTree, ...flags: string[]): PtyProgram =>
	startProgram(['host', '--root', root, '--interval', '100ms', ...flags], {cwd: folder});

it('shows processes by what KSM saves for them, and warns of what splits freed', async () => {
	const tree = machine();
	const program = startHost(tree);
	const lines = await program.until(shows('RUNNING', 'v ksm_process_profit', '1001 large'), 'the processes');
	const at = (word: string): number => lines.findIndex((line) => line.includes(word));
	expect(at('1001 large')).toBeLessThan(at('1000 small'));
	// A machine has no folio map and no cursor; what it has stands in their place.
	expect(lines.join('\n')).not.toMatch(/cursor|worst wakeup|NaN|undefined/);
	expect(shows('memory', 'anonymous of all')(lines)).toBe(true);
	tree.tree.processes[1] = {...guests()[1], anon: 0, huge: 0};
	tree.tree.counters = {...tree.tree.counters, thp_split_page: 100, pages_scanned: 1100};
	tree.write();
	await program.until(shows('WARNING', 'splits freed about 200 MiB'), 'the warning');
	program.resize(120, 40);
	await program.until(shows('WARNING', 'ksm_rmap_items', 'events'), 'a larger screen');
	program.type('q');
	expect(await program.exit()).toEqual({code: 0, signal: 0});
	expect(program.raw()).toContain('no knob was written');
	expect(program.raw().replaceAll(/\s+/g, ' ')).toContain('200 MiB unaccounted for');
});

it('says why keys of a simulation do nothing here, and holds still when paused', async () => {
	const program = startHost(machine());
	await program.until(shows('RUNNING', '1001 large'), 'the processes');
	const answers: ReadonlyArray<readonly [key: string, words: string]> = [
		['s', 'cannot be stepped'],
		['.', 'cannot be steered'],
		['R', 'not started again'],
		['n', 'it has one kernel'],
		['b', 'nothing here can stop it'],
		['w', 'cannot be replayed'],
		['u', 'only read; with --write'],
		['+', 'only read; with --write'],
	];
	for (const [key, words] of answers) {
		program.type(key);
		await program.until(shows(words), `why ${key} does nothing`);
	}
	program.type('f');
	await program.until((lines) => !shows('only read; with --write')(lines), 'the message gone');
	program.type(' ');
	await program.until(shows('PAUSED'), 'PAUSED');
	program.type(' ');
	await program.until(shows('RUNNING'), 'RUNNING');
	program.type('?');
	await program.until(shows('help'), 'the help');
	program.type('q');
	program.type('\u0003');
	expect(await program.exit()).toEqual({code: 130, signal: 0});
});

it('explains a process, filters and sorts', async () => {
	const program = startHost(machine());
	await program.until(shows('1001 large'), 'the processes');
	// The focus starts at the charts; the processes come next, since there is no folio map.
	program.type('f');
	await program.until(shows('>processes'), 'the processes in focus');
	program.type('\r');
	await program.until(shows('ksm_merging_pages 500'), 'what is known of it');
	program.type('q');
	program.type('/small\r');
	await program.until((lines) => shows('1000 small')(lines) && !shows('1001 large')(lines), 'one process');
	program.type('\u0003');
	await program.exit();
});

it('leaves the terminal as it was on a machine without KSM', async () => {
	const tree = machine();
	tree.remove('sys/kernel/mm/ksm');
	const program = startHost(tree);
	expect(await program.exit()).toEqual({code: 2, signal: 0});
	expect(program.raw()).toMatch(/no KSM here/);
	expect(program.raw()).not.toContain('\u001B[?1049h');
});

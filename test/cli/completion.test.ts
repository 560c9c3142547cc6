// Goal: what a shell completes is what the program takes. Method: the scripts are read by the real shells, which are
// then asked for completions: bash by its variables, fish by its own question, zsh at its prompt in a pseudo terminal.
// A shell that is not installed is reported as skipped.

import {spawnSync} from 'node:child_process';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {COMMANDS, VIEW} from '../../source/cli/commands/index.js';
import {bash} from '../../source/cli/commands/completion/bash.js';
import {fish} from '../../source/cli/commands/completion/fish.js';
import {collectWords} from '../../source/cli/commands/completion/words.js';
import {zsh} from '../../source/cli/commands/completion/zsh.js';
import {flagsOf} from '../../source/cli/command-line/flags.js';
import {environment} from '../tools/program.js';
import {startCommand} from '../tools/pty.js';
import {expectRefusal, ksmtop, workFolder} from './program.js';

const table = {view: VIEW, commands: COMMANDS};
const all = [VIEW, ...COMMANDS];
const {folder, file, remove} = workFolder();
const scripts: Record<string, string> = {};

const installed = (command: string): boolean =>
	spawnSync(command, ['--version'], {stdio: 'ignore'}).status === 0;

/** A command line, and words that must and must not be among what its last word is completed to. */
const CASES: ReadonlyArray<readonly [line: string, offered: readonly string[], absent: readonly string[]]> = [
	['ksmtop s', ['sweep'], ['run', '--seed']],
	['ksmtop run free', ['free-at-once'], ['slow-zero']],
	['ksmtop run ./mi', ['./mine.yaml'], ['./mine.txt']],
	['ksmtop run x --wake', ['--wakeup-log'], []],
	['ksmtop check --wake', [], ['--wakeup-log']],
	['ksmtop run x --kernel v1-m', ['v1-mergeable'], ['mainline']],
	['ksmtop compare x --kernels before,v1-m', ['before,v1-mergeable'], []],
	['ksmtop sweep x --format ', ['csv', 'json', 'markdown', 'ndjson', 'table'], ['kselftest']],
	['ksmtop run --set a=3 free', ['free-at-once'], []],
	['ksmtop --kernel before --pl', ['--plain'], []],
	['ksmtop replay --output mine.t', ['mine.txt'], []],
	['ksmtop list k', ['kernels', 'knobs'], ['causes']],
	['ksmtop explain pages_vol', ['pages_volatile'], []],
	['ksmtop completion ', ['bash', 'fish', 'zsh'], []],
];

function expectOffered(
	answers: readonly string[],
	offered: readonly string[],
	absent: readonly string[],
): void {
	expect(answers).toEqual(expect.arrayContaining([...offered]));
	expect(answers.filter((answer) => absent.includes(answer))).toEqual([]);
}

beforeAll(async () => {
	const words = await collectWords();
	for (const [shell, text] of [
		['bash', bash(table, words)],
		['zsh', zsh(table, words)],
		['fish', fish(table, words)],
	])
		scripts[shell] = file(`ksmtop.${shell}`, text);
	file('mine.yaml', '');
	file('mine.txt', '');
});

afterAll(remove);

describe('scripts', () => {
	it('name every command, and every flag of it', async () => {
		const words = await collectWords();
		const lines = fish(table, words).split('\n');
		for (const command of all)
			for (const {name} of flagsOf(command))
				expect(lines.some((line) => line.includes(`'__ksmtop_is ${command.name}' -l ${name} `))).toBe(true);
	});

	it('are what the command prints; other shells are refused', async () => {
		const {stdout, code} = await ksmtop('completion', 'bash');
		expect(code).toBe(0);
		expect(stdout).toBe(bash(table, await collectWords()));
		expectRefusal(await ksmtop('completion', 'bsh'), /allowed: bash, zsh, fish; did you mean bash\?/);
		expectRefusal(await ksmtop('completion'), /needs a shell/);
	});
});

describe.runIf(installed('bash'))('bash', () => {
	it.each(CASES)('%s', (line, offered, absent) => {
		// As bash splits it: "=" is a word of its own.
		const words = line.split(' ').flatMap((word) => word.split(/(?==)|(?<==)/));
		const program = `source '${scripts['bash']}' && COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ksmtop; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const {stdout, stderr} = spawnSync('bash', ['--norc', '-c', program, 'bash', ...words], {
			cwd: folder,
			encoding: 'utf8',
			env: environment({}, folder),
		});
		expect(stderr).toBe('');
		expectOffered(stdout.split('\n'), offered, absent);
	});
});

describe.runIf(installed('fish'))('fish', () => {
	it.each(CASES)('%s', (line, offered, absent) => {
		const program = `source '${scripts['fish']}'; complete -C '${line}'`;
		const {stdout, stderr} = spawnSync('fish', ['--no-config', '-c', program], {
			cwd: folder,
			encoding: 'utf8',
			env: environment({}, folder),
		});
		expect(stderr).toBe('');
		expectOffered(
			stdout.split('\n').map((answer) => answer.split('\t')[0]),
			offered,
			absent,
		);
	});
});

describe.runIf(installed('zsh'))('zsh', () => {
	it('completes at its prompt', async () => {
		const shell = startCommand(['zsh', '-f'], {columns: 100, rows: 30, cwd: folder});
		await shell.until((lines) => lines.some((line) => line.trim() !== ''), 'a prompt');
		shell.type(
			`PS1='ready> '; autoload -U compinit; compinit -D -u; source '${scripts['zsh']}'; bindkey '^I' complete-word; clear\r`,
		);
		await shell.until(([first]) => first === 'ready>', 'an empty screen');
		for (const [line, offered, absent] of CASES) {
			if (offered.length === 0) continue;
			shell.type(`${line}\t`);
			// One word is put in its place, several are listed below.
			const screen = await shell.until(
				(lines) => {
					const [typed, ...below] = lines;
					const last = typed.trimEnd().split(' ').at(-1) ?? '';
					const seen = [last.replace(/,$/, ''), ...below.join(' ').split(/\s+/)];
					return offered.every((word) => seen.includes(word));
				},
				`${line}: ${offered.join(' ')}`,
			);
			// Commands are listed with what they do.
			const listed = screen.slice(1).map((text) => text.replace(/ -- .*/, ''));
			const seen = listed.join(' ').split(/\s+/);
			expect(seen.filter((word) => absent.includes(word))).toEqual([]);
			// Ctrl-U, Ctrl-L: an empty line on an empty screen.
			shell.type('\u0015\u000C');
			await shell.until(
				(lines) => lines[0] === 'ready>' && lines.slice(1).every((text) => text === ''),
				'a prompt',
			);
		}
		shell.type('exit\r');
		await shell.exit();
	});
});

// Goal: the manual page says all that help says, and man takes it without complaint. Method: look for every command,
// flag and exit code in the page; where mandoc and man are installed, they check and set it.

import {spawnSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {COMMANDS, VIEW} from '../../source/cli/commands/index.js';
import {manPage} from '../../source/cli/commands/man/man.js';
import {EXIT_CODES} from '../../source/cli/command-line/exit-codes.js';
import {environment} from '../tools/program.js';
import {expectRefusal, ksmtop} from './program.js';

const page = manPage({view: VIEW, commands: COMMANDS});
const lines = page.split('\n');

const installed = (command: string): boolean => spawnSync('which', [command], {stdio: 'ignore'}).status === 0;

it('names every command with its flags, and every exit code', () => {
	for (const command of [VIEW, ...COMMANDS]) {
		const from = lines.indexOf(`.SS ${command.usage.replaceAll('-', String.raw`\-`)}`);
		expect(from).toBeGreaterThan(0);
		const next = lines.findIndex((line, i) => i > from && /^\.S[SH] /.test(line));
		const section = lines
			.slice(from, next)
			.join('\n')
			.replaceAll(String.raw`\-`, '-');
		for (const name of command.flags) expect(section).toContain(`.B --${name}`);
		for (const example of command.examples)
			expect(section.replaceAll(String.raw`\(aq`, "'").replaceAll(String.raw`\(ti`, '~')).toContain(example);
	}
	for (const {codes} of EXIT_CODES) expect(lines).toContain(`.B ${codes}`);
});

it('lets no line of text be taken for a request', () => {
	const requests = lines.filter((line) => /^[.']/.test(line)).map((line) => line.split(' ')[0]);
	expect([...new Set(requests)].sort()).toEqual([
		'.B',
		'.BR',
		'.EE',
		'.EX',
		'.PP',
		'.SH',
		'.SS',
		'.TH',
		'.TP',
		'.ad',
		'.br',
		'.nr',
	]);
});

it('is what the command prints', async () => {
	expect(await ksmtop('man')).toEqual({code: 0, stdout: page, stderr: ''});
	expectRefusal(await ksmtop('man', 'run'), /takes no argument/);
});

it.runIf(installed('mandoc'))('has nothing that mandoc warns of', () => {
	const {stdout, stderr} = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], {
		input: page,
		encoding: 'utf8',
	});
	// The page has no date, so that the same sources always make the same page.
	const warnings = stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'));
	expect([warnings, stderr]).toEqual([[], '']);
});

it.runIf(installed('man'))('is set by man in 80 columns', () => {
	const {status, stdout, stderr} = spawnSync('man', ['--warnings', '--local-file', '-'], {
		input: page,
		encoding: 'utf8',
		env: environment({MANWIDTH: '80'}),
	});
	expect([status, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/^KSMTOP\(1\)/);
	expect(stdout).toMatch(/ksmtop man \| man -l -$/m);
	// No word is broken, so that what is copied from the page is right.
	expect(stdout).not.toMatch(/\u2010/);
	expect(stdout).toMatch(/ mainline:freed_pages\.split_remap>0'/);
});

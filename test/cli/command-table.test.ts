// Goal: the tables of commands and flags hold together, so that help, man page and completions made from them are true.
// Method: walk both tables, load every command's work, and read every help page.

import {expect, it} from 'vitest';
import {readArguments} from '../../source/cli/command-line/arguments.js';
import {COMMANDS, VIEW} from '../../source/cli/commands/index.js';
import {FLAGS, flagsOf} from '../../source/cli/command-line/flags.js';
import {helpText} from '../../source/cli/command-line/help.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';

const all = [VIEW, ...COMMANDS];

it('names commands and flags once', () => {
	const names = COMMANDS.map(({name}) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(FLAGS.map(({name}) => name)).size).toBe(FLAGS.length);
	expect(new Set(FLAGS.map(({option}) => option)).size).toBe(FLAGS.length);
});

it('has no flag that no command knows', () => {
	const known = new Set(all.flatMap((command) => flagsOf(command).map(({name}) => name)));
	expect(FLAGS.map(({name}) => name).filter((name) => !known.has(name))).toEqual([]);
});

it.each(all.map((command) => [command.name, command] as const))(
	'%s: loads and explains itself',
	async (name, command) => {
		expect(await command.load()).toBeTypeOf('function');
		// --format is of use only to a command that has a choice, and a command with a choice has it.
		expect(command.flags.includes('format')).toBe(command.formats.length > 0);
		const help = helpText(command);
		expect(help).toMatch(command === VIEW ? /^Usage: ksmtop / : new RegExp(`^Usage: ksmtop ${name}\\b`));
		expect(help).toContain('Examples:');
		for (const {name: flag} of flagsOf(command)) expect(help).toContain(`--${flag}`);
		for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
	},
);

it('takes the first format for the default, and only those that the command speaks', () => {
	for (const {name, formats} of COMMANDS.filter((command) => command.formats.length > 0)) {
		expect(readArguments([name]).options.format).toBe(formats[0]);
		for (const format of formats)
			expect(readArguments([name, '--format', format]).options.format).toBe(format);
		expect(() => readArguments([name, '--format', 'roff'])).toThrow(UsageError);
	}
});

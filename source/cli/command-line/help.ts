// --help, made from the tables of commands and flags: one page for the program, one for each command, each with examples.

import {wrap} from '../../scenario/base/text.js';
import {COMMANDS, VIEW} from '../commands/index.js';
import {EXIT_CODES} from './exit-codes.js';
import {aboutFlag, flagsOf} from './flags.js';
import type {CommandDescription} from './invocation.js';

function flagLines(command: CommandDescription): string[] {
	const flags = flagsOf(command);
	const heads = flags.map(({name, value}) => `--${name}${value === undefined ? '' : ` ${value}`}`);
	const width = Math.min(30, Math.max(...heads.map((head) => head.length)));
	return flags.flatMap((flag, i) => {
		const lines = wrap(aboutFlag(flag, command), 80 - width - 4);
		const first = heads[i].length > width ? [`  ${heads[i]}`] : [];
		return [
			...first,
			...lines.map(
				(line, at) => `  ${(at === 0 && first.length === 0 ? heads[i] : '').padEnd(width)}  ${line}`,
			),
		];
	});
}

function commandLines(): string[] {
	const width = Math.max(...COMMANDS.map(({name}) => name.length));
	return [
		'',
		'Commands (see ksmtop <command> --help):',
		...COMMANDS.map(({name, short}) => `  ${name.padEnd(width)}  ${short}`),
	];
}

/** The page of a command; of the program for the live view. */
export function helpText(command: CommandDescription): string {
	const {usage, about, examples} = command;
	return [
		`Usage: ${usage}`,
		'',
		...wrap(about, 80),
		...(command === VIEW ? commandLines() : []),
		'',
		'Flags:',
		...flagLines(command),
		'',
		'Examples:',
		...examples.map((example) => `  ${example}`),
		'',
		...wrap(`Exit codes: ${EXIT_CODES.map(({codes, about}) => `${codes} ${about}`).join('; ')}.`, 80),
		'',
	].join('\n');
}

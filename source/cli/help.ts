// --help, made from the tables of commands and flags: one page for the program, one for each command, each with examples.

import {COMMANDS, VIEW} from './commands/index.js';
import {flagsOf, type Flag} from './flags.js';
import type {CommandDescription} from './invocation.js';

const EXIT_CODES = [
	'Exit codes: 0 fine; 1 an expectation missed, a replay differed, --limit reached;',
	'2 bad usage or input, a file that cannot be read or written; 3 an invariant of the',
	'model broke; 129, 130, 143 ended by HUP, INT, TERM.',
];

function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= columns)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** What a flag does, in the words of the command that it is given to. */
function aboutFlag({about, words}: Flag, {formats}: CommandDescription): string {
	return words === 'formats' ? `${about}: ${formats.join(', ')}` : about;
}

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
		'Commands (ksmtop <command> --help tells more):',
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
		...EXIT_CODES,
		'',
	].join('\n');
}

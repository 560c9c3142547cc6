// ksmtop man: the manual page in the macros of man(7), made from the tables that --help is made from.

import {EXIT_CODES} from '../../command-line/exit-codes.js';
import {aboutFlag, flagsOf, type Flag} from '../../command-line/flags.js';
import type {Command, CommandDescription, CommandTable} from '../../command-line/invocation.js';
import {openOutput} from '../../files/output.js';
import {version} from '../../package-root.js';
import {wrongArgument} from '../../command-line/usage-error.js';

const ENVIRONMENT: ReadonlyArray<readonly [name: string, about: string]> = [
	['NO_COLOR', 'Not empty: no colours; bold and reverse stay.'],
	[
		'LC_ALL, LC_CTYPE, LANG',
		'The first that is set says whether the terminal shows UTF-8; else glyphs are ASCII.',
	],
	['SSH_TTY', 'Set: 2 frames per second instead of 4, unless --fps says otherwise.'],
	['TERM', 'dumb: plain lines instead of the full screen.'],
	['INK_SCREEN_READER', 'true: plain lines, which can be read aloud.'],
	['KSMTOP_DEBUG', '1: an internal error shows where in the program it was thrown.'],
];

/** Text as roff takes it: nothing in it is a request, an escape, or a typographic quote or dash. */
const roff = (text: string): string =>
	text
		.replaceAll('\\', String.raw`\e`)
		.replaceAll('-', String.raw`\-`)
		.replaceAll("'", String.raw`\(aq`)
		.replaceAll('`', String.raw`\(ga`)
		.replaceAll('^', String.raw`\(ha`)
		.replaceAll('~', String.raw`\(ti`)
		.replaceAll(/^\./gm, String.raw`\&.`);

const tagged = (tag: string, text: string): string[] => ['.TP', `.B ${roff(tag)}`, roff(text)];

const flagHead = ({name, value}: Flag): string => (value === undefined ? `--${name}` : `--${name} ${value}`);

function section(command: CommandDescription): string[] {
	const {usage, about, examples} = command;
	return [
		`.SS ${roff(usage)}`,
		roff(about),
		...flagsOf(command)
			.filter(({name}) => name !== 'help' && name !== 'version')
			.flatMap((flag) => tagged(flagHead(flag), aboutFlag(flag, command))),
		'.PP',
		'.EX',
		...examples.map((example) => roff(example)),
		'.EE',
	];
}

/** The page; what differs between builds is only the version. */
export function manPage({view, commands}: CommandTable): string {
	const common = flagsOf({flags: []});
	return [
		// Neither hyphens nor wide gaps in what may be copied from the page.
		'.nr HY 0',
		`.TH KSMTOP 1 "" "ksmtop ${roff(version())}" "User Commands"`,
		'.ad l',
		'.SH NAME',
		`ksmtop ${String.raw`\-`} htop for a simulated ksmd`,
		'.SH SYNOPSIS',
		...[view, ...commands].flatMap(({usage}, i) => [...(i === 0 ? [] : ['.br']), `.B ${roff(usage)}`]),
		'.SH DESCRIPTION',
		roff(view.about),
		'.SH COMMANDS',
		...commands.flatMap(({name, short}) => tagged(name, short)),
		'.SH OPTIONS',
		'Every command knows these:',
		...common.flatMap((flag) => tagged(flagHead(flag), flag.about)),
		...section({...view, about: 'The live view.'}),
		...commands.flatMap((command) => section(command)),
		'.SH EXIT STATUS',
		...EXIT_CODES.flatMap(({codes, about}) => tagged(codes, about)),
		'.SH ENVIRONMENT',
		...ENVIRONMENT.flatMap(([name, about]) => tagged(name, about)),
		'.SH SEE ALSO',
		'.BR htop (1),',
		'.BR madvise (2)',
		'',
	].join('\n');
}

/** Prints the manual page as roff; exit code 0. */
export const man: Command = async ([extra], options, table) => {
	if (extra !== undefined) throw wrongArgument('man', {message: 'takes no argument', found: extra});
	const output = openOutput(options.output);
	await output.write(manPage(table));
	await output.finish();
	return 0;
};

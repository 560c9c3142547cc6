// ksmtop completion: a script for each shell, made from the tables of commands and flags.

import {nearest} from '../../../scenario/base/nearest.js';
import type {Command, CommandTable} from '../../command-line/invocation.js';
import {openOutput} from '../../files/output.js';
import {wrongArgument} from '../../command-line/usage-error.js';
import {bash} from './bash.js';
import {fish} from './fish.js';
import {collectWords, type WordLists} from './words.js';
import {zsh} from './zsh.js';

type Script = (table: CommandTable, words: WordLists) => string;

const SCRIPTS: Readonly<Record<string, Script>> = {bash, zsh, fish};

/** Prints the completion script of a shell; exit code 0. */
export const completion: Command = async ([shell, extra], options, table) => {
	const shells = Object.keys(SCRIPTS);
	const allowed = shells.join(', ');
	if (shell === undefined) throw wrongArgument('completion', {message: 'needs a shell', allowed});
	if (extra !== undefined) throw wrongArgument('completion', {message: 'takes one shell', found: extra});
	if (!shells.includes(shell))
		throw wrongArgument('completion', {
			message: 'no completions for this shell',
			found: shell,
			allowed,
			nearest: nearest(shell, shells),
		});
	const output = openOutput(options.output);
	await output.write(SCRIPTS[shell](table, await collectWords()));
	await output.finish();
	return 0;
};

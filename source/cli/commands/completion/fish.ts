// The completions for fish: one line for each flag of each command.

import {FLAGS, flagsOf, type Flag} from '../../command-line/flags.js';
import type {CommandDescription, CommandTable} from '../../command-line/invocation.js';
import {argumentCompletion, type Completion, valueCompletion, valuedFlags, type WordLists} from './words.js';

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

/** The argument of -a that completes so. */
function words({words: known, files, list, assigns}: Completion): string {
	const all = known.join(' ');
	if (files) return known.length > 0 ? `(__ksmtop_presets ${all})` : '(__fish_complete_path)';
	if (list) return `(__fish_append , ${all})`;
	return assigns ? known.map((word) => `${word}=`).join(' ') : all;
}

function flagLine(flag: Flag, command: CommandDescription, lists: WordLists): string {
	const {name, value, about} = flag;
	const completion = valueCompletion(flag, command, lists);
	const takes = value === undefined ? '' : ' -x';
	const from = completion ? ` -a ${quote(words(completion))}` : '';
	return `complete -c ksmtop -n '__ksmtop_is ${command.name}' -l ${name}${takes}${from} -d ${quote(about)}`;
}

/** The completion script for fish. */
export function fish({view, commands}: CommandTable, lists: WordLists): string {
	const condition = ({name}: CommandDescription): string => `complete -c ksmtop -n '__ksmtop_is ${name}'`;
	const lines = [view, ...commands].flatMap((command) => [
		...(command.words === undefined
			? []
			: [`${condition(command)} -a ${quote(words(argumentCompletion(command, lists)))}`]),
		...flagsOf(command).map((flag) => flagLine(flag, command, lists)),
	]);
	return `# Completions of ksmtop for fish, made by: ksmtop completion fish

function __ksmtop_is --description 'whether the command line is for this command'
	set -l command ${view.name}
	set -l words (commandline -opc)
	set -e words[1]
	# The first word that is neither a flag nor the value of one.
	while set -q words[1]
		switch $words[1]
			case ${valuedFlags(FLAGS).join(' ')}
				set -e words[1]
			case '-*'
			case ${commands.map(({name}) => name).join(' ')}
				set command $words[1]
				break
			case '*'
				break
		end
		set -e words[1]
	end
	test $command = $argv[1]
end

function __ksmtop_presets
	printf '%s\\n' $argv
	__fish_complete_path (commandline -ct) | string match -r -- '^.*(?:/|\\.ya?ml|\\.json)(?:\\t.*)?$'
end

complete -c ksmtop -f
${commands.map(({name, short}) => `${condition(view)} -a ${name} -d ${quote(short)}`).join('\n')}
${lines.join('\n')}
`;
}

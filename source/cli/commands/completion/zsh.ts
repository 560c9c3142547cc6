// The completions for zsh: one list of _arguments for each command. Works when it is read at the start of a shell as
// well as from a file named _ksmtop in a folder of fpath.

import {FLAGS, flagsOf, type Flag} from '../../command-line/flags.js';
import type {CommandDescription, CommandTable} from '../../command-line/invocation.js';
import {argumentCompletion, type Completion, valueCompletion, valuedFlags, type WordLists} from './words.js';

/** Within single quotes, and within the brackets and between the colons of a specification. */
const quote = (text: string): string =>
	text
		.replaceAll('\\', '\\\\')
		.replaceAll(/[[\]:]/g, String.raw`\$&`)
		.replaceAll("'", String.raw`'\''`);

/** The action of a specification that completes so. */
function action({words, files, list, assigns}: Completion): string {
	const all = words.join(' ');
	if (files) return words.length > 0 ? `{_ksmtop_presets ${all}}` : '_files';
	if (list) return `{_values -s , word ${all}}`;
	return assigns ? `{compadd -S = -- ${all}}` : `(${all})`;
}

function flagLine(flag: Flag, command: CommandDescription, lists: WordLists): string {
	const {name, value, repeatable, about} = flag;
	const star = repeatable ? '*' : '';
	if (value === undefined) return `'${star}--${name}[${quote(about)}]'`;
	const completion = valueCompletion(flag, command, lists);
	return `'${star}--${name}=[${quote(about)}]:${quote(value)}:${completion ? action(completion) : ''}'`;
}

function argumentLines(command: CommandDescription, lists: WordLists): string[] {
	if (command.words === undefined) return [];
	return [`'*:argument:${action(argumentCompletion(command, lists))}'`];
}

/** The completion script for zsh. */
export function zsh({view, commands}: CommandTable, lists: WordLists): string {
	const branch = (command: CommandDescription, words: readonly string[]): string =>
		[
			`\t${command.name})`,
			`\t\t_arguments -S \\`,
			[...flagsOf(command).map((flag) => flagLine(flag, command, lists)), ...words]
				.map((line) => `\t\t\t${line}`)
				.join(' \\\n'),
			'\t\t;;',
		].join('\n');
	const described = commands.map(({name, short}) => `\t\t'${name}:${quote(short)}'`);
	const presets = argumentCompletion(view, lists).words.join(' ');
	return `#compdef ksmtop
# Completions of ksmtop for zsh, made by: ksmtop completion zsh

_ksmtop_presets() {
	_alternative "presets:preset:compadd -- $*" 'files:file:_files -g "*.(yaml|yml|json)"'
}

_ksmtop_commands() {
	local -a commands=(
${described.join('\n')}
	)
	_describe -t commands command commands
	_ksmtop_presets ${presets}
}

_ksmtop() {
	local command=${view.name} word i
	# The first word that is neither a flag nor the value of one.
	for ((i = 2; i < CURRENT; i++)); do
		word=$words[i]
		case $word in
		${valuedFlags(FLAGS).join('|')}) ((i++)) ;;
		-*) ;;
		${commands.map(({name}) => name).join('|')})
			command=$word
			# _arguments sees the command line without it.
			words[i]=()
			((CURRENT--))
			break
			;;
		*) break ;;
		esac
	done
	case $command in
${[branch(view, ["'*:command or preset:_ksmtop_commands'"]), ...commands.map((command) => branch(command, argumentLines(command, lists)))].join('\n')}
	esac
}

if [[ $funcstack[1] == _ksmtop ]]; then
	_ksmtop "$@"
else
	compdef _ksmtop ksmtop
fi
`;
}

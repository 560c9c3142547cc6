// The completions for bash, without the package bash-completion. bash splits words at "=", so --flag value and
// --flag=value are handled separately.

import {FLAGS, flagsOf} from '../../command-line/flags.js';
import type {CommandTable} from '../../command-line/invocation.js';
import {argumentCompletion, type Completion, valueCompletion, valuedFlags, type WordLists} from './words.js';

/** The shell function call for a completion. */
function call({words, files, list, assigns}: Completion): string {
	const quoted = `'${words.join(' ')}'`;
	if (files) return words.length > 0 ? `_ksmtop_presets ${quoted}` : '_ksmtop_files';
	if (list) return `_ksmtop_list ${quoted}`;
	return assigns ? `_ksmtop_assign ${quoted}` : `_ksmtop_words ${quoted}`;
}

const FUNCTIONS = `_ksmtop_words() {
	COMPREPLY=($(compgen -W "$1" -- "$current"))
}

_ksmtop_list() {
	local before=
	[[ $current == *,* ]] && before=\${current%,*},
	COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${current##*,}"))
}

_ksmtop_assign() {
	COMPREPLY=($(compgen -S = -W "$1" -- "$current"))
	compopt -o nospace 2>/dev/null
}

_ksmtop_files() {
	compopt -o filenames 2>/dev/null
	local IFS=$'\\n'
	COMPREPLY=($(compgen -f -- "$current"))
}

_ksmtop_presets() {
	_ksmtop_words "$1"
	compopt -o filenames 2>/dev/null
	local IFS=$'\\n' ending
	COMPREPLY+=($(compgen -d -- "$current"))
	for ending in yaml yml json; do
		COMPREPLY+=($(compgen -f -X "!*.$ending" -- "$current"))
	done
}`;

/** The completion script for bash. */
export function bash({view, commands}: CommandTable, lists: WordLists): string {
	const all = [view, ...commands];
	const values = all.flatMap((command) =>
		flagsOf(command).flatMap((flag) => {
			const completion = valueCompletion(flag, command, lists);
			return completion ? [`\t${command.name}:--${flag.name}) ${call(completion)} ;;`] : [];
		}),
	);
	const flags = all.map(
		(command) =>
			`\t${command.name}) _ksmtop_words '${flagsOf(command)
				.map(({name}) => `--${name}`)
				.join(' ')}' ;;`,
	);
	const first = argumentCompletion(view, lists);
	const names = commands.map(({name}) => name);
	const words = [
		`\t${view.name}) ${call({...first, words: [...names, ...first.words]})} ;;`,
		...commands
			.filter((command) => command.words !== undefined)
			.map((command) => `\t${command.name}) ${call(argumentCompletion(command, lists))} ;;`),
	];
	return `# Completions of ksmtop for bash, made by: ksmtop completion bash

${FUNCTIONS}

_ksmtop() {
	local current=\${COMP_WORDS[COMP_CWORD]} flag=\${COMP_WORDS[COMP_CWORD - 1]} command=${view.name} word i
	COMPREPLY=()
	# The first word that is neither a flag nor the value of one.
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=\${COMP_WORDS[i]}
		case $word in
		=) ((i++)) ;;
		${valuedFlags(FLAGS).join('|')}) [[ \${COMP_WORDS[i + 1]} == = ]] || ((i++)) ;;
		-*) ;;
		${names.join('|')}) command=$word && break ;;
		*) break ;;
		esac
	done
	if [[ $current == = ]]; then
		current=
	elif [[ $flag == = ]]; then
		flag=\${COMP_WORDS[COMP_CWORD - 2]}
		# The value of a knob: only the user knows it.
		[[ $flag == --* ]] || return
	fi
	case $command:$flag in
${values.join('\n')}
	*:${valuedFlags(FLAGS).join('|*:')}) ;;
	*)
		case $current in
		-*)
			case $command in
${flags.map((line) => `\t\t${line}`).join('\n')}
			esac
			;;
		*)
			case $command in
${words.map((line) => `\t\t${line}`).join('\n')}
			esac
			;;
		esac
		;;
	esac
}

complete -F _ksmtop ksmtop
`;
}

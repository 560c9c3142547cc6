// --help, made from the table of flags: one page for the program, one for each command, each with examples.

import {FLAGS, type CommandKey} from './flags.js';
import {COMMANDS} from './invocation.js';

interface Page {
	readonly usage: string;
	/** One line, for the list of commands. */
	readonly short: string;
	readonly about: string;
	readonly examples: readonly string[];
}

export const PAGES: Readonly<Record<CommandKey, Page>> = {
	live: {
		usage: 'ksmtop [preset] [flags]',
		short: 'the live view; without a preset the regression demo',
		about:
			"htop for a simulated ksmd: KSM, huge pages and the shared zeropage, several kernels in lockstep. A preset is a path (with a / or ending in .yaml, .yml, .json), - for standard input, or a name of 'ksmtop list presets'. Without a terminal it prints plain lines.",
		examples: [
			'ksmtop',
			'ksmtop slow-merge --kernels before,mainline --speed max',
			'ksmtop ./mine.yaml --ascii',
		],
	},
	run: {
		usage: 'ksmtop run <preset> [flags]',
		short: 'run a preset on one kernel and report',
		about:
			'Runs a preset on one kernel (--kernel, else mainline if the preset lists it, else its first) until its condition holds, as fast as this host can, and reports. Exit code 1 when --limit was reached or an expectation of the unchanged preset was missed.',
		examples: [
			"ksmtop run free-at-once --kernel mainline --until 'full_scans>=2' --format json",
			'ksmtop run slow-merge --every 1s --format csv --output merge.csv',
			'ksmtop run free-at-once --set pages_to_scan=1000 --wakeup-log',
		],
	},
	compare: {
		usage: 'ksmtop compare <preset> [flags]',
		short: 'run a preset on several kernels, side by side',
		about:
			"Runs a preset on several kernels and scores them: is the rate limit kept, is use_zero_pages respected, how fast is memory freed, at what CPU cost, what do KSM's own counters show of it, and where do the kernels first differ.",
		examples: [
			'ksmtop compare free-at-once',
			'ksmtop compare slow-zero --kernels before,mainline,rfc --format markdown',
		],
	},
	check: {
		usage: 'ksmtop check [preset...] [flags]',
		short: 'run the expectations of presets',
		about:
			'Runs presets (all that ship, when none is named) and holds what came out against their expectations. Exit code 1 when one is missed.',
		examples: ['ksmtop check', 'ksmtop check free-at-once ./mine.yaml --format tap'],
	},
	sweep: {
		usage: 'ksmtop sweep <preset> --vary <knob>=<a,b,c> [--vary ...] [flags]',
		short: 'run all combinations of knob values',
		about:
			'Runs a preset with every combination of the values given, on each kernel, on all cores. Results depend neither on the number of threads nor on shards.',
		examples: [
			'ksmtop sweep slow-zero --vary pages_to_scan=100,1000,4096 --vary smart_scan=0,1',
			'ksmtop sweep slow-zero --vary pages_to_scan=100,750 --shard 1/4 --format csv --output part1.csv',
		],
	},
	replay: {
		usage: 'ksmtop replay <run file> [flags]',
		short: 'run a recorded session again',
		about:
			'Runs a session that --record wrote again and compares the fingerprint. A file that was cut off is replayed up to the cut. Exit code 1 when the fingerprint differs.',
		examples: ['ksmtop run free-at-once --record demo.ndjson && ksmtop replay demo.ndjson'],
	},
	list: {
		usage: 'ksmtop list [presets|kernels|knobs|counters|causes|events]',
		short: 'what there is: presets, kernels, knobs, counters',
		about: 'Lists what ksmtop knows, a line each. explain tells more about each.',
		examples: ['ksmtop list', 'ksmtop list kernels', 'ksmtop list knobs --format json'],
	},
	explain: {
		usage: 'ksmtop explain <kernel|knob|counter|cause|event|preset>',
		short: 'what a kernel, knob, counter, cause or event is',
		about: 'Tells what something is, its range and default where it has them, and where it comes from.',
		examples: ['ksmtop explain mainline', 'ksmtop explain pages_volatile', 'ksmtop explain split_remap'],
	},
	doctor: {
		usage: 'ksmtop doctor',
		short: 'what was detected: terminal, colours, locale, host',
		about:
			"Shows how ksmtop would draw here and why, the versions of what it runs on, and this host's own KSM and THP settings where they can be read.",
		examples: ['ksmtop doctor', 'ksmtop doctor --format json'],
	},
};

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

function flagLines(command: CommandKey): string[] {
	const flags = FLAGS.filter(({commands}) => commands.includes(command));
	const heads = flags.map(({name, value}) => `--${name}${value === undefined ? '' : ` ${value}`}`);
	const width = Math.min(30, Math.max(...heads.map((head) => head.length)));
	return flags.flatMap(({about}, i) => {
		const lines = wrap(about, 80 - width - 4);
		const first = heads[i].length > width ? [`  ${heads[i]}`] : [];
		return [
			...first,
			...lines.map(
				(line, at) => `  ${(at === 0 && first.length === 0 ? heads[i] : '').padEnd(width)}  ${line}`,
			),
		];
	});
}

/** The page of a command; of the program for the live view. */
export function helpText(command: CommandKey): string {
	const {usage, about, examples} = PAGES[command];
	const commands =
		command === 'live'
			? [
					'',
					'Commands (ksmtop <command> --help tells more):',
					...COMMANDS.map((name) => `  ${name.padEnd(9)} ${PAGES[name].short}`),
				]
			: [];
	return [
		`Usage: ${usage}`,
		'',
		...wrap(about, 80),
		...commands,
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

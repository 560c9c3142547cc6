// What the terminal can show, and why ksmtop thinks so. Decided in this order: flags; whether it is a terminal at all;
// NO_COLOR; the locale; SSH. The live view follows it, doctor prints it.

import type {Depth} from '../../tui/look/palettes.js';
import type {Options} from '../command-line/invocation.js';

/** What the terminal can show. */
export interface TerminalCapabilities {
	/** Whether to print lines instead of the full screen. */
	readonly plain: boolean;
	/** Colours; without them bold and reverse stay. */
	readonly colors: boolean;
	/** Number of colours; without meaning if `colors` is false. */
	readonly depth: Depth;
	/** Whether glyphs beyond ASCII can be drawn. */
	readonly unicode: boolean;
	/** --fps, else 2 over SSH and 4 locally. */
	readonly framesPerSecond: number;
	/** Each decision with its reason, in the order in which they were made. */
	readonly decisions: ReadonlyArray<{
		readonly what: string;
		readonly choice: string;
		readonly because: string;
	}>;
}

/** What the decisions are made from; a value in tests. */
export interface Environment {
	/** Environment variables. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Whether keys can be read from standard input. */
	readonly stdinIsTTY: boolean;
	/** Whether standard output is a terminal that can be drawn on. */
	readonly stdoutIsTTY: boolean;
}

const FPS_LOCAL = 4;
const FPS_SSH = 2;

/** The environment of this process. */
export const readEnvironment = (): Environment => ({
	env: process.env,
	stdinIsTTY: process.stdin.isTTY === true,
	stdoutIsTTY: process.stdout.isTTY === true,
});

type Reason = readonly [choice: boolean, because: string];

function plainness({plain}: Pick<Options, 'plain'>, {env, stdinIsTTY, stdoutIsTTY}: Environment): Reason {
	if (plain) return [true, '--plain'];
	if (!stdoutIsTTY) return [true, 'standard output is not a terminal'];
	if (!stdinIsTTY) return [true, 'standard input is not a terminal, so no key could be pressed'];
	if (env['TERM'] === 'dumb') return [true, 'TERM is dumb'];
	if (env['INK_SCREEN_READER'] === 'true') return [true, 'INK_SCREEN_READER is set: lines can be read aloud'];
	return [false, `a terminal, TERM is ${env['TERM'] ?? 'not set'}`];
}

function colorness({color}: Pick<Options, 'color'>, {env}: Environment): Reason {
	if (!color) return [false, '--no-color'];
	const none = env['NO_COLOR'];
	if (none !== undefined && none !== '') return [false, 'NO_COLOR is set'];
	const term = env['TERM'] ?? '';
	if (/^(vt\d|ansi-m|.*-m(ono)?$)/.test(term)) return [false, `TERM is ${term}, which has no colours`];
	return [true, depthOf(env)[1]];
}

/** 256 colours only where TERM or COLORTERM say so: other terminals do not understand their numbers. */
function depthOf(env: Environment['env']): readonly [Depth, string] {
	const term = env['TERM'] ?? '';
	if (/256|direct/.test(term)) return [256, `TERM is ${term}`];
	const more = env['COLORTERM'] ?? '';
	if (/^(truecolor|24bit)$/.test(more) && term !== 'linux') return [256, `COLORTERM is ${more}`];
	return [16, 'the named colours of the terminal'];
}

function unicodeness({ascii}: Pick<Options, 'ascii'>, {env}: Environment): Reason {
	if (ascii) return [false, '--ascii'];
	if (/^(linux|vt\d)/.test(env['TERM'] ?? ''))
		return [false, `TERM is ${env['TERM']}, whose fonts lack braille and most blocks`];
	const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find((variable) => (env[variable] ?? '') !== '');
	if (name === undefined) return [false, 'no locale in LC_ALL, LC_CTYPE or LANG'];
	return [/utf-?8/i.test(env[name] ?? ''), `${name} is ${env[name]}`];
}

/** Decides for the given flags and environment. */
export function terminalCapabilities(
	options: Pick<Options, 'plain' | 'color' | 'ascii' | 'fps'>,
	world: Environment = readEnvironment(),
): TerminalCapabilities {
	const plain = plainness(options, world);
	const colors = colorness(options, world);
	const [depth] = depthOf(world.env);
	const unicode = unicodeness(options, world);
	const ssh = (world.env['SSH_TTY'] ?? '') !== '';
	const framesPerSecond = options.fps ?? (ssh ? FPS_SSH : FPS_LOCAL);
	const because = options.fps === undefined ? (ssh ? 'SSH_TTY is set' : 'a local terminal') : '--fps';
	return {
		plain: plain[0],
		colors: colors[0],
		depth,
		unicode: unicode[0],
		framesPerSecond,
		decisions: [
			{what: 'view', choice: plain[0] ? 'plain lines' : 'full screen', because: plain[1]},
			{what: 'colours', choice: colors[0] ? String(depth) : 'none', because: colors[1]},
			{what: 'glyphs', choice: !unicode[0] ? 'ASCII' : colors[0] ? 'blocks' : 'letters', because: unicode[1]},
			{what: 'frames', choice: `${framesPerSecond} per second`, because},
		],
	};
}

// What the terminal can show, decided from flags and environment in a fixed order; each decision says what it follows
// from. A CI variable plays no part: a terminal is a terminal.

import {ASCII, type Glyphs, UNICODE} from '../../tui/glyphs.js';
import {createTheme, type Theme} from '../../tui/theme.js';

export interface Decision<Value> {
	readonly value: Value;
	readonly because: string;
}

export interface Surroundings {
	readonly theme: Decision<Theme>;
	readonly glyphs: Decision<Glyphs>;
	readonly framesPerSecond: Decision<number>;
}

export interface SurroundingsFlags {
	readonly ascii: boolean;
	readonly color: boolean;
	readonly fps: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const SSH_FRAMES = 2;
const LOCAL_FRAMES = 4;

function decideTheme({color}: SurroundingsFlags, env: Environment): Decision<Theme> {
	if (!color) return {value: createTheme('none'), because: '--no-color'};
	if ((env['NO_COLOR'] ?? '') !== '') return {value: createTheme('none'), because: 'NO_COLOR is set'};
	return {value: createTheme('standard'), because: 'default: 16 named colours'};
}

function decideGlyphs({ascii}: SurroundingsFlags, env: Environment): Decision<Glyphs> {
	if (ascii) return {value: ASCII, because: '--ascii'};
	const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].find((variable) => (env[variable] ?? '') !== '');
	if (name === undefined) return {value: ASCII, because: 'no locale is set'};
	const locale = env[name] ?? '';
	return /utf-?8/i.test(locale)
		? {value: UNICODE, because: `${name}=${locale}`}
		: {value: ASCII, because: `${name}=${locale} is not UTF-8`};
}

function decideFrames({fps}: SurroundingsFlags, env: Environment): Decision<number> {
	if (fps !== undefined) return {value: fps, because: '--fps'};
	return (env['SSH_TTY'] ?? '') !== ''
		? {value: SSH_FRAMES, because: 'SSH_TTY is set'}
		: {value: LOCAL_FRAMES, because: 'default'};
}

export function surroundings(flags: SurroundingsFlags, env: Environment): Surroundings {
	return {
		theme: decideTheme(flags, env),
		glyphs: decideGlyphs(flags, env),
		framesPerSecond: decideFrames(flags, env),
	};
}

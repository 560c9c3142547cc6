// How the live view looks on this terminal: flags win over config.yaml, and that over what was detected.

import {ASCII, BLOCKS, UNICODE} from '../../tui/look/glyphs.js';
import type {Look} from '../../tui/look/text.js';
import {createTheme} from '../../tui/look/theme.js';
import type {Config} from '../config.js';
import type {Options} from '../command-line/invocation.js';
import {type TerminalCapabilities, terminalCapabilities} from '../terminal/terminal-capabilities.js';

/** What the terminal can show, under flags and settings; --fps and --ascii win over config.yaml. */
export const capabilities = (options: Options, config: Config): TerminalCapabilities =>
	terminalCapabilities({
		...options,
		...(options.fps === undefined && config.fps !== undefined ? {fps: config.fps} : {}),
		ascii: options.ascii || config.glyphs === 'ascii',
	});

/** Theme and glyphs for these capabilities; without colours the theme is bold and reverse. */
export const lookOf = ({colors, depth, unicode}: TerminalCapabilities, config: Config): Look => ({
	theme: createTheme(colors ? (config.palette ?? 'standard') : 'none', depth),
	glyphs: !unicode ? ASCII : colors && config.glyphs !== 'letters' ? BLOCKS : UNICODE,
});

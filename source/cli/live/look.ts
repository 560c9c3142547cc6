// How the live view looks on this terminal: flags win over the file of settings, and that over what was found out.

import {ASCII, BLOCKS, UNICODE} from '../../tui/look/glyphs.js';
import type {Look} from '../../tui/look/text.js';
import {createTheme} from '../../tui/look/theme.js';
import type {Config} from '../config.js';
import type {Options} from '../command-line/invocation.js';
import {type TerminalCapabilities, terminalCapabilities} from '../terminal/terminal-capabilities.js';

export const capabilities = (options: Options, config: Config): TerminalCapabilities =>
	terminalCapabilities({
		...options,
		...(options.fps === undefined && config.fps !== undefined ? {fps: config.fps} : {}),
		ascii: options.ascii || config.glyphs === 'ascii',
	});

export const lookOf = ({colors, depth, unicode}: TerminalCapabilities, config: Config): Look => ({
	theme: createTheme(colors ? (config.palette ?? 'standard') : 'none', depth),
	glyphs: !unicode ? ASCII : colors && config.glyphs !== 'letters' ? BLOCKS : UNICODE,
});

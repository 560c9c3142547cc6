// How the live view looks on this terminal: flags win over config.yaml, and that over what was detected.

import {ASCII, BLOCKS, UNICODE} from '../../tui/look/glyphs.js';
import type {Look} from '../../tui/look/text.js';
import {createTheme} from '../../tui/look/theme.js';
import type {StoreOptions} from '../../tui/store.js';
import {loadConfig, type Config} from '../config.js';
import type {Options} from '../command-line/invocation.js';
import {type TerminalCapabilities, terminalCapabilities} from '../terminal/terminal-capabilities.js';

/** What the terminal can show, under flags and settings; --fps and --ascii win over config.yaml. */
const capabilities = (options: Options, config: Config): TerminalCapabilities =>
	terminalCapabilities({
		...options,
		...(options.fps === undefined && config.fps !== undefined ? {fps: config.fps} : {}),
		ascii: options.ascii || config.glyphs === 'ascii',
	});

/** Theme and glyphs for these capabilities; without colours the theme is bold and reverse. */
const lookOf = ({colors, depth, unicode}: TerminalCapabilities, config: Config): Look => ({
	theme: createTheme(colors ? (config.palette ?? 'standard') : 'none', depth),
	glyphs: !unicode ? ASCII : colors && config.glyphs !== 'letters' ? BLOCKS : UNICODE,
});

/** What of the view does not depend on its session. */
export type ViewSettings = Pick<
	StoreOptions,
	'look' | 'framesPerSecond' | 'speed' | 'units' | 'panels' | 'message'
>;

/** From flags, config.yaml and this terminal; `message` names what is wrong in config.yaml. */
export function viewSettings(options: Options): ViewSettings {
	const {config, problems} = loadConfig();
	const found = capabilities(options, config);
	return {
		look: lookOf(found, config),
		framesPerSecond: found.framesPerSecond,
		speed: options.speed,
		units: config.units,
		panels: config.panels,
		message: problems.length === 0 ? undefined : problems.join('; '),
	};
}

// ksmtop [preset]: the live view where there is a terminal for it, else plain lines.

import type {Command} from '../../invocation.js';
import {terminalCapabilities} from '../../terminal-capabilities.js';

export const view: Command = async (positionals, options, table) => {
	const {plain} = terminalCapabilities(options);
	if (plain) return (await import('./plain.js')).plain(positionals, options, table);
	return (await import('./live.js')).live(positionals, options, table);
};

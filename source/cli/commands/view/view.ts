// ksmtop [preset]: the live view where there is a terminal for it, else plain lines; a run file is a recorded session.

import type {Command} from '../../command-line/invocation.js';
import {isRunFile} from '../../setup/presets.js';
import {refuseCast} from '../../terminal/screen-only.js';
import {terminalCapabilities} from '../../terminal/terminal-capabilities.js';

/** The live view on a terminal; exit codes as those of live, plain or replay. */
export const view: Command = async (positionals, options, table) => {
	const {plain} = terminalCapabilities(options);
	if (plain) refuseCast(options);
	// Without a terminal a recorded session is replayed.
	if (plain && isRunFile(positionals[0]))
		return (await import('../replay/replay.js')).replay(positionals, {...options, view: false}, table);
	if (plain) return (await import('./plain.js')).plain(positionals, options, table);
	return (await import('./live.js')).live(positionals, options, table);
};

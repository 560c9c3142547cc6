// What only the full screen can do is refused where there is none, instead of being left undone without a word.

import type {Options} from '../command-line/invocation.js';
import {wrongArgument} from '../command-line/usage-error.js';
import {hasKeyboard} from './keyboard.js';
import {readEnvironment, terminalCapabilities} from './terminal-capabilities.js';

/** Throws a UsageError if the screen was to be recorded. Call it where no view will be shown. */
export function refuseCast({cast}: Pick<Options, 'cast'>): void {
	if (cast !== undefined)
		throw wrongArgument('--cast', {message: 'records the live view, and none is shown here', found: cast});
}

/** Whether the view can be shown, with a keyboard that need not be standard input; if not, why not. */
export function whyNoScreen(options: Options): string | null {
	const {plain, decisions} = terminalCapabilities(options, {...readEnvironment(), stdinIsTTY: hasKeyboard()});
	return plain ? decisions[0].because : null;
}

// What the view may ask for where its session is not simulated: nothing else can take its place, and nothing is recorded.

import type {ViewedSession} from '../../session/session.js';
import type {LiveOptions} from './run-live.js';

/** `finish`: the lines that stay on the normal screen. */
export const fixedSession = (
	session: ViewedSession,
	finish: () => readonly string[],
): LiveOptions['shown'] => ({
	presets: () => [],
	open: async () => ({problem: session.whyNot('presets') ?? ''}),
	saveRun: () => session.whyNot('save') ?? '',
	sync() {},
	finish,
});

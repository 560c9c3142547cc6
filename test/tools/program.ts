// The program that is tested, and the environment in which it is started: the same for everybody who runs the tests.

import path from 'node:path';
import {ROOT} from './root.js';

/** As it was built; KSMTOP_PROGRAM=<file> names another, `packed` one that is installed from what `npm pack` makes. */
export const PROGRAM = process.env['KSMTOP_PROGRAM'] ?? path.join(ROOT, 'dist/cli/main.js');

/** What the tests need of the environment of the user who runs them: where commands and temporary files are. */
const KEPT = ['PATH', 'TMPDIR', 'LD_LIBRARY_PATH'] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** The environment of somebody with nothing set up. `home` need not be there: settings and sessions are looked for in it. */
export function environment(changes: Env = {}, home = '/nonexistent'): Record<string, string> {
	const all: Env = {
		...Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
		HOME: home,
		LANG: 'C.UTF-8',
		TZ: 'UTC',
		...changes,
	};
	return Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** What makes a program of Node's run some code before its own. */
export const preloading = (code: string): {NODE_OPTIONS: string} => ({
	NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

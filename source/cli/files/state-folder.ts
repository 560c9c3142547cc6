// Where sessions are kept for a later replay: $XDG_STATE_HOME/ksmtop, the newest few of them.

import {mkdirSync, readdirSync, statSync, unlinkSync} from 'node:fs';
import {homedir} from 'node:os';
import {isAbsolute, join} from 'node:path';

/** Number of sessions that are kept; older ones are deleted. */
const SESSIONS_KEPT = 20;
const PREFIX = 'session-';

type Env = Readonly<Record<string, string | undefined>>;

/** A folder of the XDG base directory specification: relative values are to be ignored. */
export function xdgFolder(env: Env, variable: string, fallback: string): string {
	const given = env[variable] ?? '';
	return join(isAbsolute(given) ? given : join(env['HOME'] ?? homedir(), fallback), 'ksmtop');
}

/** The folder, made if it is not there; throws what the file system throws. */
export function stateFolder(env: Env = process.env): string {
	const folder = xdgFolder(env, 'XDG_STATE_HOME', '.local/state');
	mkdirSync(folder, {recursive: true, mode: 0o700});
	return folder;
}

/** The name, without extension, under which a session with this fingerprint is kept. */
export const sessionName = (folder: string, fingerprint: string, n: number): string =>
	join(folder, `${PREFIX}${fingerprint}${n === 1 ? '' : `-${n}`}`);

/** Removes the oldest sessions beyond those that are kept; failures are ignored. */
export function dropOldSessions(folder: string, kept = SESSIONS_KEPT): void {
	try {
		const files = readdirSync(folder)
			.filter((name) => name.startsWith(PREFIX) && name.endsWith('.ndjson'))
			.map((name) => ({path: join(folder, name), ms: statSync(join(folder, name)).mtimeMs}))
			.sort((one, other) => other.ms - one.ms);
		for (const {path} of files.slice(kept)) unlinkSync(path);
	} catch {
		// Another ksmtop may have removed one at the same moment.
	}
}

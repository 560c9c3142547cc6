// Where sessions are kept for a later replay: $XDG_STATE_HOME/ksmtop, the newest few of them.

import {lstatSync, mkdirSync, readdirSync, rmSync} from 'node:fs';
import {userInfo} from 'node:os';
import {isAbsolute, join} from 'node:path';

/** Number of sessions that are kept; older ones are deleted. */
const SESSIONS_KEPT = 20;
const PREFIX = 'session-';

type Env = Readonly<Record<string, string | undefined>>;

/** The root for those who have no home, as a user of a container whom its passwd does not know. */
function homeFolder({HOME = ''}: Env): string {
	if (isAbsolute(HOME)) return HOME;
	try {
		return userInfo().homedir;
	} catch {
		return '/';
	}
}

/** A folder of the XDG base directory specification: relative values are to be ignored. */
export function xdgFolder(env: Env, variable: string, fallback: string): string {
	const given = env[variable] ?? '';
	return join(isAbsolute(given) ? given : join(homeFolder(env), fallback), 'ksmtop');
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

/** When a file was written last; null for what is none, or was removed at this moment by another ksmtop. */
function writtenMs(path: string): number | null {
	const stat = lstatSync(path, {throwIfNoEntry: false});
	return stat?.isFile() === true ? stat.mtimeMs : null;
}

/** Removes the oldest sessions beyond those that are kept; failures are ignored. */
export function dropOldSessions(folder: string, kept = SESSIONS_KEPT): void {
	try {
		const files = readdirSync(folder)
			.filter((name) => name.startsWith(PREFIX) && name.endsWith('.ndjson'))
			.flatMap((name) => {
				const path = join(folder, name);
				const ms = writtenMs(path);
				return ms === null ? [] : [{path, ms}];
			})
			.sort((one, other) => other.ms - one.ms);
		for (const {path} of files.slice(kept)) rmSync(path, {force: true});
	} catch {
		// The folder cannot be read or written: what is in it stays.
	}
}

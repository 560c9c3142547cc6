// Builds the program before the tests, unless what is built is newer than every source file, so that the tests which
// start the real thing see the code as it is. Type errors do not stop it: `npm test` checks types on its own.

import {spawnSync} from 'node:child_process';
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newest(folder: string): number {
	const entries = readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true});
	return Math.max(
		0,
		...entries
			.filter((entry) => entry.isFile())
			.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs),
	);
}

function builtAt(): number {
	try {
		return statSync(path.join(root, 'dist/cli/main.js')).mtimeMs;
	} catch {
		return 0;
	}
}

export default function setup(): void {
	if (builtAt() > Math.max(newest('source'), newest('.build'))) return;
	const {status, stderr} = spawnSync(process.execPath, [path.join(root, '.build/build.mjs')], {
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(stderr);
}

// Builds the program before the tests, unless what is built is newer than every source file, so that the tests which
// start the real thing see the code as it is. Type errors do not stop it: `npm test` checks types on its own. With
// KSMTOP_PROGRAM=packed they start what is installed from its tarball.

import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {install, pack} from './packed.js';
import {ROOT as root} from './root.js';

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

function build(): void {
	if (builtAt() > Math.max(newest('source'), newest('.build'))) return;
	const {status, stderr} = spawnSync(process.execPath, [path.join(root, '.build/build.mjs')], {
		encoding: 'utf8',
	});
	if (status !== 0) throw new Error(stderr);
}

/** Returns what takes it away again. */
export default function setup(): () => void {
	build();
	if (process.env['KSMTOP_PROGRAM'] !== 'packed') return () => {};
	const folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-packed-'));
	process.env['KSMTOP_PROGRAM'] = path.join(install(pack(folder), folder), 'node_modules/.bin/ksmtop');
	return () => {
		rmSync(folder, {recursive: true});
	};
}

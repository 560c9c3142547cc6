// What `npm pack` makes of the built program, installed as a user would install it: offline, into an empty folder.

import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import path from 'node:path';
import {environment} from './program.js';
import {ROOT} from './root.js';

export interface Packed {
	readonly filename: string;
	readonly size: number;
	readonly files: ReadonlyArray<{readonly path: string}>;
}

/** Runs npm without the network, with a cache and a home of its own in `folder`. Returns what it printed. */
export const npm = (args: readonly string[], cwd: string, folder: string): string =>
	execFileSync('npm', [...args, '--offline', '--cache', path.join(folder, 'cache')], {
		cwd,
		env: environment({}, folder),
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});

/** Packs the program as it was built, into `folder`: building again (prepack) would pull it away from under other tests. */
export function pack(folder: string): Packed {
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
	const [packed] = JSON.parse(npm(args, ROOT, folder)) as Packed[];
	return packed;
}

/** Installs it in `folder`/project. Returns that. */
export function install({filename}: Packed, folder: string): string {
	const project = path.join(folder, 'project');
	mkdirSync(project);
	npm(['install', '--prefix', project, path.join(folder, filename)], project, folder);
	return project;
}

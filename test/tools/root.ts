// Where the project lies: the nearest folder above this file that holds ksmtop's package.json, wherever this file was
// compiled to.

import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

function isRoot(folder: string): boolean {
	const file = path.join(folder, 'package.json');
	return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as {name?: string}).name === 'ksmtop';
}

function findRoot(): string {
	let folder = path.dirname(fileURLToPath(import.meta.url));
	while (!isRoot(folder)) {
		const above = path.dirname(folder);
		if (above === folder) throw new Error('ksmtop is nowhere above this file');
		folder = above;
	}
	return folder;
}

export const ROOT = findRoot();

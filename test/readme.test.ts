// Goal: the README's tables of keys and kernels are those of the program, and every file that a document links to exists.
// Method: make the tables again and compare; follow the relative links of all documents.

import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {TABLE_NAMES, withTables} from './tools/readme-tables.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');

it('has tables that are current (npm run pictures writes them)', () => {
	for (const name of TABLE_NAMES) expect(readme).toContain(`<!-- ${name} -->`);
	expect(readme).toBe(withTables(readme));
});

it('stays short enough to be read', () => {
	expect(readme.split('\n').length).toBeLessThanOrEqual(175);
});

it.each([
	'README.md',
	'source/README.md',
	'source/core/README.md',
	'source/cli/README.md',
	'test/real/README.md',
	'test/README.md',
	'presets/README.md',
	'.github/CONTRIBUTING.md',
])('%s links to files that exist', (name) => {
	const file = path.join(root, name);
	const text = readFileSync(file, 'utf8');
	const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target);
	const relative = links.filter((target) => !/^[a-z]+:/.test(target));
	expect(relative.filter((target) => !existsSync(path.resolve(path.dirname(file), target)))).toEqual([]);
});

// Where the installed package lies, found from this file: dist/cli/ when built, source/cli/ under the tests.

import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = new URL('../../', import.meta.url);

/** The absolute path of the presets that ship. */
export const presetsFolder = (): string => fileURLToPath(new URL('presets/', root));

/** ksmtop's version, from its package.json. */
export function version(): string {
	const text = readFileSync(new URL('package.json', root), 'utf8');
	return (JSON.parse(text) as {version: string}).version;
}

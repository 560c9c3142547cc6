// The presets that ship, for tests that go through all of them: those that take much memory or time are left out, as
// `check` leaves them out.

import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT} from '../tools/root.js';

const FOLDER = join(ROOT, 'presets');

/** The text of a preset by its name. */
export const presetText = (name: string): string => readFileSync(join(FOLDER, `${name}.yaml`), 'utf8');

/** Names in alphabetical order. */
export const SHIPPED: readonly string[] = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.yaml'))
	.map((file) => file.slice(0, -'.yaml'.length))
	.filter((name) => !/^check: named$/m.test(presetText(name)))
	.sort();

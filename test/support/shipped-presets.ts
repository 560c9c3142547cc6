// The presets that ship, for tests that go through all of them: those that take much memory or time are left out, as
// `check` leaves them out.

import {readdirSync, readFileSync} from 'node:fs';

const FOLDER = new URL('../../presets/', import.meta.url);

/** The text of a preset by its name. */
export const presetText = (name: string): string => readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8');

/** Names in alphabetical order. */
export const SHIPPED: readonly string[] = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.yaml'))
	.map((file) => file.slice(0, -'.yaml'.length))
	.filter((name) => !/^check: named$/m.test(presetText(name)))
	.sort();

// Goal: what people see of the main presets changes only on purpose.
// Method: each preset is played to a moment and the screen compared with the one stored beside this file as text
// (vitest -u stores new ones). Kept small: a preset that changes should change few files here.

import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {createStage, type StageOptions} from './stage.js';

const presetText = (name: string): string =>
	readFileSync(new URL(`../../presets/${name}.yaml`, import.meta.url), 'utf8');

const SCREENS: ReadonlyArray<
	readonly [name: string, preset: string, atNs: number, keys: string, options: StageOptions]
> = [
	['free-at-once 80x24', 'free-at-once', 64.296e9, '', {}],
	['free-at-once 120x40', 'free-at-once', 64.296e9, '', {columns: 120, rows: 40}],
	['free-at-once 40x10', 'free-at-once', 64.296e9, '', {columns: 40, rows: 10}],
	['slow-merge 80x24 ascii', 'slow-merge', 10e9, '', {unicode: false}],
	['guests 200x60', 'guests', 20e9, '', {columns: 200, rows: 60}],
	['guests side by side', 'guests', 20e9, 'fffe', {}],
];

it.each(SCREENS)('%s', async (name, preset, atNs, keys, options) => {
	const stage = await createStage({...options, preset: presetText(preset)});
	await stage.pass(atNs);
	stage.passTime(60_000);
	await stage.type(keys);
	const text = (await stage.screen()).join('\n');
	stage.close();
	await expect(`${text}\n`).toMatchFileSnapshot(`screens/${name.replaceAll(' ', '-')}.txt`);
});

// Goal: the list of presets in the view says of each what the preset says of itself. Method: the field that is read alone,
// against the compiled preset.

import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {aboutOf, compilePreset, presetFile, presetNames} from '../../../source/cli/setup/presets.js';

it.each(presetNames())('%s', (name) => {
	const text = readFileSync(presetFile(name), 'utf8');
	const {about} = compilePreset(text, name);
	expect(about).not.toBe('');
	expect(aboutOf(text, name)).toBe(about.trim().replaceAll(/\s+/g, ' '));
});

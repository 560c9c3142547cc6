// Goal: the keymap is the one list of keys: none means two things, all that is shown about keys comes from it.
// Method: the list itself, the footer at several widths.

import {expect, it} from 'vitest';
import {KEYMAP} from '../../../source/tui/keys/keymap.js';
import {createStage} from '../stage.js';

it('gives each key one meaning and each command a key', () => {
	const keys = KEYMAP.flatMap((binding) => binding.keys);
	expect(new Set(keys).size).toBe(keys.length);
	expect(new Set(KEYMAP.map(({id}) => id)).size).toBe(KEYMAP.length);
});

it('needs no key that terminals or multiplexers keep for themselves', () => {
	const keys = KEYMAP.flatMap((binding) => binding.keys);
	for (const key of ['ctrl-a', 'ctrl-b', 'ctrl-s', 'ctrl-q', 'escape']) expect(keys).not.toContain(key);
});

it.each([40, 80, 120, 200])('has a footer of %i columns with help and quit in it', async (columns) => {
	const stage = await createStage({columns});
	const footer = (await stage.screen()).at(-1) ?? '';
	stage.close();
	expect(footer).toContain('? help');
	expect(footer).toContain('q quit');
	expect(footer).toContain('space pause');
	expect(footer).not.toContain('…');
});

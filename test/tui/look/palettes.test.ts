// Goal: whatever the view says is read on light and on dark backgrounds, and distinguished without hue.
// Method: contrast by WCAG 2 of every role on four common backgrounds, in every palette; states of pages by their shapes
// and letters alone.

import {describe, expect, it} from 'vitest';
import {BLOCKS, UNICODE} from '../../../source/tui/look/glyphs.js';
import {BAR_LEGEND, glyphOf, MAP_LEGEND} from '../../../source/tui/map/page-map.js';
import {LOOKS, PALETTES, type Role, sgrOf} from '../../../source/tui/look/palettes.js';

type Rgb = readonly [number, number, number];

const BACKGROUNDS: Readonly<Record<string, Rgb>> = {
	black: [0, 0, 0],
	'dark grey': [30, 30, 30],
	white: [255, 255, 255],
	cream: [253, 246, 227],
};
/** The 16 colours as xterm draws them. */
const NAMED: Readonly<Record<number, Rgb>> = {
	32: [0, 205, 0],
	36: [0, 205, 205],
	90: [127, 127, 127],
	91: [255, 0, 0],
	94: [92, 92, 255],
	35: [205, 0, 205],
};
/** Text needs 3:1; of what has a shape of its own the hue only helps. */
const LEAST = 3;
const SHAPED: ReadonlySet<Role> = new Set(['zeropage', 'merged', 'runC', 'runE']);
const LEAST_SHAPED = 1.7;

function luminance(rgb: Rgb): number {
	const [r, g, b] = rgb.map((value) => {
		const share = value / 255;
		return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
	const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

/** The colour of 256 with this number, from 16 up. */
function ofCube(index: number): Rgb {
	if (index >= 232) return [8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10];
	const steps = [0, 95, 135, 175, 215, 255];
	const at = index - 16;
	return [steps[Math.floor(at / 36)], steps[Math.floor(at / 6) % 6], steps[at % 6]];
}

/** The colour that a role asks for; null when it is the terminal's own. */
function colourOf(sgr: string): Rgb | null {
	const cube = /38;5;(\d+)/.exec(sgr);
	if (cube !== null) return ofCube(Number(cube[1]));
	const named = sgr.split(';').find((parameter) => /^[39]\d$/.test(parameter));
	return named === undefined ? null : (NAMED[Number(named)] ?? [0, 0, 0]);
}

const ROLES = Object.keys(LOOKS) as Role[];

describe.each(PALETTES)('the palette %s', (palette) => {
	it.each(ROLES)('%s is read on every background', (role) => {
		for (const depth of [16, 256] as const) {
			const colour = colourOf(sgrOf(role, palette, depth));
			if (colour === null) continue;
			const least = depth === 16 && SHAPED.has(role) ? LEAST_SHAPED : LEAST;
			for (const [name, background] of Object.entries(BACKGROUNDS))
				expect(contrast(colour, background), `${depth} colours on ${name}`).toBeGreaterThan(least);
		}
	});
});

it('there is one alarm colour, and nothing calm has it', () => {
	for (const palette of ['standard', 'colour-blind'] as const) {
		const alarms = ROLES.filter(
			(role) =>
				colourOf(sgrOf(role, palette, 256))?.join() === colourOf(sgrOf('differs', palette, 256))?.join(),
		);
		expect(alarms.filter((role) => !role.startsWith('run')).sort()).toEqual(['differs', 'error', 'remapped']);
	}
});

it('without a palette there is no hue, and what stands out still does', () => {
	for (const role of ROLES) expect(sgrOf(role, 'none', 256)).toMatch(/^([1247](;[1247])*)?$/);
	expect(sgrOf('differs', 'none', 256)).toContain('1');
	expect(sgrOf('paused', 'none', 256)).toContain('7');
});

it.each([
	['shapes', BLOCKS],
	['letters', UNICODE],
])('states differ by their %s alone', (_name, glyphs) => {
	for (const legend of [MAP_LEGEND, BAR_LEGEND]) {
		const drawn = legend.map((look) => glyphOf(look, glyphs));
		expect(new Set(drawn).size).toBe(legend.length);
	}
});

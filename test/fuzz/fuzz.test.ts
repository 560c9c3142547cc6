// Goal: nothing that can be drawn breaks an invariant, hangs, or is refused without a reason. Method: every target of the
// fuzzer for a few seconds from a fixed seed; `npm run fuzz` goes on from there with fresh ones.

import fc from 'fast-check';
import {expect, it} from 'vitest';
import {randomPreset} from './random-preset.js';
import {isPlayable, TARGETS} from './targets.js';

const SEED = 20_261_121;

it.each(TARGETS.map((target) => [target.name, target] as const))('%s', (_name, {check, runs}) => {
	expect(check(SEED, runs)).toBeNull();
});

it('most of the presets drawn can be played', () => {
	const drawn = fc.sample(randomPreset, {seed: SEED, numRuns: 60});
	expect(drawn.filter((preset) => isPlayable(preset)).length).toBeGreaterThan(30);
});

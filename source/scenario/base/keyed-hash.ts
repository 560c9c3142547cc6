// Seeded draws without a state: what page i of a region gets is a pure function of (seed, region, i), whatever is asked
// for first, so that regions are filled in any order and a part of one alone. Libraries of random numbers draw one after
// the other, which does not fit. The contents of presets, and so their fingerprints, are defined by these functions.
// Good enough for shares and pools, not for secrets.

import {mix32} from '../../core/index.js';

/** A 32-bit key from a text (FNV-1a, finished). */
export function keyOf(text: string): number {
	let h = 0x81_1c_9d_c5;
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01_00_01_93);
	return mix32(h);
}

/** Evenly spread over 0..2^32-1, for indexes up to 2^32-1. */
export function draw(key: number, index: number): number {
	return mix32((mix32((index ^ key) >>> 0) + key + 0x9e_37_79_b9) >>> 0);
}

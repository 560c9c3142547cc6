// Tells recordings of one preset from those of another: a hash of the preset's text.

import {keyOf} from '../scenario/keyed-hash.js';
import type {Scenario} from '../scenario/scenario.js';

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** 16 hex digits of the preset's text and seed; not for secrets. */
export function presetKey({text, seed}: Scenario): string {
	return hex(keyOf(`${seed}/${text}`)) + hex(keyOf(`${text}/${seed}`));
}

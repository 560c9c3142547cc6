// Distinguishes recordings of one workload from those of another: a hash of what the program does, without the preset's
// texts, expectations and captions.

import {keyOf} from '../scenario/base/keyed-hash.js';
import type {Scenario} from '../scenario/scenario.js';
import {cPreset} from './c-preset.js';
import {refusalsOf} from './refusals.js';

const hex = (word: number): string => word.toString(16).padStart(8, '0');

/** The key: 16 hex digits, not cryptographic; the empty string for a preset that no reproducer can run. */
export function presetKey(scenario: Scenario): string {
	if (refusalsOf(scenario).length > 0) return '';
	const lines = cPreset(scenario, '').join('\n').split('\n');
	const end = lines.findIndex((line) => line.startsWith('static const struct expectation'));
	const text = lines
		.slice(0, end)
		.filter((line) => !line.startsWith('/*') && !line.includes('.text = '))
		.join('\n');
	return hex(keyOf(text)) + hex(keyOf(`${text}/`));
}

// A preset as a C program that does on a real kernel what the model does in simulation, or why there can be none.

import type {Scenario} from '../scenario/scenario.js';
import {cPreset} from './c-preset.js';
import {wrap} from '../scenario/base/text.js';
import {commentText, cString} from './c-text.js';
import {featuresOf} from './features.js';
import {presetKey} from './preset-key.js';
import {refusalsOf, type Refusal} from './refusals.js';
import {RUNTIME, WORDS} from './runtime/index.js';
import {shake} from './shake.js';

/** What the text of a reproducer needs besides the scenario. */
export interface ReproducerOptions {
	/** Version of ksmtop, for the program's opening comment. */
	readonly version: string;
	/** Id of the kernel whose expectations the program tests with --expect. */
	readonly kernelId: string;
}

/** The opening comment: what the program is, how to build and run it, what it refuses. */
function opening(scenario: Scenario, {version, kernelId}: ReproducerOptions): string[] {
	const file = commentText(scenario.name).replaceAll(/[^\w.-]+/g, '-');
	const text = (words: string): string[] => wrap(commentText(words), 74).map((line) => ` * ${line}`);
	return [
		'// SPDX-License-Identifier: MIT',
		'/*',
		` * ${commentText(scenario.name)}: a reproducer for KSM, written by ksmtop ${version}`,
		' *',
		...text(scenario.about),
		...(scenario.source === '' ? [] : [' *', ...text(`Source: ${scenario.source}`)]),
		' *',
		` *   cc -O2 -o ${file} ${file}.c && sudo ./${file}`,
		' *',
		...text(
			`Prints a JSON line for each full scan of ksmd; --expect prints what the preset expects of the kernel ${kernelId} as TAP, --help the rest. It needs root, and refuses to run while KSM is in use by other processes. All knobs are restored at the end, also after a failure or a signal.`,
		),
		' */',
	];
}

/** The preset as the text of one C file, or the reasons why it cannot be exported (exit code 2 of `ksmtop export`). */
export function reproducer(
	scenario: Scenario,
	options: ReproducerOptions,
): {readonly text: string} | {readonly refusals: readonly Refusal[]} {
	const refusals = refusalsOf(scenario);
	if (refusals.length > 0) return {refusals};
	const text = [
		...opening(scenario, options),
		WORDS,
		`/* ---- The preset: ${commentText(scenario.name)} ---- */`,
		'',
		`#define PRESET ${cString(scenario.name)}`,
		`#define PRESET_KEY "${presetKey(scenario)}"`,
		`#define VERSION ${cString(options.version)}`,
		'',
		...cPreset(scenario, options.kernelId),
		RUNTIME,
	].join('\n');
	return {text: shake(text, featuresOf(scenario), (item) => item.startsWith('// SPDX'))};
}

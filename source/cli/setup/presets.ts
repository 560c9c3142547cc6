// Finds presets: a path, standard input, or the name of one that ships.

import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'yaml';
import {nearest} from '../../scenario/base/nearest.js';
import {loadScenario} from '../../scenario/load-scenario.js';
import {withParams, type Param} from '../../scenario/parse/params.js';
import type {Scenario} from '../../scenario/scenario.js';
import {readText} from '../files/input.js';
import {presetsFolder} from '../package-root.js';
import {problemsError, wrongArgument} from '../command-line/usage-error.js';

const MAX_PRESET_BYTES = 2 ** 20;
/** The preset that the view shows when none is named. */
export const DEMO = 'free-at-once';
/** The two regressions that the program is about: first in the view's list. */
export const REGRESSIONS: readonly string[] = [DEMO, 'slow-merge'];

/** Whether what the command line names is a run file rather than a preset. */
export const isRunFile = (name: string | undefined): boolean => name?.endsWith('.ndjson') ?? false;

const isPath = (name: string): boolean => name.includes('/') || /\.(?:ya?ml|json)$/i.test(name);

/** Names of the presets that ship, in alphabetical order. */
export function presetNames(): string[] {
	try {
		return readdirSync(presetsFolder())
			.filter((file) => file.endsWith('.yaml'))
			.map((file) => file.slice(0, -'.yaml'.length))
			.sort();
	} catch {
		return [];
	}
}

/** The file of a name or path on the command line; throws a UsageError for an unknown name. `others`: further names for "did you mean". */
export function presetFile(written: string, others: readonly string[] = []): string {
	if (written === '-' || isPath(written)) return written;
	const names = presetNames();
	if (names.includes(written)) return join(presetsFolder(), `${written}.yaml`);
	throw wrongArgument('preset', {
		message: 'no preset of this name (a file needs a / or .yaml, .yml, .json)',
		found: written,
		allowed: `${names.length} that ksmtop list presets shows`,
		nearest: nearest(written, [...names, ...others]),
	});
}

/** Compiles a preset's text; throws a UsageError with every problem, its line and its column. */
export function compilePreset(text: string, name: string): Scenario {
	const loaded = loadScenario(text, name);
	if ('problems' in loaded) throw problemsError(loaded.problems);
	return loaded.scenario;
}

/**
 * What a preset that ships says of itself, in one line. Only this field is parsed, unless it names a parameter: compiling
 * all presets takes half a second. Throws as compilePreset.
 */
export function aboutOf(text: string, name: string): string {
	const [field = ''] = /^about:.*\n(?:(?:[ \t].*)?\n)*/m.exec(text) ?? [];
	const about = field.includes('${')
		? compilePreset(text, name).about
		: (parse(field) as {about: string}).about;
	return about.trim().replaceAll(/\s+/g, ' ');
}

/** A preset's text with other values of its parameters; `argument` is where these were written. */
export function textWithParams(text: string, params: readonly Param[], argument: string): string {
	if (params.length === 0) return text;
	const changed = withParams(text, params);
	if ('text' in changed) return changed.text;
	const {candidates = [], ...fault} = changed.problem;
	throw wrongArgument(argument, {...fault, nearest: nearest(String(fault.found), candidates)});
}

/** The scenario of a preset that the command line names, with other values of its parameters; `others` as in presetFile. */
export async function loadPreset(
	written: string,
	params: readonly Param[],
	others: readonly string[] = [],
): Promise<Scenario> {
	const file = presetFile(written, others);
	const text = textWithParams(await readText(file, MAX_PRESET_BYTES), params, '--param');
	return compilePreset(text, file === '-' ? 'standard input' : isPath(written) ? written : `${written}.yaml`);
}

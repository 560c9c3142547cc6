// The kept recordings of a real 6.18 as files that the program takes: a preset, and what its reproducer printed.

import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {presetKey} from '../../source/reproducer/preset-key.js';
import {load} from '../scenario/load.js';
import {ROOT} from '../tools/root.js';

export interface Kept {
	readonly preset: {readonly name: string};
	readonly recording: string;
}

export const keptRecordings = (): Kept[] =>
	gunzipSync(readFileSync(`${ROOT}/test/fixtures/linux-6.18-presets.jsonl.gz`))
		.toString('utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Kept);

/** One of them, with two kernels to hold it against. The key of the preset is made anew: what goes into it may change. */
export function keptFiles(name: string): {readonly preset: string; readonly lines: readonly string[]} {
	const kept = keptRecordings().find((one) => one.preset.name === name) as Kept;
	const preset = JSON.stringify({...kept.preset, kernels: ['before', 'mainline']});
	const [header, ...rows] = kept.recording.trimEnd().split('\n');
	const own = {...(JSON.parse(header) as object), preset_key: presetKey(load(preset))};
	return {preset, lines: [JSON.stringify(own), ...rows]};
}

// Goal: the model equals what an unmodified Linux 6.18 was recorded to do with random presets, at every wakeup of ksmd and
// in every figure. Method: each preset of the fuzzer that was kept is run in the model and held against its recording.

import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {expect, it} from 'vitest';
import {readRecording} from '../support/read-recording.js';
import {compareWithModel, loadPreset} from '../real/trial.js';
import {ROOT} from '../tools/root.js';

interface Kept {
	readonly preset: {readonly name: string};
	readonly recording: string;
}

const kept = gunzipSync(readFileSync(`${ROOT}/test/fixtures/linux-6.18-presets.jsonl.gz`))
	.toString('utf8')
	.trimEnd()
	.split('\n')
	.map((line) => JSON.parse(line) as Kept);

it('equals every recording, wakeup by wakeup', () => {
	const different = kept.flatMap(({preset, recording}) => {
		const {differences} = compareWithModel(
			loadPreset(JSON.stringify(preset), preset.name),
			readRecording(recording),
		);
		return differences.length === 0 ? [] : [{name: preset.name, first: differences[0]}];
	});
	expect(different).toEqual([]);
	expect(kept.length).toBe(66);
});

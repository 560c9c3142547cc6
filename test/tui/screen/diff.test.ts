// Goal: whatever frames follow each other, the terminal shows the last one exactly.
// Method: random styled frames, wide characters and all, are drawn one after the other through the sink into a terminal
// emulator; after each, every cell must equal that of a second emulator on which this frame alone was drawn afresh.

import {fc, test} from '@fast-check/vitest';
import {describe, expect} from 'vitest';
import {FrameSink} from '../../../source/tui/screen/frame-sink.js';
import {createEmulator, type Emulator} from '../../tools/emulator.js';

const COLUMNS = 24;
const ROWS = 5;

const word = fc.oneof(
	fc.string({minLength: 1, maxLength: 8}),
	fc.constantFrom('    ', '          ', '│', '⣿⡇', '漢字', 'ｗ', 'é', '----', '100', '101'),
);
const code = fc.constantFrom(
	'0',
	'1',
	'2',
	'4',
	'7',
	'31',
	'32',
	'39',
	'44',
	'97',
	'1;33',
	'22',
	'27',
	'38;5;208',
	'38;2;1;2;3',
);
const span = fc
	.tuple(fc.option(code, {nil: undefined, freq: 1}), word)
	.map(([sgr, text]) => (sgr ? `\u001B[${sgr}m` : '') + text);
const line = fc.oneof(
	fc.constant(''),
	fc.array(span, {maxLength: 6}).map((spans) => spans.join('')),
);
const frame = fc.array(line, {minLength: 1, maxLength: ROWS}).map((lines) => lines.join('\n'));

function drawInto(emulator: Emulator): {sink: FrameSink; settled: () => Promise<void>} {
	let last = Promise.resolve();
	const outlet = {
		write(bytes: string, done: () => void) {
			last = emulator.write(bytes).then(done);
		},
	};
	return {sink: new FrameSink(outlet, COLUMNS, ROWS), settled: async () => last};
}

async function drawnAfresh(text: string) {
	const emulator = createEmulator(COLUMNS, ROWS);
	const {sink, settled} = drawInto(emulator);
	await emulator.write('\u001B[?7l');
	sink.write(text);
	await settled();
	return emulator.cells();
}

describe('successive updates', () => {
	test.prop([fc.array(frame, {minLength: 2, maxLength: 6})], {numRuns: 150})(
		'leave the screen as a fresh draw of the last frame would',
		async (frames) => {
			const emulator = createEmulator(COLUMNS, ROWS);
			const {sink, settled} = drawInto(emulator);
			await emulator.write('\u001B[?7l');
			for (const text of frames) {
				sink.write(text);
				await settled();
				if (text !== '' && text !== '\n') expect(emulator.cells()).toEqual(await drawnAfresh(text));
			}
		},
	);

	test.prop([frame], {numRuns: 50})('send nothing when nothing changed', async (text) => {
		const emulator = createEmulator(COLUMNS, ROWS);
		const {sink, settled} = drawInto(emulator);
		sink.write(`x${text}`);
		await settled();
		const {bytes} = sink.stats;
		sink.write(`x${text}`);
		await settled();
		expect(sink.stats.bytes).toBe(bytes);
	});
});

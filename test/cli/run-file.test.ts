// Goal: what is recorded can be read by the same build, whatever the session was; and a file that was cut off is distinguished from
// one that was damaged. Method: drawn headers, seeds and commands through the writer into the reader; then every cut and
// single changed characters of a recorded file.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {InvariantError} from '../../source/core/base/invariant.js';
import {readRunFile} from '../../source/cli/run-file/read-run-file.js';
import {runFileText} from '../../source/cli/run-file/run-file.js';
import type {HeaderFacts} from '../../source/cli/run-file/run-file-format.js';
import {UsageError} from '../../source/cli/command-line/usage-error.js';
import {MAX_SEED} from '../../source/scenario/base/limits.js';
import {MAX_DURATION_NS} from '../../source/scenario/base/units.js';
import {createSession} from '../../source/session/simulated-session.js';
import {scenarioOf, zeroThps} from '../session/presets.js';

const scenario = scenarioOf(zeroThps('until: full_scans>=2', 2));

const HEADER: HeaderFacts = {
	ksmtop: '1',
	preset: 'p',
	kernels: ['before'],
	seed: 1,
	sets: [],
	until: null,
	limit_ns: null,
	text: 'name: p\n',
};

const facts: fc.Arbitrary<HeaderFacts> = fc.record({
	ksmtop: fc.string(),
	preset: fc.string({unit: 'binary'}),
	kernels: fc.array(fc.constantFrom('before', 'mainline', 'rfc'), {minLength: 1, maxLength: 16}),
	seed: fc.oneof(fc.nat(), fc.integer({min: 2 ** 32, max: MAX_SEED}), fc.constantFrom(0, 2 ** 32, MAX_SEED)),
	sets: fc.array(fc.record({name: fc.string(), value: fc.string()}), {maxLength: 5}),
	until: fc.option(fc.string({unit: 'binary'})),
	limit_ns: fc.option(fc.constantFrom(0, 1, 2 ** 32, MAX_DURATION_NS)),
	text: fc.string({unit: 'binary', maxLength: 200}),
});

const command = fc.oneof(
	fc.record({knob: fc.constantFrom('run', 'pages_to_scan', 'smart_scan'), value: fc.nat(300).map(String)}),
	fc.record({after: fc.integer({min: 1, max: 50_000_000})}),
);

test.prop([facts, fc.array(command, {maxLength: 8})], {numRuns: 60})(
	'what is recorded can be read',
	(header, commands) => {
		const session = createSession(scenario, {kernels: scenario.kernels.slice(0, 1), seed: header.seed});
		for (const one of commands) {
			if ('after' in one) session.advance(session.nowNs + one.after);
			else session.setKnob(one.knob, one.value);
		}
		const read = readRunFile(runFileText(session, header), 'x');
		expect(read.header).toMatchObject(header);
		expect(read.commands).toEqual(session.commands);
		expect(read.end).toMatchObject({time_ns: session.nowNs, fingerprint: session.fingerprint()});
	},
);

it('a header that could not be read is not written', () => {
	const session = createSession(scenario);
	expect(() => runFileText(session, {...HEADER, kernels: []})).toThrow(InvariantError);
});

it('a session that is left in the middle of something is recorded up to there', () => {
	const session = createSession(scenario, {kernels: scenario.kernels.slice(0, 1)});
	session.advance(2e7);
	// Going back is done in steps, also where it is short.
	session.inSteps.rewindTo(1e7).next();
	expect(session.isBusy).toBe(true);
	expect(readRunFile(runFileText(session, HEADER), 'x')).toMatchObject({end: null, lastNs: session.nowNs});
});

describe('a recorded file', () => {
	const session = createSession(scenario, {kernels: scenario.kernels.slice(0, 1)});
	for (const pages of ['50', '60', '70']) {
		session.advance(session.nowNs + 1e7);
		session.setKnob('pages_to_scan', pages);
	}
	const text = runFileText(session, HEADER);
	const lines = text.trimEnd().split('\n');

	it('may be cut off anywhere behind its header', () => {
		for (let at = lines[0].length + 1; at < text.length - 1; at++) {
			const {end, commands} = readRunFile(text.slice(0, at), 'x');
			// Cut off just behind the last line's last character it is whole.
			expect(end === null).toBe(at < text.length - 1);
			expect(commands.length).toBeLessThanOrEqual(3);
		}
	});

	test.prop([fc.nat(text.length - 2), fc.constantFrom('0', '9', 'a', '"', ' ', '\n', '')], {numRuns: 300})(
		'is refused when a character of it has changed, with the line',
		(at, put) => {
			const changed = text.slice(0, at) + put + text.slice(at + 1);
			if (changed === text) return;
			// A last line that is broken in its middle is a cut.
			const isLast = at >= text.length - 2 - lines[lines.length - 1].length;
			const read = (): unknown => readRunFile(changed.trimEnd(), 'x');
			if (!isLast) expect(read).toThrow(/^x:\d+:1: /);
		},
	);

	it('is refused when a line is missing, doubled or in another place', () => {
		for (const order of [
			[0, 2, 3, 4],
			[0, 1, 1, 2, 3, 4],
			[0, 2, 1, 3, 4],
			[0, 1, 2, 4],
		]) {
			const changed = order.map((i) => lines[i]).join('\n');
			expect(() => readRunFile(changed, 'x')).toThrow(/damaged|goes back in time/);
		}
	});

	it('of an earlier version, without checksums, can be read', () => {
		const bare = lines.map((line) => line.replace(/,"crc32":"\w+"/, '')).join('\n');
		expect(readRunFile(bare, 'x').commands).toHaveLength(3);
	});
});

describe('hostile lines are refused', () => {
	const header = runFileText(createSession(scenario), HEADER)
		.split('\n')[0]
		.replace(/,"crc32":"\w+"/, '');
	const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;

	it.each([
		['a command nested 20,000 deep', `{"type":"command","time_ns":0,"perform":${deep}}`, /nested too deeply/],
		[
			'a fork to 100,000 kernels',
			`{"type":"command","time_ns":0,"fork":{"from":"A","kernels":${JSON.stringify(new Array(1e5).fill('rfc'))}}}`,
			/not a command/,
		],
	])('%s', (_what, line, words) => {
		const read = (): unknown => readRunFile(`${header}\n${line}\n`, 'x');
		expect(read).toThrow(UsageError);
		expect(read).toThrow(words);
	});

	it('100,000 kernels in the header', () => {
		const many = header.replace('["before"]', JSON.stringify(new Array(100_000).fill('before')));
		expect(() => readRunFile(many, 'x')).toThrow(/^x:1:1: the header/);
	});
});

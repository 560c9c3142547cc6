// Goal: fingerprints of old run files stay what they were when the catalogue grows. Method: presets against the
// fingerprints that ksmtop 0.1.0 gave them, and machines with a knob that the frozen list does not know.

import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {fingerprint} from '../../../source/core/index.js';
import {FINGERPRINT_V1} from '../../../source/core/catalogue/fingerprint-fields.js';
import {createSession} from '../../../source/session/session.js';
import {createHost, set} from '../../support/host.js';
import {scenarioOf} from '../../session/presets.js';
import {ROOT} from '../../tools/root.js';

/** Recorded with the first build, before the catalogue was made of tables; the last since walks up to 6.17 cost more CPU time. */
const RECORDED: ReadonlyArray<[preset: string, kernel: string, expected: string]> = [
	['same-folio-pair', 'mainline', 'eafaa946c163b0bf'],
	['partial-pageout', 'v1', 'b94522ecd0f2032f'],
	['migration', 'rfc', '0334af07ab9c7030'],
	['unmerge', 'ksm-opt-out', 'e3e3995d27c11263'],
];

it.each(RECORDED)('of %s under %s is the recorded one', (preset, id, expected) => {
	const scenario = scenarioOf(readFileSync(`${ROOT}/presets/${preset}.yaml`, 'utf8'));
	const kernels = scenario.kernels.filter((kernel) => kernel.id === id);
	const session = createSession(scenario, {kernels});
	session.advance(Infinity);
	expect(fingerprint(session.runs[0].machine)).toBe(expected);
});

it('is that of an older ksmtop while a knob that came later is at its default', () => {
	const known = FINGERPRINT_V1.knobs.filter((name) => name !== 'use_zero_page');
	const fields = {...FINGERPRINT_V1, knobs: known};
	const older = createHost('mainline');
	delete (older.knobs as Partial<typeof older.knobs>).use_zero_page;
	const newer = createHost('mainline');
	expect(fingerprint(newer, fields)).toBe(fingerprint(older, fields));
	set(newer, {use_zero_page: 0});
	expect(fingerprint(newer, fields)).not.toBe(fingerprint(older, fields));
});

it('tells every knob apart', () => {
	const plain = createHost('mainline');
	for (const name of FINGERPRINT_V1.knobs) {
		const other = createHost('mainline');
		Object.assign(other.knobs, {[name]: 'something else'});
		expect([name, fingerprint(other) === fingerprint(plain)]).toEqual([name, false]);
	}
});

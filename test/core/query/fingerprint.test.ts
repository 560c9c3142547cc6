// Goal: fingerprints of old run files stay what they were when the catalogue grows. Method: machines against the
// fingerprints that ksmtop 0.1.0 gave them, and one with a knob that the frozen list does not know.

import {expect, it} from 'vitest';
import {fingerprint, perform, spawn, type Machine} from '../../../source/core/index.js';
import {FINGERPRINT_V1} from '../../../source/core/catalogue/fingerprint-fields.js';
import {createHost, region, set} from '../../support/host.js';

/** A process that was written to, THPs split by the shrinker, knobs off their defaults; ksmd, whose costs may be refined, has not run. */
function workedOn(kernel: string): Machine {
	const m = createHost(kernel, {memoryPages: 8192, nodes: 2});
	const knobs = {pages_to_scan: 1234, sleep_millisecs: 0, enabled: 'always', advisor_mode: 'scan-time'};
	set(m, {...knobs, 'khugepaged/max_ptes_none': 17});
	spawn(m, {
		name: 'first',
		mergeAny: false,
		regions: [{...region('ram', 1024, ['hugepage', 'mergeable'], (page) => page % 5), node: 1}],
	});
	const part = (process: string, from: number, to: number) => ({process, region: 'ram', from, to});
	perform(m, {do: 'write', target: part('first', 3, 9), content: () => () => 77});
	perform(m, {do: 'madvise', target: part('first', 600, 700), advice: 'dontneed'});
	perform(m, {do: 'drop_caches', what: 2});
	return m;
}

/** What the first build gave, before the catalogue was made of tables. */
it.each([
	['before', '652493573457217b'],
	['mainline', 'a5a0c49feaa1fc90'],
])('of a machine under %s is that of ksmtop 0.1.0', (kernel, expected) => {
	expect(fingerprint(workedOn(kernel))).toBe(expected);
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

it('depends on every knob', () => {
	const plain = createHost('mainline');
	for (const name of FINGERPRINT_V1.knobs) {
		const other = createHost('mainline');
		Object.assign(other.knobs, {[name]: 'something else'});
		expect([name, fingerprint(other) === fingerprint(plain)]).toEqual([name, false]);
	}
});

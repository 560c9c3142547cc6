// Goal: every knob takes and refuses what a real kernel does. Method: the texts that were written to each file of a Linux
// 6.18, written to the model's; the value that is stored, or the error, must be that of the recording.

import {expect, it} from 'vitest';
import type {KnobName} from '../../source/core/catalogue/knobs/index.js';
import {findKernel, KNOBS, writeKnob} from '../../source/core/index.js';
import {readKnobWrites} from './fixtures.js';
import {createHost} from '../support/host.js';

const recorded = readKnobWrites();

it('knows every file of the recording', () => {
	const names = KNOBS.filter(({existsIn}) => existsIn?.(findKernel('mainline')!) ?? true).map(
		({name}) => name,
	);
	expect(names).toEqual(expect.arrayContaining(Object.keys(recorded)));
});

/** Beyond 2^53 the model keeps the nearest double. */
const shown = (value: string): string | number => (/^\d+$/.test(value) ? Number(value) : value);

it.each(Object.entries(recorded))('%s', (name, writes) => {
	const m = createHost('mainline', {kernelVersion: '6.18'});
	const standing = m.knobs[name as KnobName];
	const seen = Object.keys(writes).map((text) => {
		const errno = writeKnob(m, name, text);
		const value = m.knobs[name as KnobName];
		if (errno === undefined) writeKnob(m, name, String(standing));
		return [text, errno === undefined ? shown(String(value)) : {errno}];
	});
	const expected = Object.entries(writes).map(([text, was]) => [
		text,
		typeof was === 'string' ? shown(was) : was,
	]);
	expect(seen).toEqual(expected);
});

// Writing a sysfs file: the text is parsed as the kernel's *_store function does (see the knob's row in the catalogue), the
// effects of the write are carried out, and it is recorded as an event, refused or not.

import {complete, type Steps} from '../base/steps.js';
import {knobByName, knobExists, type KnobName} from '../catalogue/knobs/index.js';
import type {KnobValue} from '../catalogue/knobs/knob.js';
import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import type {Machine} from '../state/machine.js';
import {KNOB_EFFECTS} from './knob-effects.js';

/**
 * Writes `text` to the sysfs file `name`, with its effects, and records it. Returns the error that the kernel gives;
 * ENOENT if there is no such file.
 */
export function* writeKnobInSteps(m: Machine, name: string, text: string): Steps<Errno | undefined> {
	const errno = yield* tryToWrite(m, name, text);
	record(m, 'knob', name, text.trim(), errno ?? null);
	return errno;
}

/** writeKnobInSteps in one go. */
export const writeKnob = (m: Machine, name: string, text: string): Errno | undefined =>
	complete(writeKnobInSteps(m, name, text));

function* tryToWrite(m: Machine, name: string, text: string): Steps<Errno | undefined> {
	const knob = knobByName.get(name);
	if (!knob || !knobExists(m.kernel, name)) return 'ENOENT';
	const value = knob.parse(text);
	if (typeof value === 'object') return value.errno;
	const effect = KNOB_EFFECTS[name as KnobName] as
		((m: Machine, value: KnobValue) => Steps<Errno | undefined> | Errno | undefined) | undefined;
	const outcome = effect?.(m, value);
	const errno = typeof outcome === 'object' ? yield* outcome : outcome;
	if (errno !== undefined) return errno;
	(m.knobs as Record<string, KnobValue>)[name] = value;
	return undefined;
}

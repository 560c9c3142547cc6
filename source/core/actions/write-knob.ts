// Writing a sysfs file: reading the text as the kernel does, the effects of the write, and the record of it.

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
export function writeKnob(m: Machine, name: string, text: string): Errno | undefined {
	const errno = tryToWrite(m, name, text);
	record(m, 'knob', name, text.trim(), errno ?? null);
	return errno;
}

function tryToWrite(m: Machine, name: string, text: string): Errno | undefined {
	const knob = knobByName.get(name);
	if (!knob || !knobExists(m.kernel, name)) return 'ENOENT';
	const value = knob.parse(text);
	if (typeof value === 'object') return value.errno;
	const effect = KNOB_EFFECTS[name as KnobName] as
		((m: Machine, value: KnobValue) => Errno | undefined) | undefined;
	const errno = effect?.(m, value);
	if (errno !== undefined) return errno;
	(m.knobs as Record<string, KnobValue>)[name] = value;
	return undefined;
}

// The knobs of this machine: files below /sys/kernel/mm that the catalogue knows and real kernels have.

import {KNOBS, findKernel, parseBool, type Kernel, type Knob, type KnobValue} from '../../core/index.js';
import {textOf, wholeNumber, type FileText} from './file-text.js';
import {chosenWord} from './proc-text.js';

const mainline = findKernel('mainline') as Kernel;

/** All knobs but those that no real kernel has. */
export const HOST_KNOBS: readonly Knob[] = KNOBS.filter(({existsIn}) => existsIn?.(mainline) ?? true);

/** Path of its file from the root of the file system, without a leading slash. */
export const knobPath = ({folder, name}: Knob): string => `sys/kernel/mm/${folder}/${name}`;

/** The value that the file shows: a number, or the word in brackets; undefined for anything else. */
export function knobValue(knob: Knob, file: FileText | undefined): KnobValue | undefined {
	const text = textOf(file);
	if (text === undefined) return undefined;
	const word = chosenWord(text);
	if (typeof knob.default !== 'number') return /^[\w-]{1,40}$/.test(word) ? word : undefined;
	// Booleans read 0 and 1; some kernels wrote them otherwise.
	const number = wholeNumber(word) ?? (/^[yYnN]$/.test(word) ? parseBool(word) : undefined);
	return typeof number === 'number' ? number : undefined;
}

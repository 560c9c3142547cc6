// Whether a recording is of the preset that it is held against.

import type {RecordingHeader} from '../../../recording/recording.js';
import {sanitize} from '../../../scenario/base/text.js';
import {UsageError} from '../../command-line/usage-error.js';

/** Throws a UsageError if it is of another one. `key`: that of the preset. */
export function checkOrigin(header: RecordingHeader, name: string, key: string): void {
	if (header.presetKey === key) return;
	throw new UsageError(
		sanitize(
			header.preset === name
				? `the recording is of another workload of the name ${name}: it was changed since`
				: `the recording is of ${header.preset}, not of ${name}`,
		),
	);
}

// A whole recording, from its text.

import {RecordingReader, type Recording} from '../../source/recording/recording.js';

/** A whole recording. Throws a RecordingError that names the line. */
export function readRecording(text: string): Recording {
	const reader = new RecordingReader();
	for (const line of text.split('\n')) reader.add(line);
	return reader.recording();
}

// The screen as files: plain text to quote, SVG to show.

import {stripVTControlCharacters} from 'node:util';
import {parseFrame} from '../../tui/screen/cells.js';
import {screenToSvg} from '../../tui/screen/svg.js';
import {saveNew} from '../files/new-file.js';
import {UsageError} from '../command-line/usage-error.js';

/** Writes ksmtop-<n>.txt and .svg in the working directory, n being the first that is free. Says where to, or why not. */
export function saveScreen(frame: string, columns: number, rows: number): string {
	const text = frame
		.split('\n')
		.map((line) => stripVTControlCharacters(line).trimEnd())
		.join('\n');
	try {
		const svg = screenToSvg(parseFrame(frame, columns, rows));
		const name = saveNew((n) => `ksmtop-${n}`, {txt: `${text}\n`, svg});
		return `saved as ${name}.txt and ${name}.svg`;
	} catch (error) {
		if (error instanceof UsageError) return `not saved: ${error.message}`;
		throw error;
	}
}

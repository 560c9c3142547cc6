// The screen as files: plain text to quote, SVG to show.

import {writeFileSync} from 'node:fs';
import {stripVTControlCharacters} from 'node:util';
import {parseFrame} from '../../tui/screen/cells.js';
import {screenToSvg} from '../../tui/screen/svg.js';
import {freeName} from './free-name.js';

/** Writes ksmtop-<n>.txt and .svg in the working directory, n being the first that is free. Says where to, or why not. */
export function saveScreen(frame: string, columns: number, rows: number): string {
	const name = freeName('ksmtop', ['txt', 'svg']);
	const text = frame
		.split('\n')
		.map((line) => stripVTControlCharacters(line).trimEnd())
		.join('\n');
	try {
		writeFileSync(`${name}.txt`, `${text}\n`, {flag: 'wx'});
		writeFileSync(`${name}.svg`, screenToSvg(parseFrame(frame, columns, rows)), {flag: 'wx'});
	} catch (error) {
		return `not saved: ${(error as NodeJS.ErrnoException).code ?? 'it failed'}`;
	}
	return `saved as ${name}.txt and ${name}.svg`;
}

// Goal: tables are ink-tables, one line per row, with underlined titles for a rule.
// Method: a small table is drawn by ink-testing-library.

import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {expect, it} from 'vitest';
import {ASCII, type Glyphs, UNICODE} from '../../../source/tui/look/glyphs.js';
import {BarTable, type TableContent} from '../../../source/tui/table/bar-table.js';
import {createTheme} from '../../../source/tui/look/theme.js';

const content: TableContent = {
	columns: [
		{title: 'ksmd', columns: 10, align: 'left'},
		{title: 'scans', columns: 5, align: 'right'},
	],
	rows: [
		[{text: ' A before'}, {text: '1', role: 'strong'}],
		[{text: '>B mainline'}, {text: '39', role: 'differs'}],
	],
};

function drawn(glyphs: Glyphs): string {
	const {lastFrame} = render(<BarTable content={content} look={{theme: createTheme('standard'), glyphs}} />);
	return stripVTControlCharacters(lastFrame() ?? '').replaceAll(/ +$/gm, '');
}

it('has one line per row and no frame', () => {
	expect(drawn(UNICODE)).toBe('ksmd       scans\n A before      1\n>B mainli…    39');
});

it('is plain ASCII where it must be', () => {
	expect(drawn(ASCII)).toBe('ksmd       scans\n A before      1\n>B mainli~    39');
});

it('paints each cell as its own row says, though others of its column say the same', () => {
	const same: TableContent = {
		columns: [{title: 'value', columns: 5, align: 'right'}],
		rows: [[{text: '1', role: 'strong'}], [{text: '1'}], [{text: '1', role: 'differs'}]],
	};
	const look = {theme: createTheme('standard'), glyphs: ASCII};
	const {lastFrame} = render(<BarTable content={same} look={look} />);
	// SGR parameters in front of each cell.
	const [strong, plain, bad] = (lastFrame() ?? '')
		.split('\n')
		.slice(1)
		.map((line) => line.split('    1')[0].match(/\d+/g));
	expect(plain).toBeNull();
	expect(strong).toEqual(['1']);
	expect(bad).not.toEqual(strong);
	expect(bad).not.toBeNull();
});

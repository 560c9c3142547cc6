// Goal: the table of measured presets keeps what was measured of other presets, in the presets' order, and loses those that
// are gone. Method: put rows into a text that has some.

import {expect, it} from 'vitest';
import {tableRow, withRows} from './real-table.js';

const before = `# Tests

<!-- test:real -->

| preset | kernel | full scans | wakeups | figures | result |
| ------ | ------ | ---------: | ------: | ------: | ------ |
| gone   | 6.18   |          1 |       1 |       1 | equal  |
| second | 6.18   |          2 |       2 |      20 | equal  |

<!-- /test:real -->

after`;

it('renews rows one by one', () => {
	const third = tableRow(['third', '6.19', '3', '3', '30', 'full scan 3: a|b expected 1, seen 2']);
	const text = withRows(before, ['first', 'second', 'third'], [third], new Map([['machine: mte', ['tags']]]));
	expect(text.split('\n').filter((line) => line.startsWith('| ') || line.startsWith('- '))).toEqual([
		'| preset | kernel | full scans | wakeups | figures | result |',
		'| --- | --- | --: | --: | --: | --- |',
		'| second | 6.18   |          2 |       2 |      20 | equal  |',
		String.raw`| third | 6.19 | 3 | 3 | 30 | full scan 3: a\|b expected 1, seen 2 |`,
		'- tags: machine: mte',
	]);
	expect(text.startsWith('# Tests\n')).toBe(true);
	expect(text.endsWith('\n\nafter')).toBe(true);
});

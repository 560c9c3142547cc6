// Loads ink-table, which is CommonJS and requires ink, beside today's ink, which is an ES module with top-level await:
// the ink that is already loaded is put where Node's require looks first.

import {createRequire} from 'node:module';
import * as ink from 'ink';

const require = createRequire(import.meta.url);
const inkPath = createRequire(require.resolve('ink-table')).resolve('ink');

require.cache[inkPath] ??= {
	id: inkPath,
	path: inkPath,
	filename: inkPath,
	exports: ink,
	loaded: true,
	children: [],
	paths: [],
	parent: null,
	isPreloading: false,
	require,
} as unknown as NodeJS.Module;

export const Table = (
	require('ink-table') as typeof import('ink-table', {with: {'resolution-mode': 'require'}})
).default;

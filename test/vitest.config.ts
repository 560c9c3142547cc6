// How the tests run: every file under test/ in two worker threads, against a program that is built once beforehand.
// Limits are generous on purpose: a test fails on what it sees, never because a machine is slow.

import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {inkTable} from '../.build/ink-table.ts';
import {PATIENCE_MS} from './tools/patience.ts';

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	plugins: [inkTable],
	test: {
		server: {deps: {inline: ['ink-table']}},
		include: ['test/**/*.test.{ts,tsx}'],
		globalSetup: ['test/tools/build-once.ts'],
		setupFiles: ['test/support/property-seed.ts'],
		pool: 'threads',
		maxWorkers: 2,
		// One that waits in vain says so itself before that.
		testTimeout: 3 * PATIENCE_MS,
		hookTimeout: 3 * PATIENCE_MS,
		benchmark: {include: ['test/**/*.bench.ts']},
	},
});

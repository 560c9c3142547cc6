// How the tests run: every file under test/ in two worker threads, against a program that is built once beforehand.
// Limits are generous on purpose: a test fails on what it sees, never because a machine is slow.

import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {inkTable} from '../.build/ink-table.ts';
import {PATIENCE_MS} from './tools/patience.ts';

const ALL = 'test/**/*.test.{ts,tsx}';
/** Files that share the modules that one has loaded: those of the pure layers, which keep nothing that another could find changed. */
const PURE =
	'conformance,core,determinism,host,recording,reference,report,reproducer,scenario,selftests,session';
const SHARING = `test/{${PURE}}/**/*.test.ts`;

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	plugins: [inkTable],
	test: {
		server: {deps: {inline: ['ink-table']}},
		globalSetup: ['test/tools/build-once.ts'],
		setupFiles: ['test/support/property-seed.ts'],
		pool: 'threads',
		maxWorkers: 2,
		// One that waits in vain says so itself before that.
		testTimeout: 3 * PATIENCE_MS,
		hookTimeout: 3 * PATIENCE_MS,
		// One after the other: a worker is kept only while the next file shares with it, too.
		projects: [
			{
				extends: true,
				test: {
					name: 'apart',
					include: [ALL],
					exclude: [SHARING],
					benchmark: {include: ['test/**/*.bench.ts']},
				},
			},
			{
				extends: true,
				test: {
					name: 'sharing',
					include: [SHARING],
					benchmark: {include: []},
					isolate: false,
					sequence: {groupOrder: 1},
				},
			},
		],
	},
});

// Bundles the program into dist/: one file for each entry, the rest in chunks that are loaded when they are needed, so
// that a command reads only what it uses. What is bundled is no dependency of the installed package.

import {defineConfig} from 'rolldown';
import {inkTable} from './ink-table.ts';
import {licenses} from './licenses.ts';
import {meowWithoutPackages} from './meow.ts';

/** Ink's inspector is for those who develop Ink programs and needs react-devtools-core: it stays out. */
const withoutInkInspector = {
	name: 'without-ink-inspector',
	load: {
		filter: {id: /[\\/]node_modules[\\/]ink[\\/]build[\\/]devtools\.js$/},
		handler: () => 'export {};',
	},
};

/** A thread is started from a file of its own beside the chunks: it has to be one of the entries. */
const threadsExist = {
	name: 'threads-exist',
	generateBundle(_options: unknown, bundle: Record<string, {code?: string}>): void {
		for (const {code = ''} of Object.values(bundle))
			for (const [, file] of code.matchAll(/new URL\("([^"]+\.js)", import\.meta\.url\)/g))
				if (!(`cli/${file}` in bundle))
					throw new Error(`${file} is started, but it is no entry of the bundle`);
	},
};

export default defineConfig({
	input: {
		main: 'source/cli/main.ts',
		'sweep-worker': 'source/cli/commands/sweep/worker.ts',
		'watchdog-thread': 'source/cli/watchdog/thread.ts',
	},
	platform: 'node',
	plugins: [
		inkTable,
		withoutInkInspector,
		threadsExist,
		meowWithoutPackages,
		licenses('third-party-licenses.txt'),
	],
	transform: {
		// React's production build only.
		define: {'process.env.NODE_ENV': '"production"'},
	},
	output: {
		dir: 'dist',
		format: 'esm',
		// All beside dist/cli/main.js: package-root.ts counts folders.
		entryFileNames: 'cli/[name].js',
		chunkFileNames: 'cli/[name]-[hash].js',
		cleanDir: true,
		// Names and lines stay as they are, so that the stacks of KSMTOP_DEBUG can be read without source maps. Shorter names
		// made no start measurably faster.
		minify: 'dce-only',
		comments: false,
	},
});

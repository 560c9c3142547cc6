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

/**
 * The import of node:process reads every property of the process, which opens stdin and stdout and loads the network
 * behind them; the global is the same object. Named imports of it are left alone.
 */
const processIsGlobal = {
	name: 'process-is-global',
	transform: {
		filter: {code: /import [\w$]+ from ['"](?:node:)?process['"]/},
		handler: (code: string): {code: string; map: null} => ({
			code: code.replaceAll(/^import ([\w$]+) from ['"](?:node:)?process['"];?/gm, (_, name: string) =>
				name === 'process' ? '' : `const ${name} = globalThis.process;`,
			),
			map: null,
		}),
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
		processIsGlobal,
		inkTable,
		withoutInkInspector,
		threadsExist,
		meowWithoutPackages,
		licenses('third-party-licenses.txt'),
	],
	treeshake: {
		// Nothing happens when a module of these layers is loaded (a test holds that they do no I/O): who imports one name
		// through the door of the core does not load the core.
		moduleSideEffects: [
			// Nor when one of Node's own is.
			{test: /^node:/, sideEffects: false},
			{test: /[\\/]source[\\/](?:core|scenario|session|report|tui)[\\/]/, sideEffects: false},
		],
	},
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

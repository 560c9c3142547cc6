// Lets ink-table, which is CommonJS and says require('ink'), share the one Ink of the program: Ink is an ES module with
// top-level await, which cannot be required. What ink-table requires is imported ahead of its code and handed to it, so
// that no loader is tricked. Used by the bundler and by the tests.

const REQUIRE = /\brequire\("([^"]+)"\)/g;

/** The plugin, in the form that rolldown and vite share. */
export const inkTable = {
	name: 'ink-table',
	transform: {
		filter: {id: /[\\/]node_modules[\\/]ink-table[\\/]dist[\\/]index\.js$/},
		handler(code: string): {code: string; map: null} {
			const names = [...new Set([...code.matchAll(REQUIRE)].map((match) => match[1]))];
			if (!names.includes('ink')) throw new Error('ink-table no longer requires ink: this plugin can go');
			return {
				code: [
					...names.map((name, i) =>
						// Ink has no default export; CommonJS modules are whole in theirs.
						name === 'ink' ? `import * as required${i} from 'ink';` : `import required${i} from '${name}';`,
					),
					'const exports = {};',
					code.replaceAll(REQUIRE, (_, name: string) => `required${names.indexOf(name)}`),
					// As Node presents a CommonJS module: the default export is module.exports.
					'export default exports;',
				].join('\n'),
				map: null,
			};
		},
	},
};

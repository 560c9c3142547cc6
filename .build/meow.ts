// meow finds, reads and normalizes the package.json of its program, and at every start makes ready for that tables of
// all licences. ksmtop tells it what it needs, so that part is left out: two thirds of meow, half of the time of --help.

const READER = "import { a as readPackageUpSync, n as normalizePackageData } from './dependencies.js';";

/** The plugin; fails when meow has changed so that it would do nothing. */
export const meowWithoutPackages = {
	name: 'meow-without-packages',
	transform: {
		filter: {id: /[\\/]node_modules[\\/]meow[\\/]build[\\/](?:dependencies|options)\.js$/},
		handler(code: string, id: string): {code: string; map: null} {
			const changed = id.endsWith('options.js')
				? code.replace(READER, 'const readPackageUpSync = () => undefined, normalizePackageData = () => {};')
				: // What these functions make is only left out when nobody uses it.
					code.replaceAll(
						/^((?:var \w+ = |const \w+ = |))((?:require[\w$]+|getDefaultExportFromCjs|promisify)\()/gm,
						'$1/* @__PURE__ */ $2',
					);
			if (changed === code) throw new Error('meow has changed: look whether this plugin is still needed');
			return {code: changed, map: null};
		},
	},
};

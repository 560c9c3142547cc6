// `npm run build`: bundles the program and lets it write its manual page. Says nothing when all is well; a warning of
// the bundler is an error.

import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {build} from 'rolldown';
import {loadConfig} from 'rolldown/config';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
	await build({
		...(await loadConfig('.build/rolldown.config.ts')),
		onLog(level, log) {
			if (level === 'warn') throw new Error(log.message);
		},
	});
	execFileSync(process.execPath, ['dist/cli/main.js', 'man', '--output', 'dist/ksmtop.1']);
} catch (error) {
	process.stderr.write(`the build failed: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
}

#!/usr/bin/env node
// The program. Everything heavy is imported only by the command that needs it, so that --help and --version are quick.

import process from 'node:process';
import {outliveTerminal} from './lost-terminal.js';

outliveTerminal();

// React's development build keeps a performance entry for every frame; nothing may import React before this.
process.env['NODE_ENV'] ??= 'production';

try {
	const {main} = await import('./program.js');
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	// main never throws: the program's own files could not be read, as with too few open files allowed.
	process.stderr.write(
		`ksmtop: cannot load its own files: ${(error as NodeJS.ErrnoException).code ?? error}\n`,
	);
	process.exitCode = 2;
}

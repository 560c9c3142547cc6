// A terminal that is gone when the program ends, as after a dropped connection. At the exit Node gives every terminal the
// modes back that it had, and aborts where that fails (SIGABRT, and no exit code), so /dev/null takes the place of what is gone.

import {closeSync, openSync} from 'node:fs';
import {isatty} from 'node:tty';

const STANDARD_STREAMS = [0, 1, 2];

/** Call it at the start, before anything is written. */
export function outliveTerminal(): void {
	const terminals = STANDARD_STREAMS.filter((fd) => isatty(fd));
	if (terminals.length === 0) return;
	process.on('exit', () => {
		for (const fd of terminals) {
			if (isatty(fd)) continue;
			closeSync(fd);
			// It gets the lowest number that is free: this one.
			openSync('/dev/null', 'r+');
		}
	});
}

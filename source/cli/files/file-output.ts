// A file that appears complete or not at all: for results.

import {fileError} from '../command-line/usage-error.js';
import {calls, writeAll} from './calls.js';
import {resolveTarget, Temporary} from './temporary.js';

/** A sink of a command's result; call finish() or abandon(). */
export interface Output {
	/** Writes text; resolves when more can be taken. */
	write(text: string): Promise<void>;
	/** Makes the file visible under its name. */
	finish(): Promise<void>;
	/** Discards what was written, unless it is finished. Never throws. */
	abandon(): void;
}

/** Devices and FIFOs are written to as they are. */
function deviceOutput(file: string, guarded: (work: () => void) => void): Output {
	let fd = -1;
	guarded(() => {
		fd = calls.open(file, 'w');
	});
	return {
		async write(text) {
			guarded(() => writeAll(fd, text));
		},
		async finish() {
			guarded(() => calls.close(fd));
		},
		abandon() {
			// A device cannot take it back.
		},
	};
}

/** A file as an Output; every way in which that can fail is a UsageError that names the file. */
export function fileOutput(path: string): Output {
	const guarded = (work: () => void): void => {
		try {
			work();
		} catch (error) {
			throw fileError('write', path, error);
		}
	};
	let output: Output | undefined;
	let temporary: Temporary | undefined;
	guarded(() => {
		const {file, stat} = resolveTarget(path);
		if (stat !== null && !stat.isFile()) output = deviceOutput(file, guarded);
		else temporary = new Temporary(file, stat);
	});
	if (output !== undefined) return output;
	return {
		async write(text) {
			guarded(() => temporary?.write(text));
		},
		async finish() {
			guarded(() => {
				if (temporary !== undefined) calls.close(temporary.replace());
			});
		},
		abandon: () => temporary?.drop(),
	};
}

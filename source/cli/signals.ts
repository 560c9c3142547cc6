// Signals end a command in order: INT lets it report what there is, TERM and HUP end it at once, with nothing half
// written left behind. A second INT does not wait.

import {EXIT} from './usage-error.js';

export interface Interruption {
	/** INT has come: stop and report. */
	readonly requested: boolean;
	/** Gives the signals back to whoever had them. */
	release(): void;
}

/** Watches for signals until release(). `onRequest` is called at the first INT. */
export function watchSignals(onRequest?: () => void): Interruption {
	let requested = false;
	const onInterrupt = (): void => {
		if (requested) process.exit(EXIT.interrupted);
		requested = true;
		onRequest?.();
	};
	const onTerminate = (): void => {
		process.exit(EXIT.terminated);
	};
	const onHangup = (): void => {
		process.exit(EXIT.hangup);
	};
	process.on('SIGINT', onInterrupt);
	process.on('SIGTERM', onTerminate);
	process.on('SIGHUP', onHangup);
	return {
		get requested() {
			return requested;
		},
		release() {
			process.off('SIGINT', onInterrupt);
			process.off('SIGTERM', onTerminate);
			process.off('SIGHUP', onHangup);
		},
	};
}

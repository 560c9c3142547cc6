// Ctrl-Z and fg. In raw mode the terminal driver turns no keys into signals, so the program stops itself and restores its
// screen afterwards.

/** A view that can give up the terminal for a while. */
export interface Suspendable {
	/** Gives the terminal back to the shell. */
	leave(): void;
	/** Takes it again, in whatever state it is, and draws. */
	enter(): void;
}

/** Ctrl-Z for a program in raw mode. */
export interface JobControl {
	/** Stops the foreground process group, as Ctrl-Z does. */
	suspend(): void;
	/** Leaves SIGTSTP and SIGCONT alone from now on. */
	dispose(): void;
}

/** `stdin` is put in and out of raw mode around the stop. */
export function createJobControl(stdin: NodeJS.ReadStream, view: Suspendable): JobControl {
	let isStopped = false;
	const resume = (): void => {
		// Another program may have changed the terminal's modes without Node knowing: switch off and on.
		stdin.setRawMode(false);
		stdin.setRawMode(true);
		view.enter();
	};
	const stop = (wholeGroup: boolean): void => {
		if (isStopped) return;
		isStopped = true;
		view.leave();
		stdin.setRawMode(false);
		process.off('SIGTSTP', onStop);
		// The whole foreground group, so that npm or a shell function around us stops too.
		process.kill(wholeGroup ? 0 : process.pid, 'SIGTSTP');
		// Here the process is stopped until SIGCONT; without job control it continues at once.
		setTimeout(() => {
			isStopped = false;
			process.on('SIGTSTP', onStop);
			resume();
		}, 20);
	};
	const onStop = (): void => stop(false);
	const onContinue = (): void => {
		if (!isStopped) resume();
	};
	process.on('SIGTSTP', onStop);
	process.on('SIGCONT', onContinue);
	return {
		suspend: () => stop(true),
		dispose() {
			process.off('SIGTSTP', onStop);
			process.off('SIGCONT', onContinue);
		},
	};
}

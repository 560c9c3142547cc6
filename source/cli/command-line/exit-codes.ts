// The meaning of the exit codes, for help and the man page.

/** The rows of EXIT STATUS: codes as printed, and what they mean; the values are EXIT in usage-error.ts. */
export const EXIT_CODES: ReadonlyArray<{readonly codes: string; readonly about: string}> = [
	{codes: '0', about: 'success'},
	{codes: '1', about: 'an expectation missed, a replay differed, --limit or --wall-limit reached'},
	{
		codes: '2',
		about: 'bad usage or input, a file that cannot be read or written, host on a machine without KSM',
	},
	{codes: '3', about: 'an invariant of the model was violated: a defect of ksmtop'},
	{codes: '129, 130, 131, 143', about: 'ended by HUP, INT, QUIT, TERM'},
];

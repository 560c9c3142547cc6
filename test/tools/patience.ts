// Tests wait for what happens, never for a time. Here is the one limit of all waits, for what does not happen: so far
// beyond what anything takes on the slowest machine that only a hang meets it.

import {readdirSync, watch} from 'node:fs';

/** KSMTOP_PATIENCE=<minutes> makes it another; default 10. */
export const PATIENCE_MS = Number(process.env['KSMTOP_PATIENCE'] ?? 10) * 60_000;

/** What the promise gives, or an error that says what it was waited for, and what there was instead. */
export async function patiently<T>(promise: Promise<T>, what: () => string): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const never = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error(`waited in vain for ${what()}`)), PATIENCE_MS);
	});
	return Promise.race([promise, never]).finally(() => clearTimeout(timer));
}

/** Resolves once the folder holds a file of which the name fits. */
export async function fileIn(folder: string, fits: (name: string) => boolean): Promise<string> {
	const names = (): string[] => readdirSync(folder);
	const stop = new AbortController();
	const appeared = new Promise<string>((resolve) => {
		const look = (): void => {
			const found = names().find((name) => fits(name));
			if (found !== undefined) resolve(found);
		};
		watch(folder, {signal: stop.signal}, look);
		look();
	});
	return patiently(appeared, () => `a file in ${folder}, where there are: ${names().join(' ')}`).finally(() =>
		stop.abort(),
	);
}

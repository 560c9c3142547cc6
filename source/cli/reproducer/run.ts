// Building and running a reproducer on this machine: cc, then the program itself, whose lines are passed on as they come.
// Every obstacle (no cc, no root, KSM in use) is a UsageError with the message of cc or of the program.

import {sanitize} from '../../scenario/base/text.js';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {EXIT, fileError, UsageError} from '../command-line/usage-error.js';

/** Prefix of the folders in which reproducers are built; one may be left behind by a crash. */
const PREFIX = 'ksmtop-reproducer-';
const MOST_COMPLAINTS = 2000;

/** A reproducer that is built; `remove` deletes it. */
export interface BuiltReproducer {
	/** Path of the executable, in a folder of its own. */
	readonly file: string;
	/** Deletes the folder; also when it is gone already. */
	remove(): void;
}

/** Compiles the text with cc; throws a UsageError. `optimize`: -O2, else -O0, which builds faster. */
export function buildReproducer(text: string, optimize = true): BuiltReproducer {
	let folder: string;
	try {
		folder = mkdtempSync(join(tmpdir(), PREFIX));
		writeFileSync(join(folder, 'reproducer.c'), text);
	} catch (error) {
		throw fileError('write', tmpdir(), error);
	}
	const remove = (): void => rmSync(folder, {recursive: true, force: true});
	const file = join(folder, 'reproducer');
	const {error, status, stderr} = spawnSync(
		'cc',
		[optimize ? '-O2' : '-O0', '-o', file, join(folder, 'reproducer.c')],
		{encoding: 'utf8'},
	);
	if (error || status !== 0) {
		remove();
		const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
		throw new UsageError(
			missing
				? 'there is no C compiler (cc) here: export the preset and build it elsewhere, then use --from'
				: `cc failed: ${sanitize((stderr ?? '').slice(0, MOST_COMPLAINTS))}`,
		);
	}
	return {file, remove};
}

/** A reproducer that runs in the background. */
export interface RunningReproducer {
	/** Ends the run with SIGTERM; the program restores the machine's knobs. */
	stop(): void;
	/** Resolves when it has ended; rejects with a UsageError when it refused to run. */
	readonly done: Promise<void>;
}

/** Runs the program; `onLine` gets each line that it prints; `environment` is added to that of ksmtop. */
export function startReproducer(
	file: string,
	options: readonly string[],
	onLine: (line: string) => void,
	environment: Readonly<Record<string, string>> = {},
): RunningReproducer {
	const env = {...process.env, ...environment};
	const child = spawn(file, options, {stdio: ['ignore', 'pipe', 'pipe'], env});
	let complaints = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaints = (complaints + text).slice(0, MOST_COMPLAINTS);
	});
	const lines = createInterface({input: child.stdout, crlfDelay: Infinity});
	const read = new Promise<void>((resolve) => {
		lines.on('line', onLine).on('close', resolve);
	});
	// When ksmtop exits, the reproducer ends too and restores the knobs.
	const end = (): void => void child.kill('SIGTERM');
	process.on('exit', end);
	const done = new Promise<void>((resolve, reject) => {
		child.on('close', () => process.off('exit', end));
		child.on('error', (error) => reject(fileError('run', file, error)));
		child.on('close', (code) => {
			void read.then(() => {
				if (code === EXIT.fine || code === EXIT.missed) resolve();
				else
					reject(
						new UsageError(sanitize(complaints.trim() || `the reproducer ended with exit code ${code}`)),
					);
			});
		});
	});
	return {stop: () => void child.kill('SIGTERM'), done};
}

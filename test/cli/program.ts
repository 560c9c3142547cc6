// Starts the built program as its users do, and hands back what it said.

import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'vitest';
import {patiently} from '../tools/patience.js';
import {environment, preloading, PROGRAM} from '../tools/program.js';

export interface Said {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Started {
	readonly child: ChildProcess;
	readonly done: Promise<Said>;
	/** Resolves once it has said these words on stderr. */
	says(words: string): Promise<void>;
}

/** A folder of its own that goes when the test file is done. */
export function workFolder(): {
	folder: string;
	file(name: string, text: string | Buffer): string;
	remove(): void;
} {
	const folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-test-'));
	return {
		folder,
		file(name, text) {
			const full = path.join(folder, name);
			writeFileSync(full, text);
			return full;
		},
		remove() {
			rmSync(folder, {recursive: true, force: true});
		},
	};
}

export interface Surroundings {
	/** null: standard input stays open. */
	readonly input?: string | null;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
}

/** Starts it; output that is not read any more may be closed by the caller. */
export function start(args: readonly string[], {input = '', cwd, env}: Surroundings = {}): Started {
	const child = spawn(process.execPath, [PROGRAM, ...args], {cwd, env: environment(env)});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		stderr += text;
	});
	child.stdin.on('error', () => {
		// The program did not read it.
	});
	if (input !== null) child.stdin.end(input);
	const closed = new Promise<Said>((resolve) => {
		child.on('close', (code) => {
			resolve({code, stdout, stderr});
		});
	});
	const command = `ksmtop ${args.join(' ')}`;
	const done = patiently(closed, () => `the end of ${command}, which said:\n${stdout}${stderr}`).finally(() =>
		child.kill('SIGKILL'),
	);
	const says = async (words: string): Promise<void> => {
		while (!stderr.includes(words)) {
			if (child.stderr.readableEnded) throw new Error(`${command} ended without "${words}": ${stderr}`);
			await Promise.race([once(child.stderr, 'data'), done]);
		}
	};
	return {child, done, says};
}

/** Starts it, and waits until it has taken the signals from the system. `code` runs before the program's own. */
export async function startListening(
	args: readonly string[],
	{env, code = ''}: {env?: Readonly<Record<string, string>>; code?: string} = {},
): Promise<Started> {
	const saysSo = `process.on('newListener', (name) => {
		if (name === 'SIGTERM') queueMicrotask(() => process.stderr.write('listening\\n'));
	});`;
	const started = start(args, {env: {...preloading(`${code}${saysSo}`), ...env}});
	await started.says('listening');
	return started;
}

export const ksmtop = async (...args: string[]): Promise<Said> => start(args).done;

/** What every refusal must look like: exit code 2, nothing on stdout, words on stderr, no trace of where in the code. */
export function expectRefusal({code, stdout, stderr}: Said, words: RegExp): void {
	expect(stderr).toMatch(words);
	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).not.toMatch(/^\s+at |node:internal|\.js:\d+/m);
	// eslint-disable-next-line no-control-regex
	expect(stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
	for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^ksmtop: /);
}

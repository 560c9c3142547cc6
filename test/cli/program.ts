// Starts the built program as its users do, and hands back what it said.

import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect} from 'vitest';

export const PROGRAM = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
/** Far longer than anything takes on the slowest machine: a program that hangs must not outlive its test. */
const TIMEOUT_MS = 280_000;

export interface Said {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface Started {
	readonly child: ChildProcess;
	readonly done: Promise<Said>;
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

/** Starts it; output that is not read any more may be closed by the caller. */
export function start(args: readonly string[], {input, cwd}: {input?: string; cwd?: string} = {}): Started {
	const env = {...process.env, NODE_ENV: undefined, FORCE_COLOR: undefined};
	const child = spawn(process.execPath, [PROGRAM, ...args], {cwd, env, timeout: TIMEOUT_MS});
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
	child.stdin.end(input ?? '');
	const done = new Promise<Said>((resolve) => {
		child.on('close', (code) => {
			resolve({code, stdout, stderr});
		});
	});
	return {child, done};
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

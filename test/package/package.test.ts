// Goal: what `npm pack` makes is the whole program in one small file: it installs offline into an empty folder with an
// empty cache, runs there without writing into its own folder, and says whose code it carries.
// Method: pack the built program, install the tarball with npm as a user would (in a folder, and with -g), run it.

import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {install, npm, pack, type Packed} from '../tools/packed.js';
import {environment} from '../tools/program.js';
import {ROOT as root} from '../tools/root.js';

const folder = mkdtempSync(path.join(tmpdir(), 'ksmtop-package-'));
const MOST_BYTES = 1_000_000;

interface Manifest {
	readonly version: string;
	readonly bin: Readonly<Record<string, string>>;
	readonly dependencies?: Readonly<Record<string, string>>;
}

/** Runs an installed program: by its own name, as a shell does. */
const execute = (program: string, args: readonly string[]): string =>
	execFileSync(program, args, {
		cwd: folder,
		env: environment(),
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});

/** Every file below a folder with its size and time, to see that nothing was written. */
const listing = (below: string): string[] =>
	readdirSync(below, {recursive: true, encoding: 'utf8'})
		.map((name) => {
			const {size, mtimeMs} = statSync(path.join(below, name));
			return `${name} ${size} ${mtimeMs}`;
		})
		.sort();

let packed: Packed;
let manifest: Manifest;
let installed: string;
const ksmtop = (...args: string[]): string => execute(path.join(installed, 'node_modules/.bin/ksmtop'), args);

beforeAll(() => {
	manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
	packed = pack(folder);
	installed = install(packed, folder);
});

afterAll(() => {
	rmSync(folder, {recursive: true, force: true});
});

it('is small, holds what it needs and nothing of the build', () => {
	expect(packed.size).toBeLessThan(MOST_BYTES);
	const files = packed.files.map((file) => file.path);
	for (const needed of [
		'package.json',
		'README.md',
		'LICENSE',
		'dist/third-party-licenses.txt',
		'dist/ksmtop.1',
		'dist/cli/main.js',
		'dist/cli/sweep-worker.js',
		'dist/cli/watchdog-thread.js',
		'presets/free-at-once.yaml',
	])
		expect(files).toContain(needed);
	expect(
		files.filter((name) => !/^(dist\/|presets\/|package\.json$|README\.md$|LICENSE$)/.test(name)),
	).toEqual([]);
	expect(files.filter((name) => /tsbuildinfo|\.tsx?$/.test(name))).toEqual([]);
});

it('needs no other package', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(readdirSync(path.join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
		'ksmtop',
	]);
});

it('carries the licence of every package that is bundled', () => {
	const licenses = readFileSync(path.join(root, 'dist/third-party-licenses.txt'), 'utf8');
	for (const name of ['ink', 'ink-table', 'react', 'react-reconciler', 'meow', 'yaml', 'zod', 'yoga-layout'])
		expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|ISC)\\)$`, 'm'));
	expect(licenses.match(/^Permission (?:is hereby granted|to use)/gm)?.length).toBeGreaterThan(30);
	// The region comments of the bundler name the file that each piece of code is from.
	const chunks = readdirSync(path.join(root, 'dist/cli')).map((name) =>
		readFileSync(path.join(root, 'dist/cli', name), 'utf8'),
	);
	const bundled = new Set(
		chunks.flatMap((text) =>
			[...text.matchAll(/^\/\/ node_modules\/(?:.*node_modules\/)?((?:@[^/]+\/)?[^/\n]+)\//gm)].map(
				(match) => match[1],
			),
		),
	);
	expect(bundled.size).toBeGreaterThan(20);
	expect([...bundled].filter((name) => !licenses.includes(`\n${name} `))).toEqual([]);
});

it('leaves out what only developers of Ink need, and React for development', () => {
	const names = readdirSync(path.join(root, 'dist/cli'));
	const all = names.map((name) => readFileSync(path.join(root, 'dist/cli', name), 'utf8')).join('\n');
	expect(all).not.toMatch(/from "react-devtools-core"|react\.development\.js/);
});

/** The packages and layers of which code is read when these chunks are loaded, with all that they import at once. */
function loaded(names: readonly string[]): string[] {
	const seen = new Set<string>();
	const parts = new Set<string>();
	const visit = (name: string): void => {
		if (seen.has(name)) return;
		seen.add(name);
		const text = readFileSync(path.join(root, 'dist/cli', name), 'utf8');
		for (const [, part] of text.matchAll(
			/^\/\/ ((?:node_modules\/(?:@[^/\n]+\/)?|source\/[^/\n]+\/)[^/\n]+)/gm,
		))
			parts.add(part);
		for (const [, next] of text.matchAll(/^(?:import|export)\b[^;]*?"\.\/([^"]+)"/gm)) visit(next);
	};
	for (const name of names) visit(name);
	return [...parts].sort();
}

/** The chunk that holds a source file. */
function chunk(source: string): string {
	const holds = (name: string): boolean =>
		readFileSync(path.join(root, 'dist/cli', name), 'utf8').includes(`\n// source/cli/${source}\n`);
	const found = readdirSync(path.join(root, 'dist/cli')).find(holds);
	if (found === undefined) throw new Error(`no chunk holds ${source}`);
	return found;
}

it('reads at start only what it needs', () => {
	const help = loaded(['main.js', chunk('program.ts')]);
	expect(help).toContain('node_modules/meow');
	// No model, no preset, no view.
	expect(
		help.filter((name) => /\/ink|react|yoga|zod|yaml|source\/(?:tui|session|core\/(?!base))/.test(name)),
	).toEqual([]);
	const run = loaded(['main.js', chunk('program.ts'), chunk('commands/run/run.ts')]);
	expect(run).toContain('node_modules/zod');
	expect(run.filter((name) => /\/ink|react|yoga|source\/tui/.test(name))).toEqual([]);
});

it('runs where it was installed, sweeps on threads, and writes nothing beside itself', () => {
	const own = path.join(installed, 'node_modules/ksmtop');
	const before = listing(own);
	expect(ksmtop('--version')).toBe(`${manifest.version}\n`);
	expect(ksmtop('run', 'unique', '--until', 'full_scans>=1')).toContain('its condition was met');
	const sweep = ['sweep', 'unique', '--until', 'full_scans>=1', '--vary', 'pages_to_scan=100,1000'];
	expect(
		ksmtop(...sweep, '--kernel', 'mainline', '--format', 'csv')
			.trimEnd()
			.split('\n'),
	).toHaveLength(3);
	expect(ksmtop('list', 'presets')).toContain('free-at-once');
	expect(listing(own)).toEqual(before);
});

it('installs with -g, with its manual page', () => {
	const prefix = path.join(folder, 'global');
	npm(['install', '--global', '--prefix', prefix, path.join(folder, packed.filename)], folder, folder);
	expect(execute(path.join(prefix, 'bin/ksmtop'), ['--version'])).toBe(`${manifest.version}\n`);
	expect(readFileSync(path.join(prefix, 'share/man/man1/ksmtop.1'), 'utf8')).toContain('.TH KSMTOP 1');
});

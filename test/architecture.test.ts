// Goal: the rules by which this code base is divided hold by themselves. Method: read every file of the repository and
// check names, sizes, opening comments, the direction of imports, and that the pure layers use nothing of the outside
// world. A rule that must be broken is changed here, in the open.

import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {undocumented} from './support/undocumented.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'coverage']);

interface SourceFile {
	path: string;
	text: string;
	lines: number;
	/** Without comments. */
	code: string;
	imports: string[];
}

function walk(folder: string): string[] {
	return readdirSync(root + folder, {withFileTypes: true}).flatMap((entry) => {
		if (LEFT_OUT.has(entry.name)) return [];
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		return entry.isDirectory() ? walk(path) : [path];
	});
}

function readSource(path: string): SourceFile {
	const text = readFileSync(root + path, 'utf8');
	const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
	const statements = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
	const imports = [...code.matchAll(statements)].map((match) => match[1] ?? match[2] ?? match[3]);
	return {path, text, lines: text.trimEnd().split('\n').length, code, imports};
}

const paths = walk('');
const isCode = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path);
const source = paths.filter((path) => path.startsWith('source/') && isCode(path)).map(readSource);
const tests = paths.filter((path) => path.startsWith('test/') && isCode(path)).map(readSource);

/** Which layers a layer may import from. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
	core: ['core'],
	scenario: ['scenario', 'core'],
	session: ['session', 'scenario', 'core'],
	host: ['host', 'session', 'scenario', 'core'],
	report: ['report', 'recording', 'host', 'session', 'scenario', 'core'],
	reproducer: ['reproducer', 'scenario', 'core'],
	recording: ['recording', 'reproducer', 'session', 'scenario', 'core'],
	tui: ['tui', 'session', 'scenario', 'core'],
	cli: ['cli', 'tui', 'report', 'recording', 'reproducer', 'host', 'session', 'scenario', 'core'],
};
const PURE = new Set(['core', 'scenario', 'session', 'reproducer', 'recording', 'host']);
const PURE_PACKAGES = /^(string-width|yaml|zod(\/.*)?)$/;
/** What only a program at its edge may touch. */
const IMPURE =
	/\b(new Date\b|Date\.now|Math\.random|performance\.now|setTimeout|setInterval|setImmediate|queueMicrotask|console\.|globalThis|process\.(env|argv|std\w+|hrtime|nextTick|exit|cwd|memoryUsage|platform|on)\b)/;
/** Built-in modules that do no I/O, for the view. */
const PURE_MODULES = new Set([
	'node:module',
	'node:stream',
	'node:events',
	'node:url',
	'node:string_decoder',
]);

const layerOf = (path: string): string => path.split('/')[1];

const byPath = new Map(source.map((file) => [file.path, file]));

/** The path that a relative import of `path` names. */
function targetPath(path: string, specifier: string): string {
	const target = new URL(specifier, `file:///${path}`).pathname.slice(1).replace(/\.js$/, '.ts');
	return byPath.has(target) ? target : `${target}x`;
}

/** The layer that a relative import of `path` lands in. */
const targetLayer = (path: string, specifier: string): string => layerOf(targetPath(path, specifier));

/** The modules of this repository that a module imports, types included. */
const importsOf = (path: string): string[] =>
	(byPath.get(path)?.imports ?? [])
		.filter((specifier) => specifier.startsWith('.'))
		.map((specifier) => targetPath(path, specifier));

/** Those of the modules that lie in a circle of imports with others. */
function inCircles(modules: readonly string[]): string[] {
	const left = new Map(modules.map((path) => [path, importsOf(path)]));
	for (let before = -1; before !== left.size;) {
		before = left.size;
		// What imports nothing that is left, or is imported by nothing that is left, lies in no circle.
		const imported = new Set([...left.values()].flat());
		for (const [path, imports] of left)
			if (!imported.has(path) || !imports.some((target) => left.has(target))) left.delete(path);
	}
	return [...left.keys()];
}

/** Everything that a module imports, directly or by way of others. */
function closureOf(start: string): Set<string> {
	const reached = new Set<string>();
	const open = [start];
	for (let path = open.pop(); path !== undefined; path = open.pop()) {
		if (reached.has(path)) continue;
		reached.add(path);
		open.push(...importsOf(path));
	}
	return reached;
}

it('keeps the top level short', () => {
	const allowed =
		/^(\.build|\.ci|\.github|\.editorconfig|\.gitattributes|\.gitignore|\.npmrc|\.prettierignore|\.prettierrc\.json|\.oxlintrc\.json|LICENSE|README\.md|package\.json|package-lock\.json|tsconfig\.json|presets|source|test)$/;
	const entries = readdirSync(root).filter((name) => !LEFT_OUT.has(name));
	expect(entries.filter((name) => !allowed.test(name))).toEqual([]);
});

it('has only the layers that the architecture names', () => {
	expect([...new Set(source.map(({path}) => layerOf(path)))].filter((layer) => !(layer in LAYERS))).toEqual(
		[],
	);
});

it('lets imports point one way: core, scenario, session, then report and tui, then cli', () => {
	const wrong = source.flatMap(({path, imports}) =>
		imports
			.filter((specifier) => specifier.startsWith('.'))
			.filter((specifier) => !LAYERS[layerOf(path)].includes(targetLayer(path, specifier)))
			.map((specifier) => `${path} imports ${specifier}`),
	);
	expect(wrong).toEqual([]);
});

it('has no circles of imports, types included', () => {
	expect(inCircles(source.map(({path}) => path))).toEqual([]);
});

it('enters the core by its one door', () => {
	const wrong = source
		.filter(({path}) => layerOf(path) !== 'core')
		.flatMap(({path}) =>
			importsOf(path)
				.filter((target) => layerOf(target) === 'core' && target !== 'source/core/index.ts')
				.map((target) => `${path} imports ${target}`),
		);
	expect(wrong).toEqual([]);
});

it('keeps core/state plain data: it imports nothing but itself and leaves', () => {
	const allowed = /^source\/core\/((state|base|catalogue)\/|kernels\/kernel\.ts$|events\.ts$)/;
	const wrong = source
		.filter(({path}) => path.startsWith('source/core/state/'))
		.flatMap(({path}) =>
			[...closureOf(path)]
				.filter((target) => !allowed.test(target))
				.map((target) => `${path} needs ${target}`),
		);
	expect(wrong).toEqual([]);
});

it('changes files through one seam only', () => {
	const changing =
		/\b(write|writeFile|appendFile|rename|unlink|link|symlink|mkdir|rm|cp|copyFile|truncate|createWriteStream)(Sync)?\b/;
	// What writes to a terminal, and what watches over the main thread, writes to descriptors that are open anyway;
	// a program that is compiled to be run once lies in a folder of its own that goes afterwards.
	const allowed =
		/^source\/cli\/(files\/|terminal\/terminal\.ts$|watchdog\/thread\.ts$|reproducer\/run\.ts$)/;
	const wrong = source.filter(({path, text}) => {
		const names = [...text.matchAll(/^import \{([^}]*)\} from 'node:fs(?:\/promises)?'/gm)].join();
		return !allowed.test(path) && (changing.test(names) || /^import (?:\* as )?fs\b/m.test(text));
	});
	expect(wrong.map(({path}) => path)).toEqual([]);
});

it('lets only ksm and thp import the fast paths', () => {
	const wrong = source
		.filter(({path}) => !/^source\/core\/(ksm|thp)\//.test(path))
		.filter(({path}) => importsOf(path).some((target) => target.startsWith('source/core/ksm/fast/')));
	expect(wrong.map(({path}) => path)).toEqual([]);
});

it('imports own modules by their .js name', () => {
	const wrong = source.flatMap(({path, imports}) =>
		imports.filter((name) => name.startsWith('.') && !name.endsWith('.js')).map((name) => `${path}: ${name}`),
	);
	expect(wrong).toEqual([]);
});

it('keeps core, scenario and session pure', () => {
	const pure = source.filter(({path}) => PURE.has(layerOf(path)));
	const packages = pure.flatMap(({path, imports}) =>
		imports
			.filter((name) => !name.startsWith('.') && !PURE_PACKAGES.test(name))
			.map((name) => `${path}: ${name}`),
	);
	const globals = pure.flatMap(({path, code}) => {
		const found = IMPURE.exec(code);
		return found ? [`${path}: ${found[0]}`] : [];
	});
	expect(packages).toEqual([]);
	expect(globals).toEqual([]);
});

it('does input and output in cli only', () => {
	const wrong = source
		.filter(({path}) => !PURE.has(layerOf(path)) && layerOf(path) !== 'cli')
		.flatMap(({path, imports}) =>
			imports
				.filter((name) => name.startsWith('node:') && !PURE_MODULES.has(name))
				.map((name) => `${path}: ${name}`),
		);
	expect(wrong).toEqual([]);
});

it('has one concept per file', () => {
	const tooLong = [...source, ...tests]
		.filter(({lines}) => lines > 300)
		.map(({path, lines}) => `${path}: ${lines}`);
	expect(tooLong).toEqual([]);
	const sizes = source.map(({lines}) => lines).sort((a, b) => a - b);
	expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(100);
});

it('has folders that are seen at a glance', () => {
	// One file for each thing of a kind: kernels of the thread, panels, parts of a C program.
	const oneForEach = /^source\/(core\/kernels|tui\/panels|reproducer\/runtime)$/;
	const folders = new Map<string, number>();
	for (const path of paths.filter((name) => name.startsWith('source/'))) {
		const folder = path.slice(0, path.lastIndexOf('/'));
		folders.set(folder, (folders.get(folder) ?? 0) + 1);
	}
	const crowded = [...folders].filter(([folder, files]) => files > 14 && !oneForEach.test(folder));
	expect(crowded.map(([folder, files]) => `${folder}: ${files} files`)).toEqual([]);
});

it('names files in kebab-case', () => {
	const files = paths.filter((path) => /^(source|test|presets)\//.test(path) && !path.endsWith('README.md'));
	const wrong = files.filter(
		(path) => !path.split('/').every((name) => /^[a-z\d]+([-.][a-z\d]+)*$/.test(name)),
	);
	expect(wrong).toEqual([]);
});

it('opens every module of the core and every test with a comment', () => {
	const core = source.filter(({path}) => layerOf(path) === 'core' && path !== 'source/core/index.ts');
	const wrong = [...core, ...tests].filter(({path, text}) => isCode(path) && !/^(\/\/|\/\*\*|#!)/.test(text));
	expect(wrong.map(({path}) => path)).toEqual([]);
});

it('has a doc comment on every exported name and on every member of an exported type', () => {
	expect(source.flatMap(undocumented)).toEqual([]);
});

it('waits in tests for events, not for clocks', () => {
	// What runs inside the program under test: a mark after all that is due in a while, and timers that never ring.
	const inTheProgram = ['test/pty/live.test.ts', 'test/pty/slow-link.test.ts'];
	const clock = /\b(setTimeout|setInterval|sleep)\(|\btimers\/promises\b|\}, [\d_]{3,}\);/;
	const wrong = tests
		.filter(({path}) => !path.startsWith('test/tools/') && !inTheProgram.includes(path))
		.filter(({code}) => clock.test(code));
	expect(wrong.map(({path}) => path)).toEqual([]);
});

it('leaves nothing for later', () => {
	const unfinished = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
	const wrong = [...source, ...tests].filter(({text}) => unfinished.test(text)).map(({path}) => path);
	expect(wrong).toEqual([]);
	const left = tests.filter(({code}) => /\b(it|test|describe)(\.each\(.*\))?\.(only|skip|todo)\b/.test(code));
	expect(left.map(({path}) => path)).toEqual([]);
});

it('stands alone: no file names a place outside the repository', () => {
	const outside = [
		['..', 'shared'],
		['', 'work', ''],
		['kernel', 'facts'],
		['kernel', 'traces'],
	]
		.map((parts, index) => parts.join(index < 2 ? '/' : '-'))
		.map((text) => text.replaceAll('.', '\\.'))
		.join('|');
	const named = new RegExp(outside);
	const texts = paths.filter((path) => !/\.(gz|png|svg|cast)$/.test(path) && path !== 'package-lock.json');
	expect(texts.filter((path) => named.test(readFileSync(root + path, 'utf8')))).toEqual([]);
});

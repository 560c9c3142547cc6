// Removes unused definitions from a C program, so that a reproducer holds only the parts of the runtime that it needs.
// It parses only the C style of our own runtime: a definition begins in column 0, ends where its braces are closed, and
// its comment stands directly above it.

interface Item {
	readonly text: string;
	/** The identifiers that it defines; empty: it is always kept. */
	readonly names: readonly string[];
	/** The identifiers that it uses, without those in comments and strings. */
	readonly words: ReadonlySet<string>;
}

const SECTION = /^\/\* ----.*---- \*\/$/;
/** Ends a line of the runtime that is kept only for these features of a preset (features.ts). */
const MARK = / \/\/@([\w|]+)$/;

const withoutTexts = (text: string): string =>
	text.replaceAll(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, ' ');

const STRUCT = /^\s*(?:static )?struct \w+ \{/;

/** The identifiers in a text. A struct member, declared or accessed, does not use a function of the same name. */
const wordsOf = (text: string): Set<string> => {
	const code = withoutTexts(text);
	const words = STRUCT.test(code)
		? /(?<![\w.]|->)[A-Za-z_]\w*(?![\w]|\s*[;,[])/g
		: /(?<![\w.]|->)[A-Za-z_]\w*/g;
	return new Set(code.match(words) ?? []);
};

/** The brace depth that a line adds. */
function depthOf(line: string): number {
	const code = withoutTexts(line);
	return (code.match(/\{/g)?.length ?? 0) - (code.match(/\}/g)?.length ?? 0);
}

/** Whether the lines are a whole definition, declaration, macro or preprocessor group. */
function isWhole(lines: readonly string[]): boolean {
	const code = lines.filter((line) => line !== '');
	const text = code.join('\n');
	if (text.lastIndexOf('/*') > text.lastIndexOf('*/')) return false;
	const body = withoutTexts(text).trim();
	if (body === '') return false;
	if (lines.reduce((sum, line) => sum + depthOf(line), 0) !== 0) return false;
	const groups = (body.match(/^#if/gm)?.length ?? 0) - (body.match(/^#endif/gm)?.length ?? 0);
	if (groups !== 0) return false;
	const last = code.at(-1) ?? '';
	return body.startsWith('#') ? !last.endsWith('\\') : /[;}]\s*(\/\*.*\*\/)?$/.test(last);
}

function namesOf(text: string): string[] {
	const code = withoutTexts(text).trim();
	const macro = /^#(?:ifndef|define)\s+(\w+)/.exec(code);
	if (macro) return [macro[1]];
	if (code.startsWith('#')) return [];
	const head = code.replace(/\{[\s\S]*\}/, '{}').replaceAll(/__attribute__\(\(.*?\)\)\)?/g, '');
	const enumerators = /^enum\b[^{]*\{([^}]*)\}/.exec(code)?.[1].match(/[A-Za-z_]\w*(?=\s*(?:,|=|$))/gm) ?? [];
	const tag = /^(?:static )?(?:struct|enum)\s+(\w+)\s*\{/.exec(code)?.[1];
	const typedef = /^typedef\b.*?(?:\(\*(\w+)\)|(\w+);$)/.exec(head);
	const called = /\b(\w+)\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?:\{\}|;)$/.exec(head);
	const declared = [...head.matchAll(/(\w+)(?:\[[^\]]*\])*\s*(?:=|;|,)/g)].map((match) => match[1]);
	if (typedef) return [typedef[1] ?? typedef[2]];
	if (called && !head.includes('=')) return [called[1]];
	return [...enumerators, ...(tag === undefined ? [] : [tag]), ...(enumerators.length > 0 ? [] : declared)];
}

/** The top-level items of the program, in order. */
function itemsOf(program: string): Item[] {
	const items: Item[] = [];
	let lines: string[] = [];
	const add = (): void => {
		const text = lines.join('\n');
		items.push({text, names: namesOf(text), words: wordsOf(text)});
		lines = [];
	};
	for (const line of program.split('\n')) {
		lines.push(line);
		if (SECTION.test(line) || isWhole(lines)) add();
	}
	if (lines.some((line) => line !== '')) add();
	return items;
}

/** The items that `roots` use, directly or indirectly, and the roots. */
function reachable(items: readonly Item[], roots: readonly Item[]): Set<Item> {
	const defining = new Map<string, Item[]>();
	for (const item of items)
		for (const name of item.names) defining.set(name, [...(defining.get(name) ?? []), item]);
	const kept = new Set(roots);
	// Iterating over a Set also visits what is added during the iteration.
	for (const item of kept)
		for (const word of item.words) for (const found of defining.get(word) ?? []) kept.add(found);
	return kept;
}

/** The program without lines marked for features that the preset lacks: "//@FORK|EXEC" (either), "//@NO_FILE" (without). */
function withFeatures(program: string, features: ReadonlySet<string>): string {
	const has = (name: string): boolean =>
		name.startsWith('NO_') ? !features.has(name.slice(3)) : features.has(name);
	return program
		.split('\n')
		.filter((line) => MARK.exec(line)?.[1].split('|').some(has) ?? true)
		.map((line) => line.replace(MARK, ''))
		.join('\n');
}

/**
 * The program without definitions that main() does not reach, and without lines for features that the preset does not
 * have. `isRoot`: items that are kept although nothing uses them.
 */
export function shake(
	program: string,
	features: ReadonlySet<string>,
	isRoot: (text: string) => boolean,
): string {
	const items = itemsOf(withFeatures(program, features));
	const roots = items.filter(({text, names}) => names.length === 0 || names.includes('main') || isRoot(text));
	const kept = reachable(items, roots);
	const texts: string[] = [];
	for (const [i, item] of items.entries()) {
		if (!kept.has(item)) continue;
		const next = items.slice(i + 1).find((other) => kept.has(other));
		// The heading of a section of which nothing is left.
		if (SECTION.test(item.text.trim()) && (next === undefined || SECTION.test(next.text.trim()))) continue;
		texts.push(item.text);
	}
	return texts.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

// Which contents a fill names, and which images it uses: what must be known before contents are given to fills that
// name none.

import type {Interval} from './content-space.js';
import type {Fill, Run} from '../schema/fill-schema.js';
import type {Path} from '../parse/problems.js';

/** Pages of one repeat of a pattern. */
export const periodOf = (runs: readonly Run[]): number => runs.reduce((sum, run) => sum + run.count, 0);

/** How many contents a run names, over all repeats of its pattern. */
export function runContents(run: Run, repeats: number): number {
	if (run.kind === 'unique') return run.count * repeats;
	return run.kind === 'contents' ? run.count : 1;
}

/** The contents that a fill names, for a region of `pages` pages; images name none. */
export function namedContents(
	fill: Fill,
	pages: number,
	add: (interval: Interval, path: Path) => void,
	path: Path,
): void {
	switch (fill.kind) {
		case 'content': {
			add([fill.content, fill.content + 1], [...path, 'content']);
			break;
		}
		case 'unique': {
			if (fill.from !== null) add([fill.from, fill.from + pages], [...path, 'unique', 'from']);
			break;
		}
		case 'groups': {
			if (fill.from !== null)
				add([fill.from, fill.from + Math.ceil(pages / fill.of)], [...path, 'groups', 'from']);
			break;
		}
		case 'mix': {
			for (const [i, part] of fill.parts.entries())
				namedContents(part.fill, pages, add, [...path, 'mix', i, 'fill']);
			break;
		}
		case 'thps': {
			for (const [i, part] of fill.fills.entries()) namedContents(part, pages, add, [...path, 'thps', i]);
			break;
		}
		case 'pattern': {
			const repeats = Math.ceil(pages / periodOf(fill.runs));
			for (const [i, run] of fill.runs.entries())
				if (run.from !== null && run.kind !== 'zero')
					add([run.from, run.from + runContents(run, repeats)], [...path, 'pattern', i]);
			break;
		}
		case 'image': {
			namedContents(fill.rest, pages, add, [...path, 'image', 'rest']);
			break;
		}
		case 'volatile': {
			namedContents(fill.fill, pages, add, [...path, 'volatile', 'fill']);
			break;
		}
		case 'zero':
		case 'pool':
	}
}

/** The images that a fill uses, with their sizes in pages. */
export function imagesOf(fill: Fill, found: Map<string, number>): void {
	if (fill.kind === 'image') found.set(fill.name, Math.max(found.get(fill.name) ?? 0, fill.pages));
	for (const inner of fill.kind === 'mix'
		? fill.parts.map((part) => part.fill)
		: fill.kind === 'thps'
			? fill.fills
			: [])
		imagesOf(inner, found);
	if (fill.kind === 'image') imagesOf(fill.rest, found);
	if (fill.kind === 'volatile') imagesOf(fill.fill, found);
}

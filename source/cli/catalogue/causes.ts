// The names of the ledger as list and explain show them: why pages are freed and allocated, and who splits folios.

import {ALLOCATED, FREED, SPLIT_BY, type CauseRow} from '../../core/index.js';
import type {Entry} from './entry.js';

const facts = (inJson: string, {seenIn, source}: CauseRow): Entry['facts'] => ({
	'in JSON': inJson,
	'seen in': seenIn,
	source,
});

/** Names that a cause of freeing has too (cow, collapse, migrate) go by their full name; the short one finds both. */
const grouped = (group: string, table: Readonly<Record<string, CauseRow>>): Entry[] =>
	Object.entries(table).map(([name, row]) => ({
		name: `${group}.${name}`,
		aliases: [name],
		about: row.about,
		facts: facts(`${group}.${name}`, row),
	}));

/** Every cause of freeing and allocating pages, and everything that asks for splits. */
export const CAUSES: readonly Entry[] = [
	...Object.entries(FREED).map(([name, row]) => ({
		name,
		aliases: [`freed_pages.${name}`],
		about: row.about,
		facts: facts(`freed_pages.${name}`, row),
	})),
	...grouped('allocated_pages', ALLOCATED),
	...grouped('split_remap_by', SPLIT_BY),
];

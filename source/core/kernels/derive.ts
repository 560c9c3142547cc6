// A preset may define a kernel of its own from one that ships, to try what another rule would do. The names of the
// changes are those of the preset; deriveKernel maps them to the fields of Kernel.

import {SPLIT_SITES, type Kernel, type SplitSite} from './kernel.js';

/** What may be changed. Everything that is left out stays as in the base. */
export interface KernelChanges {
	/** By split site, whether it asks for the remap. `ksm` alone means both of KSM's sites. */
	readonly remap?: Readonly<Partial<Record<SplitSite, boolean>>>;
	/** No remap in mergeable VMAs while ksmd runs (series v1, patches 1 and 2). */
	readonly spares_mergeable?: boolean;
	/** Remap only while shrink_underused is 1 (series v1, patch 3). */
	readonly needs_shrink_underused?: boolean;
	/** End a visit whose page now maps the zeropage (check-zeropage). */
	readonly check_zeropage?: boolean;
	/** Erase stale items during a search of the unstable tree (erase-stale). */
	readonly erase_stale?: boolean;
	/** Pass over large folios: never, while the knob skip_huge_page is 1, or the same but not while memory is short. */
	readonly skip_huge?: Kernel['skipsHuge'];
	/** Queue new THPs for the shrinker of underused ones, as since 6.12. */
	readonly shrink_underused_thps?: boolean;
	/** Only note that a swapped page was zero, as since 6.12. */
	readonly note_zero_swap?: boolean;
	/** Kernel.about of the new kernel; default: the changes, listed. */
	readonly about?: string;
	/** Kernel.source of the new kernel; default "derived from <base>". */
	readonly source?: string;
}

/** Names of the changes, for messages. */
export const KERNEL_CHANGES = [
	'remap',
	'spares_mergeable',
	'needs_shrink_underused',
	'check_zeropage',
	'erase_stale',
	'skip_huge',
	'shrink_underused_thps',
	'note_zero_swap',
	'about',
	'source',
] as const satisfies ReadonlyArray<keyof KernelChanges>;

function describe(base: Kernel, changes: KernelChanges): string {
	const said: string[] = [];
	for (const site of SPLIT_SITES) {
		const asks = changes.remap?.[site];
		if (asks !== undefined) said.push(`remap by ${site}: ${asks ? 'yes' : 'no'}`);
	}
	for (const name of [
		'spares_mergeable',
		'needs_shrink_underused',
		'check_zeropage',
		'erase_stale',
		'shrink_underused_thps',
		'note_zero_swap',
	] as const) {
		const value = changes[name];
		if (value !== undefined) said.push(`${name}: ${value ? 'yes' : 'no'}`);
	}
	if (changes.skip_huge !== undefined) said.push(`skip_huge: ${changes.skip_huge}`);
	return said.length === 0 ? `As ${base.id}.` : `As ${base.id}, but ${said.join(', ')}.`;
}

/** A kernel named `id` that is `base` with `changes`. */
export function deriveKernel(base: Kernel, id: string, changes: KernelChanges): Kernel {
	const remap = {...base.remap, ...changes.remap};
	const sameFolio = changes.remap?.ksm_same_folio ?? changes.remap?.ksm;
	if (sameFolio !== undefined) remap.ksm_same_folio = sameFolio;
	return {
		id,
		about: changes.about ?? describe(base, changes),
		source: changes.source ?? `derived from ${base.id}`,
		remap,
		sparesMergeableWhileKsmRuns: changes.spares_mergeable ?? base.sparesMergeableWhileKsmRuns,
		needsShrinkUnderused: changes.needs_shrink_underused ?? base.needsShrinkUnderused,
		checksZeropage: changes.check_zeropage ?? base.checksZeropage,
		erasesStale: changes.erase_stale ?? base.erasesStale,
		skipsHuge: changes.skip_huge ?? base.skipsHuge,
		shrinksUnderused: changes.shrink_underused_thps ?? base.shrinksUnderused,
		notesZeroSwap: changes.note_zero_swap ?? base.notesZeroSwap,
	};
}

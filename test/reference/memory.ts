// The reference model's memory: pages, large folios and page-table entries as plain objects. Small and slow on purpose:
// every rule is written down once, in the simplest way that comes to mind, to be compared with the core.

import type {Kernel} from '../../source/core/index.js';
import type {SplitSite} from '../../source/core/kernels/kernel.js';
import type {Item, KsmPage} from './trees.js';

export interface Folio {
	pages: Page[];
	/** Processes that map it by a PMD. */
	pmd: Set<RefProcess>;
}

export interface Page {
	content: number;
	ptes: Set<Pte>;
	/** The large folio it is part of. */
	folio?: Folio;
	ksm: boolean;
	node?: KsmPage;
}

export interface Pte {
	kind: 'none' | 'page' | 'zero' | 'ksm_zero';
	page?: Page;
	/** Write-protected and clean. */
	clean: boolean;
	/** Read-only since a fork. */
	shared?: boolean;
	item?: Item;
	readonly vma: Vma;
}

export interface Vma {
	readonly process: RefProcess;
	mergeable: boolean;
	/** munmap. */
	gone?: boolean;
	readonly ptes: Pte[];
}

export interface RefProcess {
	alive: boolean;
	readonly vmas: Vma[];
	readonly ptes: Pte[];
}

/** memcmp of two contents, by the 64-bit value whose bytes they stand for, lowest byte first. */
export function compare(one: number, other: number): number {
	if (one === other) return 0;
	const [a, b] = [one, other].map(keyOf);
	return a < b ? -1 : 1;
}

const keys = new Map<number, bigint>([[0, 0n]]);

function keyOf(content: number): bigint {
	let key = keys.get(content);
	if (key === undefined) {
		const value = ((BigInt(content) * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n) | 1n;
		key = 0n;
		for (let byte = 0n; byte < 8n; byte++) key = key * 256n + ((value >> (8n * byte)) % 256n);
		keys.set(content, key);
	}
	return key;
}

export class Memory {
	readonly freed = {ksm_merge: 0, ksm_zero_page: 0, split_remap: 0};
	readonly vm = {thp_split_page: 0, thp_split_page_failed: 0, thp_split_pmd: 0, cow_ksm: 0};
	freedInBatch = 0;
	zeroPages = 0;
	/** THPs that a PMD maps. */
	thps = 0;
	readonly batch = new Set<Page>();

	readonly kernel: Kernel;
	readonly knobs: Record<string, number>;

	constructor(kernel: Kernel, knobs: Record<string, number>) {
		this.kernel = kernel;
		this.knobs = knobs;
	}

	newPage(pte: Pte, content: number): void {
		const page: Page = {content, ptes: new Set([pte]), ksm: false};
		Object.assign(pte, {kind: 'page', page, clean: false, shared: false});
		this.batch.add(page);
		if (this.batch.size === 31) this.batch.clear();
	}

	newFolio(ptes: Pte[], contents: number[]): void {
		const folio: Folio = {pages: [], pmd: new Set([ptes[0].vma.process])};
		for (const [i, pte] of ptes.entries()) {
			const page: Page = {content: contents[i], ptes: new Set([pte]), ksm: false, folio};
			folio.pages.push(page);
			Object.assign(pte, {kind: 'page', page, clean: false});
		}
		this.thps++;
		this.batch.clear();
	}

	/** Empties an entry; a page that nobody maps any more is freed. */
	unmap(pte: Pte, cause?: keyof Memory['freed']): void {
		const {page} = pte;
		if (pte.kind === 'ksm_zero') this.zeroPages--;
		Object.assign(pte, {kind: 'none', page: undefined, clean: false});
		if (!page) return;
		page.ptes.delete(pte);
		if (page.folio || page.ptes.size > 0 || !cause) return;
		this.freed[cause]++;
		this.freedInBatch++;
	}

	mapZero(pte: Pte, kind: 'zero' | 'ksm_zero'): void {
		pte.kind = kind;
		if (kind === 'ksm_zero') this.zeroPages++;
	}

	/** A program writes to a page. */
	write(pte: Pte, content: number): void {
		const {page} = pte;
		if (!page || page.ksm) {
			if (page) this.vm.cow_ksm++;
			this.unmap(pte);
			this.newPage(pte, content);
		} else if (this.#isExclusive(pte, page)) {
			page.content = content;
			pte.clean = false;
			pte.shared = false;
		} else {
			if (page.folio) this.splitPmd(page.folio, pte.vma.process);
			this.unmap(pte);
			this.newPage(pte, content);
		}
	}

	/** A write may go to the page itself: nobody else maps it. Subpages of a forked THP are never reused one by one. */
	#isExclusive(pte: Pte, {folio, ptes}: Page): boolean {
		if (!folio) return ptes.size === 1;
		if (!pte.shared) return true;
		const {process} = pte.vma;
		if (!folio.pmd.has(process) || folio.pages.some((page) => page.ptes.size > 1)) return false;
		for (const page of folio.pages) for (const other of page.ptes) other.shared = false;
		return true;
	}

	/** Gives a page of its own to an entry that KSM merged. */
	unshare(pte: Pte): void {
		if (pte.kind === 'ksm_zero') this.write(pte, 0);
		else if (pte.page?.ksm) this.write(pte, pte.page.content);
	}

	/** MADV_DONTNEED of one page. */
	discard(pte: Pte): void {
		this.#drainOnUnmap([pte]);
		const folio = pte.page?.folio;
		if (folio) this.splitPmd(folio, pte.vma.process);
		this.unmap(pte);
	}

	splitPmd(folio: Folio, process: RefProcess): void {
		if (this.#dropPmd(folio, process)) this.vm.thp_split_pmd++;
	}

	#dropPmd(folio: Folio, process: RefProcess): boolean {
		if (!folio.pmd.delete(process)) return false;
		if (folio.pmd.size === 0) this.thps--;
		return true;
	}

	/** munmap, or a process that ends: PMDs go without being split. */
	zap(ptes: readonly Pte[]): void {
		this.#drainOnUnmap(ptes);
		for (const pte of ptes) {
			if (pte.page?.folio) this.#dropPmd(pte.page.folio, pte.vma.process);
			this.unmap(pte);
		}
	}

	/** Up to 6.13 unmapping pages emptied the LRU-add batch first. */
	#drainOnUnmap(ptes: readonly Pte[]): void {
		if (this.knobs.ksm_age < 618 && ptes.some(({vma}) => !vma.gone)) this.batch.clear();
	}

	/** A child that shares all pages. */
	fork(parent: RefProcess): RefProcess {
		const child: RefProcess = {alive: true, vmas: [], ptes: []};
		for (const from of parent.vmas) {
			const vma: Vma = {process: child, mergeable: from.mergeable, gone: from.gone, ptes: []};
			child.vmas.push(vma);
			for (const {kind, page, clean} of from.ptes) vma.ptes.push({kind, page, clean, vma});
			for (const [i, pte] of vma.ptes.entries()) {
				if (pte.kind === 'ksm_zero') this.zeroPages++;
				const {page} = pte;
				if (!page) continue;
				page.ptes.add(pte);
				if (page.folio?.pmd.has(parent)) page.folio.pmd.add(child);
				if (!page.ksm) from.ptes[i].shared = pte.shared = true;
			}
			child.ptes.push(...vma.ptes);
		}
		return child;
	}

	/** Folio split; `references` are the caller's, of which it may have one. */
	split(folio: Folio, site: SplitSite, references: number): boolean {
		if (references !== 1) {
			this.vm.thp_split_page_failed++;
			return false;
		}
		for (const process of [...folio.pmd]) this.splitPmd(folio, process);
		this.vm.thp_split_page++;
		const asks =
			this.kernel.remap[site] && (!this.kernel.needsShrinkUnderused || this.knobs.shrink_underused === 1);
		for (const page of folio.pages) {
			page.folio = undefined;
			if (!asks || page.content !== 0) continue;
			for (const pte of [...page.ptes]) {
				if (this.kernel.sparesMergeableWhileKsmRuns && this.knobs.run === 1 && pte.vma.mergeable) continue;
				this.unmap(pte, 'split_remap');
				this.mapZero(pte, 'zero');
			}
		}
		return true;
	}
}

// The reference model's ksmd: the cursor, one visit, merging, and the unstable tree as a true tree at all times.

import {compare, type Memory, type Page, type Pte, type RefProcess, type Vma} from './memory.js';
import {RedBlackTree, type TreeNode} from './red-black-tree.js';
import {StableTree, type Item} from './trees.js';

/** Versions of ksmd's own rules, as a knob of the reference model. */
export const STABLE_TREE_FIRST = 610;
export const FORGETFUL = 703;

export class Ksmd {
	readonly stable: StableTree;
	readonly unstable = new RedBlackTree<Item>();
	readonly list: RefProcess[] = [];
	/** Index in the list and in the process's entries; -1 between full scans. */
	at = -1;
	position = 0;
	/** A mergeable VMA was seen in the process under the cursor. */
	seen = false;
	fullScans = 0;
	scanned = 0;
	skipped = 0;
	unshared = 0;
	items = 0;
	inserts = 0;
	endedAtStale = 0;
	wakeups = 0;
	maxFreed = 0;
	overBudget = 0;

	readonly memory: Memory;
	readonly knobs: Record<string, number>;

	constructor(memory: Memory, knobs: Record<string, number>) {
		this.memory = memory;
		this.knobs = knobs;
		this.stable = new StableTree(knobs);
	}

	ksmEnter(process: RefProcess): void {
		if (this.list.includes(process)) return;
		if (this.at < 0) this.list.push(process);
		else this.list.splice(this.at++, 0, process);
	}

	/** One batch. Returns pages scanned and freed. */
	wakeup(): {scanned: number; freed: number} {
		const {memory} = this;
		const before = this.scanned;
		memory.freedInBatch = 0;
		for (let budget = this.knobs.pages_to_scan; budget > 0; budget--) {
			const item = this.#next();
			if (!item) break;
			this.#visit(item);
			this.scanned++;
		}
		const freed = memory.freedInBatch;
		this.wakeups++;
		this.maxFreed = Math.max(this.maxFreed, freed);
		if (freed > this.knobs.pages_to_scan) this.overBudget++;
		return {scanned: this.scanned - before, freed};
	}

	#next(): Item | undefined {
		if (this.list.length === 0) return undefined;
		if (this.at < 0) {
			this.memory.batch.clear();
			this.unstable.clear();
			this.at = 0;
			this.position = 0;
			this.seen = false;
		}
		for (;;) {
			const process = this.list[this.at];
			if (!process.alive) this.position = 0;
			const item = this.#nextIn(process);
			if (item) return item;
			if (this.seen && process.alive) this.at++;
			else this.list.splice(this.at, 1);
			this.position = 0;
			this.seen = false;
			if (this.at === this.list.length) {
				this.at = -1;
				this.fullScans++;
				return undefined;
			}
		}
	}

	#nextIn({ptes}: RefProcess): Item | undefined {
		let {position} = this;
		for (; position < ptes.length; position++) {
			const pte = ptes[position];
			if (!pte.vma.mergeable) continue;
			this.seen = true;
			if (pte.kind !== 'page') continue;
			if (this.memory.kernel.skipsHuge !== 'never' && pte.page?.folio) continue;
			for (; this.position < position; this.position++) this.#freeItem(ptes[this.position]);
			this.position = position + 1;
			if (!pte.item) {
				pte.item = {pte, age: 0, skips: 0, seq: 0};
				this.items++;
			}
			if (!this.#skips(pte.item)) return pte.item;
		}
		for (; this.position < ptes.length; this.position++) this.#freeItem(ptes[this.position]);
		return undefined;
	}

	#freeItem(pte: Pte): void {
		if (!pte.item) return;
		this.#leaveTrees(pte.item);
		pte.item = undefined;
		this.items--;
	}

	#skips(item: Item): boolean {
		if (this.knobs.smart_scan === 0 || item.pte.page?.ksm) return false;
		if (this.knobs.ksm_age === FORGETFUL && item.where === 'stable') return false;
		const {age} = item;
		item.age = Math.min(255, age + 1);
		if (age < 3) return false;
		if (item.skips === 0) {
			item.skips = age < 4 ? 1 : age < 6 ? 2 : age < 9 ? 4 : 8;
			return false;
		}
		item.skips--;
		this.skipped++;
		this.#leaveTrees(item);
		return true;
	}

	#leaveTrees(item: Item): void {
		if (item.where === 'stable') this.stable.removeItem(item);
		else if (item.where === 'unstable') {
			if (item.seq === this.fullScans) this.unstable.erase(item.place!);
			item.where = undefined;
			this.unshared--;
		}
	}

	#visit(item: Item): void {
		const {pte} = item;
		const page = pte.page!;
		const {content} = page;
		if (page.node) {
			if (item.where === 'stable' && item.node === page.node) return;
			this.#leaveTrees(item);
			this.stable.append(item, page.node);
			return;
		}
		// Up to 6.10 the stable tree came before the checksum.
		const old = this.knobs.ksm_age === STABLE_TREE_FIRST;
		if (!old) {
			this.#leaveTrees(item);
			if (this.#endsAtContent(item, page, content)) return;
		}
		const node = this.stable.search(content);
		this.#leaveTrees(item);
		if (node) {
			if (this.#mergeAs(item, page, node.page, 1)) this.stable.append(item, node);
			return;
		}
		if (old && this.#endsAtContent(item, page, content)) return;
		this.#seekPartner(item, page);
	}

	/** The page has changed since the last visit, or has gone to the zeropage. */
	#endsAtContent(item: Item, page: Page, content: number): boolean {
		const {pte} = item;
		if (item.sum !== content) {
			item.sum = content;
			return true;
		}
		if (this.knobs.use_zero_pages === 0 || content !== 0) return false;
		if (!pte.vma.mergeable || this.#merge(pte, page, 'zero', 1)) return true;
		return this.memory.kernel.checksZeropage && pte.kind !== 'page';
	}

	#seekPartner(item: Item, page: Page): void {
		const partner = this.#searchInsert(item, page);
		if (!partner) return;
		const other = partner.pte.page!;
		const together = (): boolean => page.folio !== undefined && page.folio === other.folio;
		if (this.#mergeAs(item, page, undefined, together() ? 2 : 1)) {
			if (this.#mergeAs(partner, other, page, 1)) {
				const fresh = this.stable.insert(page);
				this.stable.append(partner, fresh);
				this.stable.append(item, fresh);
				return;
			}
			this.stable.forgetHistory(item);
			this.memory.unshare(item.pte);
		}
		if (together()) this.memory.split(page.folio!, 'ksm_same_folio', 1);
	}

	#mergeAs(item: Item, page: Page, target: Page | undefined, references: number): boolean {
		if (!item.pte.vma.mergeable || !this.#merge(item.pte, page, target, references)) return false;
		this.#leaveTrees(item);
		return true;
	}

	/** Merges with the zeropage, with a KSM page, or (undefined) makes the page a KSM page. */
	#merge(pte: Pte, page: Page, target: Page | 'zero' | undefined, references: number): boolean {
		const {memory} = this;
		if (page.folio && !memory.split(page.folio, 'ksm', references)) return false;
		if (pte.page !== page || (!pte.clean && memory.batch.has(page))) return false;
		pte.clean = true;
		if (target === 'zero') {
			memory.unmap(pte, 'ksm_zero_page');
			memory.mapZero(pte, 'ksm_zero');
		} else if (target) {
			if (target.content !== page.content) return false;
			memory.unmap(pte, 'ksm_merge');
			Object.assign(pte, {kind: 'page', page: target, clean: true});
			target.ptes.add(pte);
		} else page.ksm = true;
		return true;
	}

	#searchInsert(item: Item, page: Page): Item | undefined {
		const {kernel} = this.memory;
		let met = false;
		let parent: TreeNode<Item> = this.unstable.nil;
		let asLeft = false;
		let at = this.unstable.root;
		while (at !== this.unstable.nil) {
			const {pte} = at.item;
			if (pte.kind !== 'page' || !pte.vma.mergeable) {
				if (!met) this.endedAtStale++;
				met = true;
				if (!kernel.erasesStale || (pte.kind !== 'zero' && pte.kind !== 'ksm_zero')) return undefined;
				this.#leaveTrees(at.item);
				parent = this.unstable.nil;
				at = this.unstable.root;
				continue;
			}
			if (pte.page === page) return undefined;
			const order = compare(page.content, pte.page!.content);
			if (order === 0) return at.item;
			parent = at;
			asLeft = order < 0;
			at = asLeft ? at.left : at.right;
		}
		item.place = this.unstable.insert(item, parent, asLeft);
		item.where = 'unstable';
		item.seq = this.fullScans;
		this.unshared++;
		this.inserts++;
		return undefined;
	}

	/** MADV_MERGEABLE and MADV_UNMERGEABLE of a whole VMA. */
	advise(vma: Vma, mergeable: boolean): void {
		if (!mergeable && vma.mergeable) for (const pte of vma.ptes) this.memory.unshare(pte);
		vma.mergeable = mergeable;
		if (mergeable) this.ksmEnter(vma.process);
	}

	/** A process ends. ksmd frees what it knows of it when it comes to it, which is next unless it is there already. */
	exit(process: RefProcess): void {
		process.alive = false;
		for (const vma of process.vmas) vma.mergeable = false;
		this.memory.zap(process.ptes);
		const index = this.list.indexOf(process);
		if (index < 0 || index === this.at) return;
		this.list.splice(index, 1);
		if (index < this.at) this.at--;
		if (process.ptes.some(({item}) => item)) this.list.splice(this.at + 1, 0, process);
	}

	fork(parent: RefProcess): RefProcess {
		const child = this.memory.fork(parent);
		if (this.list.includes(parent)) this.ksmEnter(child);
		return child;
	}

	/** A write of 2 to run. */
	unmergeAll(): void {
		this.at = -1;
		for (const process of [...this.list]) {
			for (const vma of process.vmas) if (vma.mergeable) for (const pte of vma.ptes) this.memory.unshare(pte);
			for (const pte of process.ptes) this.#freeItem(pte);
			if (!process.alive) this.list.splice(this.list.indexOf(process), 1);
		}
		this.stable.removeUnused();
		this.unstable.clear();
		this.fullScans = 0;
	}
}

// The reference model's rmap_items, stable nodes and chains, and the two trees.

import {compare, type Page, type Pte} from './memory.js';
import {RedBlackTree, type TreeNode} from './red-black-tree.js';

export interface Item {
	readonly pte: Pte;
	/** Content at the last visit, undefined before the first. */
	sum?: number;
	age: number;
	skips: number;
	where?: 'unstable' | 'stable';
	/** The full scan in which it was inserted in the unstable tree. */
	seq: number;
	place?: TreeNode<Item>;
	node?: KsmPage;
}

/** A stable node. */
export interface KsmPage {
	readonly page: Page;
	/** Newest first. */
	items: Item[];
	chain?: Chain;
	place?: TreeNode<KsmPage | Chain>;
}

export interface Chain {
	/** Newest first. */
	dups: KsmPage[];
	place: TreeNode<KsmPage | Chain>;
}

const isChain = (entry: KsmPage | Chain): entry is Chain => 'dups' in entry;
const isStale = (node: KsmPage): boolean => node.page.ptes.size === 0;

export class StableTree {
	readonly tree = new RedBlackTree<KsmPage | Chain>();
	shared = 0;
	sharing = 0;
	chains = 0;
	dups = 0;

	readonly knobs: Record<string, number>;

	constructor(knobs: Record<string, number>) {
		this.knobs = knobs;
	}

	hasRoom(node: KsmPage, more = 0): boolean {
		return node.items.length > 0 && node.items.length + more < this.knobs.max_page_sharing;
	}

	append(item: Item, node: KsmPage): void {
		if (node.items.length === 0) this.shared++;
		else this.sharing++;
		node.items.unshift(item);
		item.where = 'stable';
		item.node = node;
	}

	removeItem(item: Item): void {
		const node = item.node!;
		if (isStale(node)) {
			this.removeNode(node);
			return;
		}
		node.items.splice(node.items.indexOf(item), 1);
		this.#forget(item, node);
	}

	#forget(item: Item, node: KsmPage): void {
		if (node.items.length === 0) this.shared--;
		else this.sharing--;
		item.where = undefined;
		item.node = undefined;
		this.forgetHistory(item);
	}

	/** From 7.3 on checksum, age and skips do not outlive a time in the stable tree. */
	forgetHistory(item: Item): void {
		if (this.knobs.ksm_age === 703) Object.assign(item, {sum: undefined, age: 0, skips: 0});
	}

	/** The page of the node is gone: all its items leave. */
	removeNode(node: KsmPage): void {
		for (const item of [...node.items]) {
			node.items.splice(node.items.indexOf(item), 1);
			this.#forget(item, node);
		}
		this.#unlink(node);
	}

	#unlink(node: KsmPage): void {
		const {chain} = node;
		if (!chain) this.tree.erase(node.place!);
		else {
			chain.dups.splice(chain.dups.indexOf(node), 1);
			node.chain = undefined;
			this.dups--;
		}
	}

	/** The page of a chain that stands for it; tidies the chain. Undefined: it was empty and is gone. */
	#choose(chain: Chain, prune: boolean): KsmPage | undefined {
		let found: KsmPage | undefined;
		let length = 0;
		for (const dup of [...chain.dups]) {
			if (isStale(dup)) {
				this.removeNode(dup);
				continue;
			}
			if (!found || (this.hasRoom(dup) && (!this.hasRoom(found) || dup.items.length > length))) {
				found = dup;
				length = dup.items.length;
				if (!prune && this.hasRoom(found)) break;
			}
		}
		if (!found) {
			this.tree.erase(chain.place);
			this.chains--;
		} else if (chain.dups.length === 1) {
			chain.place.item = found;
			found.place = chain.place;
			found.chain = undefined;
			this.chains--;
			this.dups--;
		} else if (chain.dups[0] !== found && this.hasRoom(found, 1)) {
			chain.dups.splice(chain.dups.indexOf(found), 1);
			chain.dups.unshift(found);
		}
		return found;
	}

	/** Walks to an equal entry, or to where one would be. */
	walk(content: number, prune: boolean) {
		for (;;) {
			let parent = this.tree.nil;
			let asLeft = false;
			let at = this.tree.root;
			let again = false;
			while (at !== this.tree.nil && !again) {
				const entry = at.item;
				let dup: KsmPage | undefined;
				if (isChain(entry)) dup = this.#choose(entry, prune);
				else if (isStale(entry)) this.removeNode(entry);
				else dup = entry;
				if (!dup) {
					again = true;
					break;
				}
				const order = compare(content, dup.page.content);
				if (order === 0) return {at, dup, parent, asLeft};
				parent = at;
				asLeft = order < 0;
				at = asLeft ? at.left : at.right;
			}
			if (!again) return {at: undefined, dup: undefined, parent, asLeft};
		}
	}

	/** Removes all nodes whose page is gone, and chains without any (remove_all_stable_nodes). */
	removeUnused(): void {
		const entries: Array<KsmPage | Chain> = [];
		const collect = (at: TreeNode<KsmPage | Chain>): void => {
			if (at === this.tree.nil) return;
			collect(at.left);
			entries.push(at.item);
			collect(at.right);
		};
		collect(this.tree.root);
		for (const entry of entries) {
			for (const node of isChain(entry) ? [...entry.dups] : [entry]) if (isStale(node)) this.removeNode(node);
			if (!isChain(entry) || entry.dups.length > 0) continue;
			this.tree.erase(entry.place);
			this.chains--;
		}
	}

	search(content: number): KsmPage | undefined {
		const {dup} = this.walk(content, this.knobs.stable_node_chains_prune_millisecs === 0);
		return dup && this.hasRoom(dup) ? dup : undefined;
	}

	insert(page: Page): KsmPage {
		const {at, parent, asLeft} = this.walk(page.content, false);
		const node: KsmPage = {page, items: []};
		page.node = node;
		if (!at) {
			node.place = this.tree.insert(node, parent, asLeft);
			return node;
		}
		let entry = at.item;
		if (!isChain(entry)) {
			const chain: Chain = {dups: [entry], place: at};
			entry.chain = chain;
			entry.place = undefined;
			at.item = chain;
			entry = chain;
			this.chains++;
			this.dups++;
		}
		node.chain = entry;
		entry.dups.unshift(node);
		this.dups++;
		return node;
	}
}

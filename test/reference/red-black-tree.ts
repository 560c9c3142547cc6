// A red-black tree in the manner of the textbook (Cormen et al., with a sentinel), written without a look at the one of
// the core, so that the two can be compared. Inserting at a given place and erasing with the in-order successor give the
// same shapes as the kernel's rbtree.

export class TreeNode<Item> {
	red = false;
	left: TreeNode<Item> = this;
	right: TreeNode<Item> = this;
	parent: TreeNode<Item> = this;

	item: Item;

	constructor(item: Item) {
		this.item = item;
	}
}

export class RedBlackTree<Item> {
	readonly nil = new TreeNode<Item>(undefined as Item);
	root = this.nil;

	clear(): void {
		this.root = this.nil;
	}

	/** Inserts below `parent` (nil for an empty tree) on the given side. */
	insert(item: Item, parent: TreeNode<Item>, asLeft: boolean): TreeNode<Item> {
		const node = new TreeNode(item);
		node.left = this.nil;
		node.right = this.nil;
		node.parent = parent;
		node.red = true;
		if (parent === this.nil) this.root = node;
		else if (asLeft) parent.left = node;
		else parent.right = node;
		this.#fixInsert(node);
		return node;
	}

	erase(node: TreeNode<Item>): void {
		let hole = node;
		let holeWasRed = hole.red;
		let child: TreeNode<Item>;
		if (node.left === this.nil) {
			child = node.right;
			this.#transplant(node, node.right);
		} else if (node.right === this.nil) {
			child = node.left;
			this.#transplant(node, node.left);
		} else {
			hole = node.right;
			while (hole.left !== this.nil) hole = hole.left;
			holeWasRed = hole.red;
			child = hole.right;
			if (hole.parent === node) child.parent = hole;
			else {
				this.#transplant(hole, hole.right);
				hole.right = node.right;
				hole.right.parent = hole;
			}
			this.#transplant(node, hole);
			hole.left = node.left;
			hole.left.parent = hole;
			hole.red = node.red;
		}
		if (!holeWasRed) this.#fixErase(child);
	}

	#transplant(old: TreeNode<Item>, fresh: TreeNode<Item>): void {
		if (old.parent === this.nil) this.root = fresh;
		else if (old === old.parent.left) old.parent.left = fresh;
		else old.parent.right = fresh;
		fresh.parent = old.parent;
	}

	#rotate(node: TreeNode<Item>, near: 'left' | 'right'): void {
		const far = near === 'left' ? 'right' : 'left';
		const pivot = node[far];
		node[far] = pivot[near];
		if (pivot[near] !== this.nil) pivot[near].parent = node;
		pivot.parent = node.parent;
		if (node.parent === this.nil) this.root = pivot;
		else if (node === node.parent.left) node.parent.left = pivot;
		else node.parent.right = pivot;
		pivot[near] = node;
		node.parent = pivot;
	}

	#fixInsert(inserted: TreeNode<Item>): void {
		let node = inserted;
		while (node.parent.red) {
			const grand = node.parent.parent;
			const [near, far] =
				node.parent === grand.left ? (['left', 'right'] as const) : (['right', 'left'] as const);
			const uncle = grand[far];
			if (uncle.red) {
				node.parent.red = false;
				uncle.red = false;
				grand.red = true;
				node = grand;
				continue;
			}
			if (node === node.parent[far]) {
				node = node.parent;
				this.#rotate(node, near);
			}
			node.parent.red = false;
			grand.red = true;
			this.#rotate(grand, far);
		}
		this.root.red = false;
	}

	#fixErase(child: TreeNode<Item>): void {
		let node = child;
		while (node !== this.root && !node.red) {
			const {parent} = node;
			const [near, far] = node === parent.left ? (['left', 'right'] as const) : (['right', 'left'] as const);
			let sibling = parent[far];
			if (sibling.red) {
				sibling.red = false;
				parent.red = true;
				this.#rotate(parent, near);
				sibling = parent[far];
			}
			if (!sibling.left.red && !sibling.right.red) {
				sibling.red = true;
				node = parent;
				continue;
			}
			if (!sibling[far].red) {
				sibling[near].red = false;
				sibling.red = true;
				this.#rotate(sibling, far);
				sibling = parent[far];
			}
			sibling.red = parent.red;
			parent.red = false;
			sibling[far].red = false;
			this.#rotate(parent, near);
			node = this.root;
		}
		node.red = false;
	}
}

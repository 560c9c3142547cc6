// A red-black tree over typed arrays, with the insertions and erasures of lib/rbtree.c: the same sequence of operations
// gives the same shape as in the kernel. Erasing a node with two children puts its in-order successor in its place.
// Shape matters because a search that meets a stale item ends there.

/** Where the links and colours of a tree's nodes live. Node 0 is "none". */
export interface RbLinks {
	/** By node; 0 for the root. */
	parent: Uint32Array;
	/** By node; 0 without a left child. */
	left: Uint32Array;
	/** By node; 0 without a right child. */
	right: Uint32Array;
	/** By node; only the bit `red` is read or written here, the others belong to the owner of the array. */
	flags: Uint8Array;
	/** The bit of `flags` that says red. */
	readonly red: number;
	/** 0 while the tree is empty. */
	root: number;
}

function replaceChild(t: RbLinks, parent: number, old: number, fresh: number): void {
	if (parent === 0) t.root = fresh;
	else if (t.left[parent] === old) t.left[parent] = fresh;
	else t.right[parent] = fresh;
}

function rotateLeft(t: RbLinks, node: number): void {
	const pivot = t.right[node];
	const inner = t.left[pivot];
	const parent = t.parent[node];
	t.right[node] = inner;
	if (inner !== 0) t.parent[inner] = node;
	t.left[pivot] = node;
	t.parent[node] = pivot;
	t.parent[pivot] = parent;
	replaceChild(t, parent, node, pivot);
}

function rotateRight(t: RbLinks, node: number): void {
	const pivot = t.left[node];
	const inner = t.right[pivot];
	const parent = t.parent[node];
	t.left[node] = inner;
	if (inner !== 0) t.parent[inner] = node;
	t.right[pivot] = node;
	t.parent[node] = pivot;
	t.parent[pivot] = parent;
	replaceChild(t, parent, node, pivot);
}

/** Links `node` below `parent` on the given side and rebalances (rb_link_node, rb_insert_color). */
export function rbInsert(t: RbLinks, node: number, parent: number, asLeft: boolean): void {
	const {flags, red} = t;
	t.left[node] = 0;
	t.right[node] = 0;
	t.parent[node] = parent;
	flags[node] |= red;
	if (parent === 0) t.root = node;
	else if (asLeft) t.left[parent] = node;
	else t.right[parent] = node;

	for (;;) {
		let above = t.parent[node];
		if (above === 0) {
			flags[node] &= ~red;
			return;
		}
		if ((flags[above] & red) === 0) return;
		const grand = t.parent[above];
		const aboveIsLeft = t.left[grand] === above;
		const uncle = aboveIsLeft ? t.right[grand] : t.left[grand];
		if (uncle !== 0 && (flags[uncle] & red) !== 0) {
			flags[uncle] &= ~red;
			flags[above] &= ~red;
			flags[grand] |= red;
			node = grand;
			continue;
		}
		if (aboveIsLeft) {
			if (t.right[above] === node) {
				rotateLeft(t, above);
				above = node;
			}
			rotateRight(t, grand);
		} else {
			if (t.left[above] === node) {
				rotateRight(t, above);
				above = node;
			}
			rotateLeft(t, grand);
		}
		flags[above] &= ~red;
		flags[grand] |= red;
		return;
	}
}

/** Takes `node` out of the tree and rebalances (rb_erase). */
export function rbErase(t: RbLinks, node: number): void {
	const {flags, red} = t;
	const parent = t.parent[node];
	const left = t.left[node];
	const right = t.right[node];
	/** Parent of the place where a black node may now be missing, 0 if none is. */
	let lacking = 0;

	if (left === 0) {
		replaceChild(t, parent, node, right);
		if (right !== 0) {
			t.parent[right] = parent;
			flags[right] = (flags[right] & ~red) | (flags[node] & red);
		} else if ((flags[node] & red) === 0) lacking = parent;
	} else if (right === 0) {
		replaceChild(t, parent, node, left);
		t.parent[left] = parent;
		flags[left] = (flags[left] & ~red) | (flags[node] & red);
	} else {
		let successor = right;
		while (t.left[successor] !== 0) successor = t.left[successor];
		const child = t.right[successor];
		const successorWasRed = (flags[successor] & red) !== 0;
		let below = successor;
		if (successor !== right) {
			below = t.parent[successor];
			t.left[below] = child;
			if (child !== 0) t.parent[child] = below;
			t.right[successor] = right;
			t.parent[right] = successor;
		}
		t.left[successor] = left;
		t.parent[left] = successor;
		replaceChild(t, parent, node, successor);
		t.parent[successor] = parent;
		flags[successor] = (flags[successor] & ~red) | (flags[node] & red);
		if (child !== 0) {
			flags[child] &= ~red;
		} else if (!successorWasRed) lacking = below;
	}
	t.parent[node] = 0;
	t.left[node] = 0;
	t.right[node] = 0;
	flags[node] &= ~red;
	if (lacking !== 0) restoreBlackHeight(t, lacking);
}

/** ____rb_erase_color: one black node too few below `parent`, at the child that is 0 or black. */
function restoreBlackHeight(t: RbLinks, parent: number): void {
	const {flags, red} = t;
	let node = 0;
	while (parent !== 0) {
		const nodeIsLeft = t.left[parent] === node;
		let sibling = nodeIsLeft ? t.right[parent] : t.left[parent];
		if ((flags[sibling] & red) !== 0) {
			flags[sibling] &= ~red;
			flags[parent] |= red;
			if (nodeIsLeft) rotateLeft(t, parent);
			else rotateRight(t, parent);
			sibling = nodeIsLeft ? t.right[parent] : t.left[parent];
		}
		const far = nodeIsLeft ? t.right[sibling] : t.left[sibling];
		const near = nodeIsLeft ? t.left[sibling] : t.right[sibling];
		const farIsRed = far !== 0 && (flags[far] & red) !== 0;
		if (!farIsRed && (near === 0 || (flags[near] & red) === 0)) {
			flags[sibling] |= red;
			if ((flags[parent] & red) !== 0) {
				flags[parent] &= ~red;
				return;
			}
			node = parent;
			parent = t.parent[node];
			continue;
		}
		let outer = far;
		if (!farIsRed) {
			if (nodeIsLeft) rotateRight(t, sibling);
			else rotateLeft(t, sibling);
			outer = sibling;
			sibling = near;
		}
		flags[sibling] = (flags[sibling] & ~red) | (flags[parent] & red);
		flags[parent] &= ~red;
		flags[outer] &= ~red;
		if (nodeIsLeft) rotateLeft(t, parent);
		else rotateRight(t, parent);
		return;
	}
}

/** Puts `fresh`, which is in no tree, in the place of `old` (rb_replace_node). */
export function rbReplace(t: RbLinks, old: number, fresh: number): void {
	const {flags, red} = t;
	const parent = t.parent[old];
	const left = t.left[old];
	const right = t.right[old];
	t.parent[fresh] = parent;
	t.left[fresh] = left;
	t.right[fresh] = right;
	flags[fresh] = (flags[fresh] & ~red) | (flags[old] & red);
	if (left !== 0) t.parent[left] = fresh;
	if (right !== 0) t.parent[right] = fresh;
	replaceChild(t, parent, old, fresh);
	t.parent[old] = 0;
	t.left[old] = 0;
	t.right[old] = 0;
	flags[old] &= ~red;
}

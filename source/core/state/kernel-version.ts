// The kernel versions whose rules differ here, apart from the variants of kernels/. Each version keeps the rules of those
// before it unless it changed them.

/**
 * Up to 6.10 ksmd searched the stable tree before it compared the checksum. From 6.18 (some since 6.13) a write to the
 * huge zeropage makes a THP, a subpage of a THP mapped by PTEs may be reused, emptied page tables go with MADV_DONTNEED,
 * and unmapping no longer drains the LRU-add batch. From 7.3 an rmap_item forgets its history on leaving the stable tree.
 */
export const KERNEL_VERSIONS = ['6.10', '6.12', '6.18', '7.3'] as const;
/** One of KERNEL_VERSIONS: the oldest that has the rules in question. */
export type KernelVersion = (typeof KERNEL_VERSIONS)[number];

/** Of each of KERNEL_VERSIONS whether a machine's kernel is of it or a later one. */
export type Since = Readonly<Record<KernelVersion, boolean>>;

/** What a kernel of this version is since. */
export function sinceOf(version: KernelVersion): Since {
	const rank = KERNEL_VERSIONS.indexOf(version);
	return Object.fromEntries(KERNEL_VERSIONS.map((other, i) => [other, i <= rank])) as Since;
}

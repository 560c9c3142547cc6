// Snapshots: the machine is plain data (records, arrays, sets, maps and typed arrays), so a copy of the data is the
// machine. What is shared inside (links of a tree into the page tables) stays shared in the copy. Typed arrays, which
// are nearly all of it, are packed, so that snapshots of one machine share what has not changed between them.

import {restoreUnstableTree} from './ksm/unstable/unstable-tree.js';
import type {Machine} from './state/machine.js';
import {PackedArray, packedBytes} from './base/packed-array.js';

/** A copy of a machine at one moment. */
export interface Snapshot {
	readonly timeNs: number;
	/** The machine, with its typed arrays packed. */
	readonly packed: unknown;
	readonly arrays: readonly PackedArray[];
}

const isTypedArray = (value: object): value is Uint32Array => ArrayBuffer.isView(value);

/** Copies plain data. `leaf` copies what is not to be taken apart, or returns undefined for what is. */
type Leaf = (value: object, before: unknown) => object | undefined;

function copy(value: unknown, before: unknown, seen: Map<object, object>, leaf: Leaf): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const known = seen.get(value);
	if (known !== undefined) return known;
	const whole = leaf(value, before) ?? (value instanceof Set ? new Set(value) : undefined);
	if (whole !== undefined) {
		seen.set(value, whole);
		return whole;
	}
	const part = (key: unknown): unknown =>
		before instanceof Map
			? before.get(key)
			: (before as Record<string, unknown> | undefined)?.[key as string];
	if (Array.isArray(value)) {
		const fresh: unknown[] = [];
		seen.set(value, fresh);
		for (const [index, item] of value.entries()) fresh.push(copy(item, part(index), seen, leaf));
		return fresh;
	}
	if (value instanceof Map) {
		const fresh = new Map<unknown, unknown>();
		seen.set(value, fresh);
		for (const [key, item] of value) fresh.set(key, copy(item, part(key), seen, leaf));
		return fresh;
	}
	const fresh: Record<string, unknown> = {};
	seen.set(value, fresh);
	for (const [key, item] of Object.entries(value)) fresh[key] = copy(item, part(key), seen, leaf);
	return fresh;
}

/** The configuration, kernel included, never changes: copies share it. */
const shared = ({config, kernel}: Machine): Map<object, object> =>
	new Map<object, object>([
		[config, config],
		[kernel, kernel],
	]);

/**
 * Copies a machine. With an earlier snapshot of it, or of one that it was restored from, the memory taken is what has
 * changed since; the time is always that of reading all its arrays once, some 30 bytes per page in use.
 */
export function snapshot(m: Machine, earlier?: Snapshot): Snapshot {
	const arrays: PackedArray[] = [];
	const seen = shared(m);
	// The table of the unstable tree follows from its log.
	seen.set(m.ksm.unstable.table, new PackedArray(new Uint32Array(0)));
	const packed = copy(m, earlier?.packed, seen, (value, before) => {
		if (!isTypedArray(value)) return undefined;
		const array = new PackedArray(value, before instanceof PackedArray ? before : undefined);
		arrays.push(array);
		return array;
	});
	return {timeNs: m.nowNs, packed, arrays};
}

/** A machine that goes on from a snapshot, which stays good for further ones. */
export function restore(from: Snapshot): Machine {
	const seen = shared(from.packed as Machine);
	const m = copy(from.packed, undefined, seen, (value) =>
		value instanceof PackedArray ? value.unpack() : undefined,
	) as Machine;
	restoreUnstableTree(m);
	return m;
}

/** Bytes that snapshots take together, beside a little for each. */
export function snapshotBytes(snapshots: readonly Snapshot[]): number {
	return packedBytes(snapshots.flatMap(({arrays}) => arrays));
}

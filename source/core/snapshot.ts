// Snapshots: the machine is plain data (records, arrays, sets, maps and typed arrays), so a copy of the data is the
// machine. What is shared inside (links of a tree into the page tables) stays shared in the copy. Typed arrays, which
// are nearly all of it, are packed, so that snapshots of one machine share what has not changed between them.

import {restoreUnstableTree} from './ksm/unstable/unstable-tree.js';
import type {Machine} from './state/machine.js';
import {complete, partOf, type Steps} from './base/steps.js';
import {PackedArray, packedBytes, type TypedArray} from './base/packed-array.js';

/** A copy of a machine at one moment. */
export interface Snapshot {
	/** The machine, with its typed arrays packed. */
	readonly packed: unknown;
	/** The packed arrays inside `packed`, for counting their memory. */
	readonly arrays: readonly PackedArray[];
}

const isTypedArray = (value: object): value is TypedArray => ArrayBuffer.isView(value);

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
export function* snapshotInSteps(m: Machine, earlier?: Snapshot): Steps<Snapshot> {
	const found: Array<{packed: PackedArray; array: TypedArray; before: PackedArray | undefined}> = [];
	const seen = shared(m);
	// The table of the unstable tree follows from its log.
	seen.set(m.ksm.unstable.table, new PackedArray(new Uint32Array(0)));
	const packed = copy(m, earlier?.packed, seen, (value, before) => {
		if (!isTypedArray(value)) return undefined;
		const array = new PackedArray(value);
		found.push({packed: array, array: value, before: before instanceof PackedArray ? before : undefined});
		return array;
	});
	for (const [index, {packed: array, array: elements, before}] of found.entries())
		yield* partOf(array.pack(elements, before), index, found.length);
	return {packed, arrays: found.map(({packed: array}) => array)};
}

/** snapshotInSteps in one go. */
export const snapshot = (m: Machine, earlier?: Snapshot): Snapshot => complete(snapshotInSteps(m, earlier));

/** A machine that continues from a snapshot; the snapshot is unchanged and can be restored again. */
export function* restoreInSteps(from: Snapshot): Steps<Machine> {
	const found: Array<{packed: PackedArray; array: TypedArray}> = [];
	const seen = shared(from.packed as Machine);
	const m = copy(from.packed, undefined, seen, (value) => {
		if (!(value instanceof PackedArray)) return undefined;
		const array = new value.type(value.length);
		found.push({packed: value, array});
		return array;
	}) as Machine;
	for (const [index, {packed, array}] of found.entries())
		yield* partOf(packed.unpackTo(array), index, found.length);
	yield* restoreUnstableTree(m);
	return m;
}

/** restoreInSteps in one go. */
export const restore = (from: Snapshot): Machine => complete(restoreInSteps(from));

/** Bytes that snapshots take together, beside a little for each. */
export function snapshotBytes(snapshots: readonly Snapshot[]): number {
	return packedBytes(snapshots.flatMap(({arrays}) => arrays));
}

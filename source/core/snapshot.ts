// Snapshots: the machine is plain data (records, arrays, sets, maps and typed arrays), so a copy of the data is the
// machine. What is shared inside (links of a tree into the page tables) stays shared in the copy.

import type {Machine} from './machine.js';

/** A copy of a machine at one moment. Nothing may be changed in it. */
export interface Snapshot {
	readonly timeNs: number;
	readonly machine: Machine;
}

const isTypedArray = (value: object): value is Uint32Array => ArrayBuffer.isView(value);

function copy<T>(value: T, seen: Map<object, object>): T {
	if (typeof value !== 'object' || value === null) return value;
	const known = seen.get(value);
	if (known !== undefined) return known as T;
	let fresh: object;
	if (isTypedArray(value)) fresh = value.slice();
	else if (Array.isArray(value)) {
		fresh =
			value.length > 0 && typeof value[0] !== 'object' ? [...(value as unknown[])] : copyItems(value, seen);
	} else if (value instanceof Map) fresh = new Map([...value].map(([key, item]) => [key, copy(item, seen)]));
	else if (value instanceof Set) fresh = new Set(value);
	else {
		fresh = {};
		seen.set(value, fresh);
		for (const [key, item] of Object.entries(value))
			(fresh as Record<string, unknown>)[key] = copy(item, seen);
	}
	seen.set(value, fresh);
	return fresh as T;
}

function copyItems(items: readonly unknown[], seen: Map<object, object>): unknown[] {
	const fresh: unknown[] = [];
	seen.set(items, fresh);
	for (const item of items) fresh.push(copy(item, seen));
	return fresh;
}

/** The configuration, kernel included, never changes: copies share it. */
function copyMachine(m: Machine): Machine {
	const seen = new Map<object, object>([
		[m.config, m.config],
		[m.kernel, m.kernel],
	]);
	return copy(m, seen);
}

/** Copies a machine, at the cost of its arrays: some 40 bytes per simulated page. */
export function snapshot(m: Machine): Snapshot {
	return {timeNs: m.nowNs, machine: copyMachine(m)};
}

/** A machine that goes on from a snapshot, which stays good for further ones. */
export function restore(from: Snapshot): Machine {
	return copyMachine(from.machine);
}

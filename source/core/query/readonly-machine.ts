// The machine as the layers above get it: the same data, in types that do not let it be written. Only actions change a
// machine; the functions of this folder answer questions about one.

import type {Machine} from '../state/machine.js';

type Scalar = string | number | boolean | bigint | symbol | null | undefined;
type AnyTypedArray =
	Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** A typed array that can be read and not written. */
export interface ReadonlyTypedArray extends Iterable<number> {
	/** How many elements it has. */
	readonly length: number;
	/** Bytes of all elements. */
	readonly byteLength: number;
	/** The element; undefined beyond the end. */
	readonly [index: number]: number;
}

/** The same data, read-only all the way down: records, arrays, maps, sets and typed arrays. */
export type DeepReadonly<Value> = Value extends Scalar | ((...parameters: never[]) => unknown)
	? Value
	: Value extends AnyTypedArray
		? ReadonlyTypedArray
		: Value extends ReadonlyMap<infer Key, infer Item>
			? ReadonlyMap<DeepReadonly<Key>, DeepReadonly<Item>>
			: Value extends ReadonlySet<infer Item>
				? ReadonlySet<DeepReadonly<Item>>
				: {readonly [Key in keyof Value]: DeepReadonly<Value[Key]>};

/** A machine that can only be read; a Machine can be passed wherever one is expected. */
export type ReadonlyMachine = DeepReadonly<Machine>;

/**
 * Casts for functions of the core that take a Machine but only read it: the only place where the type is widened.
 * Never for one that writes.
 */
export const readable = (m: ReadonlyMachine): Machine => m as unknown as Machine;

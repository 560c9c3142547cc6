// Growing the typed arrays in which the model keeps its pages, slots and nodes. No part of any kernel.

type Growable = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A longer copy of a typed array, zero at its new end. */
export function enlarged<A extends Growable>(array: A, length: number): A {
	const copy = new (array.constructor as new (length: number) => A)(length);
	copy.set(array as never);
	return copy;
}

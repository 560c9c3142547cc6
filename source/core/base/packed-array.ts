// A typed array laid down in pieces of 16 KiB, for snapshots. A piece that is as it was in an earlier snapshot is not
// copied but shared with it, and one of zeros takes no memory at all: a snapshot costs what has changed since the last.

type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const WORDS_PER_PIECE = 4096;

export class PackedArray {
	/** Pieces as 32-bit words, whatever the elements are; null is all zero. */
	readonly pieces: ReadonlyArray<Uint32Array | null>;
	/** Up to three bytes beyond the last whole word. */
	readonly rest: Uint8Array;
	readonly length: number;
	readonly type: new (length: number) => TypedArray;

	constructor(array: TypedArray, previous?: PackedArray) {
		this.type = array.constructor as new (length: number) => TypedArray;
		this.length = array.length;
		const words = new Uint32Array(array.buffer, array.byteOffset, array.byteLength >>> 2);
		this.rest = new Uint8Array(array.buffer, array.byteOffset + words.byteLength).slice(
			0,
			array.byteLength & 3,
		);
		const pieces: Array<Uint32Array | null> = [];
		for (let from = 0; from < words.length; from += WORDS_PER_PIECE) {
			const to = Math.min(words.length, from + WORDS_PER_PIECE);
			const known = previous?.pieces[pieces.length];
			if (known && known.length === to - from && isSame(words, from, known)) pieces.push(known);
			else pieces.push(isZero(words, from, to) ? null : words.slice(from, to));
		}
		this.pieces = pieces;
	}

	/** A typed array with the same elements. */
	unpack(): TypedArray {
		const array = new this.type(this.length);
		const words = new Uint32Array(array.buffer, 0, array.byteLength >>> 2);
		for (const [index, piece] of this.pieces.entries())
			if (piece !== null) words.set(piece, index * WORDS_PER_PIECE);
		new Uint8Array(array.buffer).set(this.rest, words.byteLength);
		return array;
	}
}

function isSame(words: Uint32Array, from: number, piece: Uint32Array): boolean {
	for (let i = 0; i < piece.length; i++) if (words[from + i] !== piece[i]) return false;
	return true;
}

function isZero(words: Uint32Array, from: number, to: number): boolean {
	for (let i = from; i < to; i++) if (words[i] !== 0) return false;
	return true;
}

/** Bytes that some packed arrays take together, pieces that they share counted once. */
export function packedBytes(arrays: Iterable<PackedArray>): number {
	const seen = new Set<Uint32Array>();
	let bytes = 0;
	for (const {pieces} of arrays) {
		for (const piece of pieces) {
			if (piece === null || seen.has(piece)) continue;
			seen.add(piece);
			bytes += piece.byteLength;
		}
	}
	return bytes;
}

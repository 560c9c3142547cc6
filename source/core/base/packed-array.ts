// A typed array laid down in pieces of 16 KiB, for snapshots. A piece that is as it was in an earlier snapshot is not
// copied but shared with it, and one of zeros takes no memory at all: a snapshot costs what has changed since the last.

import type {Steps} from './steps.js';

/** The element types that a machine's state uses. */
export type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const WORDS_PER_PIECE = 4096;
/** 1 MiB: some milliseconds where its memory is new. */
const WORDS_PER_STEP = 64 * WORDS_PER_PIECE;

/** An immutable packed copy of one typed array; pack() fills it once, right after construction. */
export class PackedArray {
	/** Pieces as 32-bit words, whatever the elements are; null is all zero. */
	readonly pieces: Array<Uint32Array | null> = [];
	/** Up to three bytes beyond the last whole word. */
	readonly rest: Uint8Array;
	/** Elements of the array. */
	readonly length: number;
	/** Constructor of the array, which a restore calls. */
	readonly type: new (length: number) => TypedArray;

	/** For an array of this type and length; its elements are added by pack(). */
	constructor(array: TypedArray) {
		this.type = array.constructor as new (length: number) => TypedArray;
		this.length = array.length;
		this.rest = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice(array.byteLength & ~3);
	}

	/** Copies the elements of the array; pieces that are the same in `previous` are shared with it. Progress is 0..1 of the words. */
	*pack(array: TypedArray, previous?: PackedArray): Steps {
		const {pieces} = this;
		const words = new Uint32Array(array.buffer, array.byteOffset, array.byteLength >>> 2);
		for (let from = 0; from < words.length; from += WORDS_PER_PIECE) {
			if (from > 0 && from % WORDS_PER_STEP === 0) yield from / words.length;
			const to = Math.min(words.length, from + WORDS_PER_PIECE);
			const known = previous?.pieces[pieces.length];
			if (known && known.length === to - from && isSame(words, from, known)) pieces.push(known);
			else pieces.push(isZero(words, from, to) ? null : words.slice(from, to));
		}
	}

	/** Writes the elements to an array of the same type and length that is all zero. Progress is 0..1 of the words. */
	*unpackTo(array: TypedArray): Steps {
		const words = new Uint32Array(array.buffer, 0, array.byteLength >>> 2);
		for (const [index, piece] of this.pieces.entries()) {
			const from = index * WORDS_PER_PIECE;
			if (from > 0 && from % WORDS_PER_STEP === 0) yield from / words.length;
			if (piece !== null) words.set(piece, from);
		}
		new Uint8Array(array.buffer).set(this.rest, words.byteLength);
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

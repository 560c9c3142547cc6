// The finaliser of MurmurHash3: each bit of the result depends on every bit of the input.

/** A whole number, of which the lower 32 bits count, to 0..2^32-1. */
export function mix32(word: number): number {
	let h = Math.imul(word ^ (word >>> 16), 0x85_eb_ca_6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
	return (h ^ (h >>> 16)) >>> 0;
}

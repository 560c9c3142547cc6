// Seeded draws without a state: what page i of a region gets is a pure function of (seed, region, i), whatever is asked
// for first. Two rounds of a 32-bit finaliser (MurmurHash3's) over the key and the index; good enough for shares and
// pools, not for secrets.

function mixed(h: number): number {
	h = Math.imul(h ^ (h >>> 16), 0x85_eb_ca_6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2_b2_ae_35);
	return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit key from a text (FNV-1a, finished). */
export function keyOf(text: string): number {
	let h = 0x81_1c_9d_c5;
	for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01_00_01_93);
	return mixed(h);
}

/** Evenly spread over 0..2^32-1, for indexes up to 2^32-1. */
export function draw(key: number, index: number): number {
	return mixed((mixed((index ^ key) >>> 0) + key + 0x9e_37_79_b9) >>> 0);
}

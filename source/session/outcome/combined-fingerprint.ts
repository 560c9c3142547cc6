// One fingerprint for all runs of a session: FNV-1a, 64 bits, over each run's own.

const OFFSET = 0xcb_f2_9c_e4_84_22_23_25n;
const PRIME = 0x1_00_00_00_01_b3n;
const MASK = 0xff_ff_ff_ff_ff_ff_ff_ffn;

/** 16 hex digits; of a single run its own fingerprint. */
export function combineFingerprints(runs: ReadonlyArray<{kernel: string; fingerprint: string}>): string {
	if (runs.length === 1) return runs[0].fingerprint;
	let hash = OFFSET;
	for (const character of runs.map((run) => `${run.kernel} ${run.fingerprint}\n`).join(''))
		hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * PRIME) & MASK;
	return hash.toString(16).padStart(16, '0');
}

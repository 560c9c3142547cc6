// Every wakeup of ksmd as run lengths: `NxS,F` is N wakeups in a row that each scanned S pages and freed F.

/** Run lengths kept unless the whole log is asked for. */
const TAIL_KEPT = 256;

export class WakeupLog {
	private counts: number[] = [];
	private scanned: number[] = [];
	private freed: number[] = [];
	private readonly whole: boolean;
	/** Wakeups that were ever added. */
	total = 0;

	/** `whole` keeps all of it; else memory stays flat and only its end is kept. */
	constructor(whole: boolean) {
		this.whole = whole;
	}

	add(scanned: number, freed: number): void {
		this.total++;
		const last = this.counts.length - 1;
		if (last >= 0 && this.scanned[last] === scanned && this.freed[last] === freed) {
			this.counts[last]++;
			return;
		}
		this.counts.push(1);
		this.scanned.push(scanned);
		this.freed.push(freed);
		if (!this.whole && this.counts.length >= 2 * TAIL_KEPT) {
			for (const list of [this.counts, this.scanned, this.freed]) list.splice(0, TAIL_KEPT);
		}
	}

	toString(): string {
		return this.counts.map((count, i) => `${count}x${this.scanned[i]},${this.freed[i]}`).join(' ');
	}

	copy(): WakeupLog {
		const copy = new WakeupLog(this.whole);
		copy.total = this.total;
		copy.counts = this.counts.slice();
		copy.scanned = this.scanned.slice();
		copy.freed = this.freed.slice();
		return copy;
	}
}

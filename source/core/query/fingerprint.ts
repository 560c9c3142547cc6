// The fingerprint: a hash of what the machine is at its simulated time. Two runs of the same preset, seed and commands
// have the same one, on any machine. Numbers that are only ours (which frame, which slot, whether the unstable tree
// has been built) do not enter; what a kernel engineer could distinguish does.

import {mix32} from '../base/mix.js';
import {readCounters} from '../catalogue/counters/index.js';
import type {Slot} from '../base/brands.js';
import {FINGERPRINT_V1, type FingerprintFields} from '../catalogue/fingerprint-fields.js';
import {knobByName} from '../catalogue/knobs/index.js';
import type {Machine} from '../state/machine.js';
import {readable, type ReadonlyMachine} from './readonly-machine.js';
import {checksumOf} from '../ksm/items/checksum.js';
import {FRAME_KSM} from '../state/mm/frames.js';
import {PROTECTIONS, type Process} from '../state/mm/process.js';
import {ITEM_STABLE, ITEM_SUMMED, ITEM_UNSTABLE, PTE_KIND, PTE_PRESENT, PTE_SWAP} from '../state/mm/slots.js';

/** Two 32-bit lanes of multiply and rotate; no cryptography, only that a difference shows. */
class Hash {
	#one = 0x9e37_79b9;
	#other = 0x85eb_ca6b;

	add(value: number): void {
		this.#word(value | 0);
		if (value > 0xffff_ffff || value < 0) this.#word(Math.floor(value / 0x1_0000_0000) | 0);
	}

	text(text: string): void {
		this.add(text.length);
		for (let i = 0; i < text.length; i++) this.#word(text.charCodeAt(i));
	}

	#word(word: number): void {
		this.#one = Math.imul(this.#one ^ word, 0x01_00_01_93) ^ (this.#one >>> 15);
		this.#other = Math.imul((this.#other << 13) | (this.#other >>> 19), 5) + Math.imul(word, 0xcc9e_2d51);
	}

	digits(): string {
		const lane = (word: number): string => mix32(word).toString(16).padStart(8, '0');
		return lane(this.#one) + lane(this.#other);
	}
}

function addProcess(m: Machine, process: Process, hash: Hash): void {
	const {slots, frames} = m;
	hash.text(process.name);
	for (const flag of [process.alive, process.mergeAny, process.onMmList]) hash.add(flag ? 1 : 0);
	for (const vma of process.vmas) {
		hash.add(vma.start);
		hash.add(vma.end);
		hash.add(vma.pageOffset);
		hash.add(
			(vma.mergeable ? 1 : 0) |
				(vma.dontFork ? 2 : 0) |
				(vma.locked ? 4 : 0) |
				(vma.thp === 'huge' ? 8 : 0) |
				(PROTECTIONS.indexOf(vma.protection) << 4) |
				(vma.file ? 64 : 0),
		);
		const end = vma.slot + (vma.end - vma.start);
		for (let slot = vma.slot as number; slot < end; slot++) {
			const pte = slots.pte[slot];
			const item = slots.item[slot] & (ITEM_STABLE | ITEM_UNSTABLE | ITEM_SUMMED);
			hash.add(pte | (item << 8) | (slots.age[slot] << 16) | (slots.skips[slot] << 24));
			if ((pte & PTE_KIND) === PTE_PRESENT) {
				const frame = slots.frame[slot];
				hash.add(frames.content[frame]);
				hash.add(frames.mapCount[frame] * 2 + (frames.flags[frame] & FRAME_KSM));
			} else if ((pte & PTE_KIND) === PTE_SWAP) hash.add(m.reclaim.swap.content[slots.frame[slot]]);
			if ((item & ITEM_SUMMED) !== 0) hash.add(checksumOf(m, slot as Slot));
		}
	}
}

/** Knobs, counters and ledger: the listed fields, then knobs that came later, by name, while off their default. */
function addCatalogue(m: Machine, fields: FingerprintFields, hash: Hash): void {
	const {knobs, counters, freed, allocated, splitRemapBy} = fields;
	for (const name of knobs) hash.text(String(m.knobs[name]));
	const values = readCounters(m);
	for (const name of counters) hash.add(values[name]);
	for (const cause of freed) hash.add(m.ledger.freedPages[cause]);
	for (const cause of allocated) hash.add(m.ledger.allocatedPages[cause]);
	for (const splitter of splitRemapBy) hash.add(m.ledger.splitRemapBy[splitter]);
	for (const [name, value] of Object.entries(m.knobs).sort(([one], [other]) => (one < other ? -1 : 1))) {
		if ((knobs as readonly string[]).includes(name) || value === knobByName.get(name)?.default) continue;
		hash.text(name);
		hash.text(String(value));
	}
}

/** 16 hex digits of the machine's state, ledger and time. Costs a walk over all pages. */
export function fingerprint(machine: ReadonlyMachine, fields: FingerprintFields = FINGERPRINT_V1): string {
	const m = readable(machine);
	const hash = new Hash();
	hash.add(m.nowNs);
	hash.text(m.kernel.id);
	addCatalogue(m, fields, hash);
	const {thread, cursor, mms} = m.ksm;
	for (const value of [thread.wakeups, thread.cpuNs, thread.budgetLeft, thread.scannedInWakeup])
		hash.add(value);
	hash.add(thread.nextWakeNs === Infinity ? -1 : thread.nextWakeNs);
	hash.add(thread.budgetLeft < 0 ? 0 : thread.busyUntilNs);
	for (const value of [cursor.at, cursor.address, mms.length, m.ledger.maxFreedInOneWakeup]) hash.add(value);
	for (const process of m.processes) addProcess(m, process, hash);
	return hash.digits();
}

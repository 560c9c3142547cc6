// Swap space of compressed memory, for presets that swap: there while it is on, and gone afterwards. Where the machine has
// swap of its own, or no zram, presets that swap are refused by the reproducer, or run with what there is.

import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';

const CONTROL = '/sys/class/zram-control';
const SIZE = '1G';

const run = (command: string, ...words: string[]): boolean => spawnSync(command, words).status === 0;

/** A zram device of its own; off at first. */
export class ZramSwap {
	private device: string | null = null;
	private isOn = false;

	/** Returns whether there is what was wished. */
	turn(on: boolean): boolean {
		if (on === this.isOn) return true;
		if (!on) return this.off();
		if (this.device === null) {
			if (!existsSync(CONTROL) || readFileSync('/proc/swaps', 'utf8').trim().includes('\n')) return false;
			this.device = `zram${readFileSync(`${CONTROL}/hot_add`, 'utf8').trim()}`;
			writeFileSync(`/sys/block/${this.device}/disksize`, SIZE);
			if (!run('mkswap', `/dev/${this.device}`)) {
				this.remove();
				return false;
			}
		}
		this.isOn = run('swapon', `/dev/${this.device}`);
		return this.isOn;
	}

	/** Takes the device away. */
	remove(): void {
		this.off();
		if (this.device === null) return;
		writeFileSync(`/sys/block/${this.device}/reset`, '1');
		writeFileSync(`${CONTROL}/hot_remove`, this.device.slice('zram'.length));
		this.device = null;
	}

	private off(): boolean {
		if (this.isOn && !run('swapoff', `/dev/${this.device}`)) return false;
		this.isOn = false;
		return true;
	}
}

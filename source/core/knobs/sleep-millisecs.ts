// /sys/kernel/mm/ksm/sleep_millisecs (sleep_millisecs_store, mm/ksm.c): ksmd's pause between two wakeups.

import {wakeSleeper} from '../ksm/run-control.js';
import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const sleepMillisecs: Knob = {
	name: 'sleep_millisecs',
	folder: 'ksm',
	default: 20,
	range: '0..4294967295 ms',
	about:
		'How long ksmd sleeps after a batch, counted in timer ticks: ceil(ms * HZ / 1000) + 1 of them, so that 20 ms lasts 24 ms at HZ 250; 0 does not sleep at all. A change ends the sleep under way.',
	source: 'sleep_millisecs_store, ksm_scan_thread (mm/ksm.c)',
	parse: (text) => orInvalid(parseUint(text)),
	onWrite(machine, value) {
		if (value !== machine.knobs.sleep_millisecs) wakeSleeper(machine);
		return undefined;
	},
};

// /sys/kernel/mm/transparent_hugepage/khugepaged/scan_sleep_millisecs (__sleep_millisecs_store, mm/khugepaged.c).

import {wakeKhugepaged} from '../thp/khugepaged.js';
import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const khugepagedScanSleepMillisecs: Knob = {
	name: 'khugepaged/scan_sleep_millisecs',
	folder: 'transparent_hugepage',
	default: 10000,
	range: '0..4294967295 ms',
	about: 'How long khugepaged sleeps between two wakeups. A write ends the sleep under way.',
	source: '__sleep_millisecs_store, khugepaged_wait_work (mm/khugepaged.c)',
	parse: (text) => orInvalid(parseUint(text)),
	onWrite(machine) {
		wakeKhugepaged(machine);
		return undefined;
	},
};

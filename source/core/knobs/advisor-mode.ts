// /sys/kernel/mm/ksm/advisor_mode (advisor_mode_store, mm/ksm.c): who sets pages_to_scan.

import {switchAdvisor} from '../ksm/advisor.js';
import type {Knob} from './knob.js';
import {parseWord} from './parse.js';

export const advisorMode: Knob = {
	name: 'advisor_mode',
	folder: 'ksm',
	default: 'none',
	range: 'none or scan-time',
	about:
		'scan-time lets the kernel set pages_to_scan after every full scan so that one takes advisor_target_scan_time; a change to it sets pages_to_scan to advisor_min_pages_to_scan, a change to none back to 100.',
	source: 'advisor_mode_store, scan_time_advisor (mm/ksm.c)',
	parse: (text) => parseWord(text, ['none', 'scan-time']),
	onWrite(machine, value) {
		if (value !== machine.knobs.advisor_mode) switchAdvisor(machine, value as 'none' | 'scan-time');
		return undefined;
	},
};

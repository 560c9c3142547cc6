// What people and programs do: writes to sysfs, processes, system calls that fail.

import {event} from './event.js';
import {errno, process, text} from './field.js';

/** The rows of what users and programs do; each key is the name of a kind in JSON and breakpoints. */
export const WORKLOAD_EVENTS = {
	knob: event([text('knob'), text('value'), errno('errno')], {
		text: (e) => `${e.knob} = ${e.value}${e.errno === null ? '' : `: ${e.errno}`}`,
		explanation:
			'A file in /sys/kernel/mm was written. An error is the errno that the kernel would return to the write.',
		kernelNames: ['sysfs_write'],
	}),
	process: event([process('process'), text('did')], {
		text: (e) => `${e.process} ${e.did}`,
		explanation: 'A process started, forked, called prctl or exec, or ended.',
		kernelNames: ['process'],
	}),
	refused: event([text('process'), text('action'), errno('errno')], {
		text: (e) => `${e.process === '' ? '' : `${e.process}: `}${e.action}: ${e.errno}`,
		explanation:
			'A system call of the workload failed, as the kernel would have made it fail. The process is named as the preset names it; an action on a region without a process has none.',
		kernelNames: ['syscall_error'],
	}),
};

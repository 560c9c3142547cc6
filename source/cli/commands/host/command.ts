import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `host`; it samples once per second, and in scripts prints one snapshot. */
export const host: CommandDescription = {
	name: 'host',
	usage: 'ksmtop host [flags]',
	short: "this machine's own ksmd, THPs and zeropage, live",
	about:
		"The live view over this machine's own kernel: /sys/kernel/mm/ksm and transparent_hugepage, /proc/vmstat, meminfo, ksmd's CPU time, and of processes ksm_stat, status and smaps_rollup, sorted by what KSM saves for them. It only reads, and works without root: files that it may not read are named. With --write the knob keys write the real files; nothing is restored, and the changes are listed at the end. Reading smaps_rollup walks all page tables of a process, so it is read only for the processes that KSM knows (those that are listed), for about 50 ms per sample, in turns. With --format, --count or --output, or without a terminal, it prints snapshots instead: counters since the machine was started, rates since the snapshot before. Signs of the regression of Linux 6.12 (see ksmtop explain regression) are a warning, inferred from several counters together. Exit code 2 on a machine without KSM.",
	examples: [
		'ksmtop host',
		'sudo ksmtop host --write',
		'ksmtop host --count 2 --interval 10s',
		'ksmtop host --format ndjson --count 0 --interval 10s > ksm.ndjson',
		'ksmtop host --format openmetrics --output /var/lib/node_exporter/ksmtop.prom',
		'ksmtop host --root ./sosreport-vm1 --format table',
	],
	flags: ['interval', 'count', 'root', 'write', 'format', 'output', 'ascii', 'no-color', 'plain', 'cast'],
	formats: formatsOf('host'),
	load: async () => (await import('./host.js')).host,
};

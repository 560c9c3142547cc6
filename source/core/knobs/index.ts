// All knobs, and the one way to write to them. A knob that is read lives in Machine.knobs under its sysfs name.

import {ERRNOS, type Errno} from '../base/errno.js';
import {record, recordText} from '../events.js';
import type {Kernel} from '../kernels/kernel.js';
import type {Machine} from '../state/machine.js';
import {advisorMaxCpu} from './advisor-max-cpu.js';
import {advisorMaxPagesToScan} from './advisor-max-pages-to-scan.js';
import {advisorMinPagesToScan} from './advisor-min-pages-to-scan.js';
import {advisorMode} from './advisor-mode.js';
import {advisorTargetScanTime} from './advisor-target-scan-time.js';
import {enabled} from './enabled.js';
import {khugepagedAllocSleepMillisecs} from './khugepaged-alloc-sleep-millisecs.js';
import {khugepagedDefrag} from './khugepaged-defrag.js';
import {khugepagedMaxPtesNone} from './khugepaged-max-ptes-none.js';
import {khugepagedMaxPtesShared} from './khugepaged-max-ptes-shared.js';
import {khugepagedMaxPtesSwap} from './khugepaged-max-ptes-swap.js';
import {khugepagedPagesToScan} from './khugepaged-pages-to-scan.js';
import {khugepagedScanSleepMillisecs} from './khugepaged-scan-sleep-millisecs.js';
import type {Knob, KnobValue} from './knob.js';
import {maxPageSharing} from './max-page-sharing.js';
import {mergeAcrossNodes} from './merge-across-nodes.js';
import {pagesToScan} from './pages-to-scan.js';
import {run} from './run.js';
import {shrinkUnderused} from './shrink-underused.js';
import {skipHugePage} from './skip-huge-page.js';
import {sleepMillisecs} from './sleep-millisecs.js';
import {smartScan} from './smart-scan.js';
import {stableNodeChainsPruneMillisecs} from './stable-node-chains-prune-millisecs.js';
import {useZeroPage} from './use-zero-page.js';
import {useZeroPages} from './use-zero-pages.js';

/** The value of every knob, by sysfs name. Booleans are 0 or 1. */
export type KnobValues = {
	run: number;
	pages_to_scan: number;
	sleep_millisecs: number;
	merge_across_nodes: number;
	max_page_sharing: number;
	use_zero_pages: number;
	smart_scan: number;
	stable_node_chains_prune_millisecs: number;
	advisor_mode: 'none' | 'scan-time';
	advisor_max_cpu: number;
	advisor_min_pages_to_scan: number;
	advisor_max_pages_to_scan: number;
	advisor_target_scan_time: number;
	skip_huge_page: number;
	enabled: 'always' | 'madvise' | 'never';
	shrink_underused: number;
	use_zero_page: number;
	'khugepaged/pages_to_scan': number;
	'khugepaged/scan_sleep_millisecs': number;
	'khugepaged/alloc_sleep_millisecs': number;
	'khugepaged/max_ptes_none': number;
	'khugepaged/max_ptes_swap': number;
	'khugepaged/max_ptes_shared': number;
	'khugepaged/defrag': number;
};

export const KNOBS: readonly Knob[] = [
	run,
	pagesToScan,
	sleepMillisecs,
	useZeroPages,
	smartScan,
	maxPageSharing,
	mergeAcrossNodes,
	stableNodeChainsPruneMillisecs,
	advisorMode,
	advisorMaxCpu,
	advisorMinPagesToScan,
	advisorMaxPagesToScan,
	advisorTargetScanTime,
	skipHugePage,
	enabled,
	shrinkUnderused,
	useZeroPage,
	khugepagedPagesToScan,
	khugepagedScanSleepMillisecs,
	khugepagedAllocSleepMillisecs,
	khugepagedMaxPtesNone,
	khugepagedMaxPtesSwap,
	khugepagedMaxPtesShared,
	khugepagedDefrag,
];

export const knobByName: ReadonlyMap<string, Knob> = new Map(KNOBS.map((knob) => [knob.name, knob]));

/** A fresh record of defaults. */
export function defaultKnobs(): KnobValues {
	return Object.fromEntries(KNOBS.map((knob) => [knob.name, knob.default])) as KnobValues;
}

/** Whether `kernel` has the file at all: skip_huge_page exists only in kernels that skip huge pages. */
export function knobExists(kernel: Kernel, name: string): boolean {
	return knobByName.has(name) && (name !== skipHugePage.name || kernel.skipsHuge !== 'never');
}

const ERRNO_NAMES = Object.keys(ERRNOS) as Errno[];

/**
 * Writes `text` to the sysfs file `name`, with its effects, and records it. Returns the error that the kernel gives;
 * ENOENT if there is no such file.
 */
export function writeKnob(machine: Machine, name: string, text: string): Errno | undefined {
	const errno = tryToWrite(machine, name, text);
	const code = errno === undefined ? 0 : ERRNO_NAMES.indexOf(errno) + 1;
	const index = KNOBS.findIndex((knob) => knob.name === name);
	record(machine.events, 'knob', machine.nowNs, index, recordText(machine.events, text.trim()), code);
	return errno;
}

function tryToWrite(machine: Machine, name: string, text: string): Errno | undefined {
	const knob = knobByName.get(name);
	if (!knob) return 'ENOENT';
	const value = knob.parse(text);
	if (typeof value === 'object') return value.errno;
	const errno = knob.onWrite?.(machine, value);
	if (errno !== undefined) return errno;
	(machine.knobs as Record<string, KnobValue>)[name] = value;
	return undefined;
}

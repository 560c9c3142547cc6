// The scan-time advisor: sets pages_to_scan after each full scan so that the next takes advisor_target_scan_time (mm/ksm.c,
// scan_time_advisor). Integer arithmetic throughout, as there. It is charged with all CPU that ksmd ever used at its
// first full scan, and scans under a second count as one second.

import {record} from '../../events.js';
import type {Machine} from '../../state/machine.js';
import {createAdvisor} from '../../state/ksm/advisor.js';

const EWMA_WEIGHT = 30;
const MIN_CPU_PERCENT = 10;
const DEFAULT_PAGES_TO_SCAN = 100;

const quotient = (dividend: number, divisor: number): number => Math.floor(dividend / divisor);

/** What a change of advisor_mode does to pages_to_scan. */
export function switchAdvisor(m: Machine, mode: 'none' | 'scan-time'): void {
	if (mode === 'none') {
		m.knobs.pages_to_scan = DEFAULT_PAGES_TO_SCAN;
		return;
	}
	// The whole context is zeroed: a full scan under way counts as one that began at boot.
	Object.assign(m.ksm.advisor, createAdvisor());
	m.knobs.pages_to_scan = m.knobs.advisor_min_pages_to_scan;
}

/** advisor_start_scan: called when a full scan begins. */
export function advisorStartScan(m: Machine): void {
	if (m.knobs.advisor_mode === 'scan-time') m.ksm.advisor.startNs = m.nowNs;
}

/** advisor_stop_scan: sets pages_to_scan from the full scan that has just ended, and records the change. */
export function advisorStopScan(m: Machine): void {
	const {knobs, ksm} = m;
	if (knobs.advisor_mode !== 'scan-time') return;
	const {advisor, thread} = ksm;
	const seconds = Math.max(1, quotient(m.nowNs - advisor.startNs, 1e9));
	const cpuNs = thread.cpuNs + thread.stepNs;
	const cpuPercent = Math.max(1, quotient(quotient(cpuNs - advisor.cpuNs, 1e6) * 100, seconds * 1000));
	const lastSeconds = advisor.lastSeconds === 0 ? seconds : advisor.lastSeconds;
	const factor = Math.max(1, quotient(knobs.advisor_target_scan_time * 100, seconds));
	const newChange = Math.max(1, quotient(seconds * 100, lastSeconds));
	const change = quotient((100 - EWMA_WEIGHT) * advisor.change + EWMA_WEIGHT * newChange, 100);
	const old = knobs.pages_to_scan;
	const pagesPerPercent = Math.max(1, quotient(old, cpuPercent));
	let pages = quotient(quotient(old * 100, factor) * change, 100);
	pages = Math.min(pages, pagesPerPercent * knobs.advisor_max_cpu);
	pages = Math.max(pages, pagesPerPercent * MIN_CPU_PERCENT);
	pages = Math.min(pages, knobs.advisor_max_pages_to_scan);
	advisor.change = change;
	advisor.lastSeconds = seconds;
	advisor.cpuNs = cpuNs;
	knobs.pages_to_scan = pages;
	record(m, 'advisor', pages, old);
}

/** What the scan-time advisor remembers between full scans (struct advisor_ctx, mm/ksm.c). */
export interface Advisor {
	/** When the full scan under way began. */
	startNs: number;
	/** Length of the last full scan, whole seconds; 0 if there was none. */
	lastSeconds: number;
	/** EWMA of the change in per cent. */
	change: number;
	/** ksmd's CPU time at the end of the last full scan, whole milliseconds. */
	cpuMs: number;
}

export function createAdvisor(): Advisor {
	return {startNs: 0, lastSeconds: 0, change: 0, cpuMs: 0};
}

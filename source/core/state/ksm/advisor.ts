/** What the scan-time advisor remembers between full scans (struct advisor_ctx, mm/ksm.c). */
export interface Advisor {
	/** When the full scan under way began; 0, the boot, if the advisor was switched on in its midst. */
	startNs: number;
	/** Length of the last full scan, whole seconds; 0 if there was none. */
	lastSeconds: number;
	/** EWMA of the change in per cent. */
	change: number;
	/** ksmd's CPU time at the end of the last full scan, ns. */
	cpuNs: number;
}

/** The context as zeroed memory: at boot, and whenever advisor_mode changes to scan-time (set_advisor_defaults, mm/ksm.c). */
export function createAdvisor(): Advisor {
	return {startNs: 0, lastSeconds: 0, change: 0, cpuNs: 0};
}

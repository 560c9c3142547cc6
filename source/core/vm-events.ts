// The counters of /proc/vmstat that only ever rise, as one record; what each means is in counters/.

export const VM_EVENTS = [
	'thp_split_page',
	'thp_split_page_failed',
	'thp_split_pmd',
	'thp_deferred_split_page',
	'thp_underused_split_page',
	'thp_fault_alloc',
	'thp_collapse_alloc',
	'thp_zero_page_alloc',
	'thp_scan_exceed_none_pte',
	'thp_scan_exceed_swap_pte',
	'thp_scan_exceed_share_pte',
	'cow_ksm',
	'ksm_swpin_copy',
	'pswpin',
	'pswpout',
	'swpin_zero',
	'swpout_zero',
] as const;
export type VmEvent = (typeof VM_EVENTS)[number];

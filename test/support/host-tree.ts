// A folder with the sysfs and procfs of a machine, for what reads one: which files there are follows from its release,
// as in the kernels of that time.

import {chmodSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';

export interface TreeProcess {
	pid: number;
	comm: string;
	startTicks?: number;
	/** In pages. */
	anon?: number;
	huge?: number;
	merging?: number;
	zero?: number;
	items?: number;
	mergeable?: boolean;
	/** Files of it that may not be read. */
	closed?: readonly string[];
}

export interface Tree {
	release: string;
	/** Values over those of a machine on which nothing happens. */
	counters: Record<string, number | string>;
	knobs: Record<string, number | string>;
	processes: TreeProcess[];
	/** ns and sleeps of ksmd; null: nobody sees it. */
	ksmd: {cpuNs: number; sleeps: number} | null;
}

/** Since which release a file is there; all others always are. */
const SINCE: Readonly<Record<string, number>> = {
	general_profit: 6.04,
	ksm_zero_pages: 6.06,
	pages_scanned: 6.06,
	pages_skipped: 6.07,
	smart_scan: 6.07,
	advisor_mode: 6.08,
	advisor_max_cpu: 6.08,
	advisor_min_pages_to_scan: 6.08,
	advisor_max_pages_to_scan: 6.08,
	advisor_target_scan_time: 6.08,
	shrink_underused: 6.12,
	thp_underused_split_page: 6.12,
};

const KSM_FILES: Readonly<Record<string, number | string>> = {
	full_scans: 0,
	pages_scanned: 0,
	pages_shared: 0,
	pages_sharing: 0,
	pages_unshared: 0,
	pages_volatile: 0,
	pages_skipped: 0,
	ksm_zero_pages: 0,
	general_profit: 0,
	stable_node_chains: 0,
	stable_node_dups: 0,
	run: 0,
	pages_to_scan: 100,
	sleep_millisecs: 20,
	use_zero_pages: 0,
	smart_scan: 1,
	max_page_sharing: 256,
	merge_across_nodes: 1,
	stable_node_chains_prune_millisecs: 2000,
	advisor_mode: '[none] scan-time',
	advisor_max_cpu: 70,
	advisor_min_pages_to_scan: 500,
	advisor_max_pages_to_scan: 30_000,
	advisor_target_scan_time: 200,
};

const THP_FILES: Readonly<Record<string, number | string>> = {
	enabled: 'always [madvise] never',
	use_zero_page: 1,
	shrink_underused: 1,
	'khugepaged/pages_to_scan': 4096,
	'khugepaged/scan_sleep_millisecs': 10_000,
	'khugepaged/alloc_sleep_millisecs': 60_000,
	'khugepaged/max_ptes_none': 511,
	'khugepaged/max_ptes_swap': 64,
	'khugepaged/max_ptes_shared': 256,
	'khugepaged/defrag': 1,
};

const VMSTAT: readonly string[] = [
	'nr_free_pages',
	'nr_anon_pages',
	'nr_anon_transparent_hugepages',
	'pswpin',
	'pswpout',
	'thp_fault_alloc',
	'thp_collapse_alloc',
	'thp_split_page',
	'thp_split_page_failed',
	'thp_deferred_split_page',
	'thp_underused_split_page',
	'thp_split_pmd',
	'thp_scan_exceed_none_pte',
	'thp_scan_exceed_swap_pte',
	'thp_scan_exceed_share_pte',
	'thp_zero_page_alloc',
	'ksm_swpin_copy',
	'cow_ksm',
];

/** 6.12.3 is 6.12, 6.6 is 6.06. */
const numberOf = (release: string): number => {
	const [major, minor] = release.split('.').map((part) => Number.parseInt(part, 10));
	return major + minor / 100;
};

const KSMD = 37;

function stat(pid: number, comm: string, parent: number, startTicks: number): string {
	const fields = Array.from({length: 50}, () => 0);
	fields[1] = parent;
	fields[11] = 3;
	fields[12] = 4;
	fields[19] = startTicks;
	return `${pid} (${comm}) S ${fields.slice(1).join(' ')}\n`;
}

export class HostTree {
	readonly root: string;
	readonly tree: Tree;

	constructor(root: string, tree: Partial<Tree> = {}) {
		this.root = root;
		this.tree = {
			release: '6.18.1',
			counters: {},
			knobs: {},
			processes: [],
			ksmd: {cpuNs: 0, sleeps: 0},
			...tree,
		};
		this.write();
	}

	path(name: string): string {
		return path.join(this.root, name);
	}

	file(name: string, text: string | Buffer): void {
		mkdirSync(path.dirname(this.path(name)), {recursive: true});
		// Nobody reads half a file of a kernel's.
		writeFileSync(this.path('new'), text);
		renameSync(this.path('new'), this.path(name));
	}

	remove(name: string): void {
		rmSync(this.path(name), {recursive: true, force: true});
	}

	/** Writes everything as the tree says; call it again after changing that. */
	write(): void {
		const {release, counters, knobs, processes, ksmd} = this.tree;
		const version = numberOf(release);
		const has = (name: string): boolean => (SINCE[name] ?? 0) <= version;
		const put = (folder: string, files: Readonly<Record<string, number | string>>): void => {
			for (const [name, value] of Object.entries(files))
				if (has(name))
					this.file(`sys/kernel/mm/${folder}/${name}`, `${counters[name] ?? knobs[name] ?? value}\n`);
		};
		put('ksm', KSM_FILES);
		put('transparent_hugepage', THP_FILES);
		this.file('proc/sys/kernel/osrelease', `${release}\n`);
		this.file('proc/sys/kernel/hostname', 'testhost\n');
		const lines = VMSTAT.filter(has).map((name) => `${name} ${counters[name] ?? 0}`);
		this.file('proc/vmstat', `${lines.join('\n')}\n`);
		this.file(
			'proc/meminfo',
			'MemTotal:       16384000 kB\nMemAvailable:    8192000 kB\nAnonPages:  4096 kB\nHugePages_Total:       0\n',
		);
		this.remove('proc/37');
		if (ksmd !== null) {
			this.file(`proc/${KSMD}/stat`, stat(KSMD, 'ksmd', 2, 1));
			this.file(`proc/${KSMD}/schedstat`, `${ksmd.cpuNs} 5 6\n`);
			this.file(`proc/${KSMD}/status`, `Name:\tksmd\nvoluntary_ctxt_switches:\t${ksmd.sleeps}\n`);
		}
		for (const process of processes) this.#writeProcess(process, version);
	}

	#writeProcess(process: TreeProcess, version: number): void {
		const {pid, comm, startTicks = 100 + pid, anon = 0, huge = 0, merging = 0, zero = 0, items = 0} = process;
		const folder = `proc/${pid}`;
		this.file(`${folder}/stat`, stat(pid, comm, 1, startTicks));
		this.file(
			`${folder}/status`,
			`Name:\t${comm}\nVmSize:\t${(anon + 1000) * 4} kB\nRssAnon:\t${anon * 4} kB\nVmSwap:\t0 kB\n`,
		);
		this.file(
			`${folder}/smaps_rollup`,
			`00400000-7fff0000 ---p 00000000 00:00 0    [rollup]\nRss:  ${(anon + 100) * 4} kB\nAnonymous:  ${anon * 4} kB\nAnonHugePages:  ${huge * 4} kB\nSwap:  0 kB\n`,
		);
		this.file(`${folder}/ksm_merging_pages`, `${merging}\n`);
		const profit = (merging + zero) * 4096 - items * 64;
		const rows = [
			`ksm_rmap_items ${items}`,
			...(version >= 6.06 ? [`ksm_zero_pages ${zero}`] : []),
			...(version >= 6.04 ? [`ksm_merging_pages ${merging}`, `ksm_process_profit ${profit}`] : []),
			...(version >= 6.14 ? ['ksm_merge_any: no', `ksm_mergeable: ${process.mergeable ? 'yes' : 'no'}`] : []),
		];
		if (version >= 6.01) this.file(`${folder}/ksm_stat`, `${rows.join('\n')}\n`);
		for (const name of process.closed ?? []) chmodSync(this.path(`${folder}/${name}`), 0);
	}
}

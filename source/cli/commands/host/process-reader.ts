// Reads the files of processes that a sample needs. ksm_stat is read for every process; where KSM has nothing of it only
// in every fourth sample. stat and status are read for the processes that KSM knows; smaps_rollup, which walks all page
// tables of a process, for as many of them as fit in a time budget, the one with the oldest figures first.

import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {textOf, wholeNumber, type FileText} from '../../../host/sample/file-text.js';
import type {ProcessTexts} from '../../../host/sample/process.js';
import {readCounts, readStat} from '../../../host/sample/proc-text.js';
import type {ProcessCounts} from '../../../host/sample/sample.js';
import {forEachFew, readText} from './read-text.js';

/** Time that a sample may spend on smaps_rollup files: one is always read, the next only within it. */
const ROLLUP_BUDGET_MS = 50;
/** After this many samples a pid is classified again, since pids are reused. */
const RECHECK_SAMPLES = 64;

/** What one sample has of processes. */
export interface ProcessesRead {
	/** Texts of those that KSM knows. */
	readonly processes: readonly ProcessTexts[];
	/** How many there are, and how many could be read. */
	readonly counts: ProcessCounts;
}

/** A process of which KSM has nothing is read again in every TURNS-th sample. */
const TURNS = 4;

interface Known {
	readonly isKernelThread: boolean;
	/** The sample in which it was looked at. */
	readonly since: number;
	/** Result of the last read of ksm_stat: undefined: none yet, '': it could be read, else the errno. */
	answer?: string;
	/** KSM had something of it then. */
	isOfInterest?: boolean;
}

interface KsmTexts {
	readonly pid: number;
	readonly ksmStat: FileText;
	readonly mergingPages?: FileText;
}

/** '' when KSM's figures could be read, else why not. */
function answerOf({ksmStat, mergingPages}: KsmTexts): string {
	if ('text' in ksmStat || (mergingPages !== undefined && 'text' in mergingPages)) return '';
	return ksmStat.errno;
}

const KTHREADD = 2;
const hasPages = ({ksmStat, mergingPages}: KsmTexts): boolean => {
	const merging = wholeNumber(textOf(mergingPages)) ?? 0;
	if (merging > 0) return true;
	for (const [name, value] of readCounts(textOf(ksmStat) ?? ''))
		if (name !== 'ksm_process_profit' && value > 0) return true;
	return false;
};

/** Reads processes sample by sample and remembers what need not be read each time. */
export class ProcessReader {
	readonly #proc: string;
	readonly #now: () => number;
	#samples = 0;
	#ksmd: number | null = null;
	/** What a pid is, of all those that need not be asked for KSM again and again. */
	readonly #known = new Map<number, Known>();
	/** The newest smaps_rollup by pid and start. */
	#rollups = new Map<string, NonNullable<ProcessTexts['rollup']>>();

	/** `now`: a monotonic clock in ms. */
	constructor(root: string, now: () => number) {
		this.#proc = join(root, 'proc');
		this.#now = now;
	}

	/** The pid of ksmd, as look() found it; null: no such thread is visible. */
	get ksmd(): number | null {
		return this.#ksmd;
	}

	/** Finds out which processes there are; before each read(). */
	async look(): Promise<void> {
		this.#samples++;
		await this.#lookAtNew(await this.#pids());
	}

	/** Reads what a sample needs; `timeNs` is its time. Never throws. */
	async read(timeNs: number): Promise<ProcessesRead> {
		const known = [...this.#known].filter(([, {isKernelThread}]) => !isKernelThread);
		const wanted: KsmTexts[] = [];
		await forEachFew(known, async ([pid, one]) => {
			const isTurn = (pid + this.#samples) % TURNS === 0;
			if (one.answer !== undefined && !one.isOfInterest && !isTurn) return;
			const texts = await this.#readKsm(pid);
			one.answer = answerOf(texts);
			one.isOfInterest = one.answer === '' && hasPages(texts);
			if (one.isOfInterest) wanted.push(texts);
		});
		const said = known.map(([, {answer}]) => answer);
		// Where others have the file, one that has none has gone in the meantime.
		const isGone = (answer: string | undefined): boolean =>
			answer === 'ESRCH' || (answer === 'ENOENT' && said.includes(''));
		const answers = said.filter((answer) => !isGone(answer));
		const errnos = new Set(answers.filter((answer) => answer !== undefined && answer !== ''));
		return {
			processes: await this.#readWanted(wanted, timeNs),
			counts: {
				all: answers.length,
				readable: answers.filter((answer) => answer === '').length,
				errnos: [...errnos].sort() as string[],
			},
		};
	}

	async #pids(): Promise<number[]> {
		try {
			const names = await readdir(this.#proc);
			return names.filter((name) => /^\d{1,10}$/.test(name)).map(Number);
		} catch {
			return [];
		}
	}

	/** Finds out of every new pid whether it is a kernel thread; forgets those that have gone. */
	async #lookAtNew(pids: readonly number[]): Promise<void> {
		const alive = new Set(pids);
		for (const [pid, {since}] of this.#known)
			if (!alive.has(pid) || (this.#samples - since) % RECHECK_SAMPLES === RECHECK_SAMPLES - 1)
				this.#known.delete(pid);
		if (this.#ksmd !== null && !alive.has(this.#ksmd)) this.#ksmd = null;
		const fresh = pids.filter((pid) => !this.#known.has(pid));
		await forEachFew(fresh, async (pid) => {
			const file = await readText(join(this.#proc, String(pid), 'stat'), true);
			const stat = readStat(textOf(file) ?? '');
			// What has gone in the meantime is looked at again if it should come back.
			if (stat === undefined) return;
			const isKernelThread = pid === KTHREADD || stat.parent === KTHREADD;
			this.#known.set(pid, {isKernelThread, since: this.#samples});
			if (isKernelThread && stat.comm === 'ksmd') this.#ksmd = pid;
			else if (this.#ksmd === pid) this.#ksmd = null;
		});
	}

	async #readKsm(pid: number): Promise<KsmTexts> {
		const folder = join(this.#proc, String(pid));
		const ksmStat = await readText(join(folder, 'ksm_stat'), true);
		const text = textOf(ksmStat);
		// Up to 6.3 ksm_merging_pages is a separate file, up to 6.0 it is the only one.
		const isOld =
			text === undefined
				? 'errno' in ksmStat && ksmStat.errno === 'ENOENT'
				: text !== '' && !text.includes('ksm_merging_pages');
		if (!isOld) return {pid, ksmStat};
		return {pid, ksmStat, mergingPages: await readText(join(folder, 'ksm_merging_pages'), true)};
	}

	async #readWanted(wanted: readonly KsmTexts[], timeNs: number): Promise<ProcessTexts[]> {
		const read: Array<ProcessTexts & {readonly key: string}> = [];
		await forEachFew(wanted, async (texts) => {
			const folder = join(this.#proc, String(texts.pid));
			const stat = await readText(join(folder, 'stat'), true);
			const status = await readText(join(folder, 'status'), true);
			const start = readStat(textOf(stat) ?? '')?.startTicks;
			read.push({...texts, stat, status, key: `${texts.pid} ${start}`});
		});
		await this.#readRollups(read, timeNs);
		return read.map(({key, ...texts}) => {
			const rollup = this.#rollups.get(key);
			return rollup === undefined ? texts : {...texts, rollup};
		});
	}

	/** The oldest first, so that in the end each has its turn. */
	async #readRollups(
		processes: ReadonlyArray<{readonly pid: number; readonly key: string}>,
		timeNs: number,
	): Promise<void> {
		const kept = processes.flatMap(({key}) => {
			const rollup = this.#rollups.get(key);
			return rollup === undefined ? [] : [[key, rollup] as const];
		});
		this.#rollups = new Map(kept);
		const age = (key: string): number => this.#rollups.get(key)?.timeNs ?? -1;
		const order = [...processes].sort((one, other) => age(one.key) - age(other.key) || one.pid - other.pid);
		const fromMs = this.#now();
		for (const {pid, key} of order) {
			this.#rollups.set(key, {
				file: await readText(join(this.#proc, String(pid), 'smaps_rollup'), true),
				timeNs,
			});
			if (this.#now() - fromMs > ROLLUP_BUDGET_MS) break;
		}
	}
}

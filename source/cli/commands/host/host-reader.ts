// Takes samples of a machine: this one, or a folder that holds its sys and proc, as a support dump does.

import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {FileText} from '../../../host/sample/file-text.js';
import {SYSTEM_FILES, type HostTexts} from '../../../host/sample/sample.js';
import {ProcessReader} from './process-reader.js';
import {forEachFew, readText} from './read-text.js';

/** Where sys and proc of this machine are. */
export const ROOT = '/';

const DEFAULT_PAGE_BYTES = 4096;
/** AT_PAGESZ of getauxval(3). */
const AT_PAGESZ = 6n;
const AUXV_ENTRY_BYTES = 16;

/** Bytes of a page of the kernel whose procfs this is; 4096 where auxv cannot be read. */
async function pageBytesOf(root: string): Promise<number> {
	try {
		const auxv = await readFile(join(root, 'proc/self/auxv'));
		for (let at = 0; at + AUXV_ENTRY_BYTES <= auxv.length; at += AUXV_ENTRY_BYTES)
			if (auxv.readBigUInt64LE(at) === AT_PAGESZ) return Number(auxv.readBigUInt64LE(at + 8));
	} catch {
		// A dump of another machine has none.
	}
	return DEFAULT_PAGE_BYTES;
}

/** The clocks of a reader; values in tests. */
export interface Clocks {
	/** A monotonic clock in ms. */
	readonly now: () => number;
	/** Milliseconds since 1970. */
	readonly wall: () => number;
}

/** Reads samples of one machine, each with everything that readSample needs. */
export class HostReader {
	readonly #root: string;
	readonly #clocks: Clocks;
	readonly #processes: ProcessReader;
	#pageBytes: number | undefined;
	#startMs: number | undefined;

	constructor(root: string, clocks: Clocks) {
		this.#root = root;
		this.#clocks = clocks;
		this.#processes = new ProcessReader(root, clocks.now);
	}

	/** Reads everything once. Never throws. */
	async read(): Promise<HostTexts> {
		this.#pageBytes ??= await pageBytesOf(this.#root);
		await this.#processes.look();
		const files = new Map<string, FileText>();
		await forEachFew(SYSTEM_FILES, async (path) => {
			files.set(path, await readText(join(this.#root, path)));
		});
		const nowMs = this.#clocks.now();
		this.#startMs ??= nowMs;
		const timeNs = Math.round((nowMs - this.#startMs) * 1e6);
		const wallMs = this.#clocks.wall();
		const {ksmd} = this.#processes;
		const thread = ksmd === null ? null : await this.#readKsmd(ksmd);
		const {processes, counts} = await this.#processes.read(timeNs);
		return {
			timeNs,
			wallMs,
			pageBytes: this.#pageBytes,
			files,
			ksmd: thread,
			processes,
			counts,
		};
	}

	async #readKsmd(pid: number): Promise<NonNullable<HostTexts['ksmd']>> {
		const folder = join(this.#root, 'proc', String(pid));
		return {
			pid,
			stat: await readText(join(folder, 'stat')),
			schedstat: await readText(join(folder, 'schedstat')),
			status: await readText(join(folder, 'status')),
		};
	}
}

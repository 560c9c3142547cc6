// The processes of a preset, by every name by which a timeline or a condition may refer to them: templates, their
// instances, and children that the timeline forks. Beside that, the contents that are still free.

import {instanceNames} from '../core/index.js';
import {ContentSpace, type Interval} from './fills/content-space.js';
import type {Fill} from './schema/fill-schema.js';
import {MAX_CONTENT} from './base/limits.js';
import {imagesOf, namedContents} from './fills/named-contents.js';
import type {PresetData} from './schema/preset-schema.js';
import type {Path, Problems} from './parse/problems.js';

/** A process template, or children of a fork that share a name. */
export interface ProcessInfo {
	/** The name of the template, or the name that the fork gives its children. */
	readonly name: string;
	/** name alone, or name-1 .. name-count. */
	readonly instances: readonly string[];
	/** Pages of its own regions, by name; a child has its parent's too. */
	readonly regions: Map<string, number>;
	/** The process that forked it; null for a template. */
	readonly parent: ProcessInfo | null;
}

/** The names and free contents of a scenario. */
export interface Workload {
	/** Scenario.seed. */
	readonly seed: number;
	/** NUMA nodes of the machine. */
	readonly nodes: number;
	/** Ids of the kernels that conditions may name: those of the preset and those that ship. */
	readonly kernels: readonly string[];
	/** By template name, instance name, name of forked children, name of one of those. */
	readonly processes: ReadonlyMap<string, ProcessInfo>;
	/** The same processes, each once, in the order of the preset. */
	readonly infos: readonly ProcessInfo[];
	/** Contents that no fill names; handing some out changes it. */
	readonly space: ContentSpace;
	/** First content of each image, by its name. */
	readonly images: ReadonlyMap<string, number>;
}

/** Pages of a region of a process, or of its ancestors; undefined if it has no such region. */
export function regionPages(info: ProcessInfo, region: string): number | undefined {
	for (let at: ProcessInfo | null = info; at; at = at.parent) {
		const pages = at.regions.get(region);
		if (pages !== undefined) return pages;
	}
	return undefined;
}

class Registry {
	readonly byName = new Map<string, ProcessInfo>();
	readonly infos: ProcessInfo[] = [];
	private readonly problems: Problems;

	constructor(problems: Problems) {
		this.problems = problems;
	}

	add(name: string, count: number, parent: ProcessInfo | null, path: Path): ProcessInfo {
		const info: ProcessInfo = {name, instances: instanceNames(name, count), regions: new Map(), parent};
		for (const known of new Set([name, ...info.instances])) {
			if (this.byName.has(known)) {
				this.problems.at(path, {message: `two processes are named ${known}`});
				break;
			}
			this.byName.set(known, info);
		}
		this.infos.push(info);
		return info;
	}
}

function addTemplates(data: PresetData, registry: Registry, problems: Problems): void {
	for (const [i, process] of data.processes.entries()) {
		const info = registry.add(process.name, process.count, null, ['processes', i, 'name']);
		for (const [j, region] of process.regions.entries()) {
			if (info.regions.has(region.name))
				problems.at(['processes', i, 'regions', j, 'name'], {
					message: 'two regions of a process have this name',
				});
			info.regions.set(region.name, region.size);
		}
	}
}

/** Children and regions that the timeline makes. A name that is given again (after an exit) is the same process to us. */
function addFromTimeline(data: PresetData, registry: Registry): void {
	for (const [i, entry] of data.timeline.entries()) {
		const only = registry.infos.length === 1 ? registry.infos[0] : undefined;
		const {fork, mmap} = entry;
		if (fork && !registry.byName.has(fork.name)) {
			const parent = fork.process === undefined ? only : registry.byName.get(fork.process);
			registry.add(fork.name, fork.count, parent ?? null, ['timeline', i, 'fork', 'name']);
		}
		if (mmap) {
			const info = mmap.process === undefined ? only : registry.byName.get(mmap.process);
			info?.regions.set(mmap.name, Math.max(mmap.size, info.regions.get(mmap.name) ?? 0));
		}
	}
}

/** Calls `visit` for each fill of the preset, with the pages that it may fill. */
function eachFill(
	data: PresetData,
	registry: Registry,
	visit: (fill: Fill, pages: number, path: Path) => void,
): void {
	for (const [i, process] of data.processes.entries())
		for (const [j, region] of process.regions.entries())
			if (region.fill) visit(region.fill, region.size, ['processes', i, 'regions', j, 'fill']);
	for (const [i, {write, mmap}] of data.timeline.entries()) {
		if (mmap?.fill) visit(mmap.fill, mmap.size, ['timeline', i, 'mmap', 'fill']);
		if (!write) continue;
		const sizes = registry.infos.map((info) => regionPages(info, write.region) ?? 0);
		visit(write.fill, write.range?.to ?? Math.max(0, ...sizes), ['timeline', i, 'write', 'fill']);
	}
}

/** Gathers everything that names something. Problems are noted. */
export function gatherWorkload(
	data: PresetData,
	kernels: readonly string[],
	seed: number,
	problems: Problems,
): Workload {
	const registry = new Registry(problems);
	addTemplates(data, registry, problems);
	addFromTimeline(data, registry);
	const named: Interval[] = [];
	const sizes = new Map<string, number>();
	eachFill(data, registry, (fill, pages, path) => {
		const add = ([from, to]: Interval, at: Path): void => {
			if (to > MAX_CONTENT + 1)
				problems.at(at, {
					message: `contents up to ${to - 1} are named here`,
					allowed: `contents are 0 to ${MAX_CONTENT}`,
				});
			named.push([from, to]);
		};
		namedContents(fill, pages, add, path);
		imagesOf(fill, sizes);
	});
	const space = new ContentSpace(named);
	const images = new Map<string, number>();
	for (const [name, pages] of sizes) images.set(name, allocOwnContents(space, pages, [], problems));
	return {
		seed,
		nodes: data.machine.nodes,
		kernels,
		processes: registry.byName,
		infos: registry.infos,
		space,
		images,
	};
}

/** What every part of a preset is compiled with. */
export interface Compiling {
	/** Names of kernels, processes and regions, and free contents. */
	readonly workload: Workload;
	/** Where problems are noted. */
	readonly problems: Problems;
}

/** Takes contents that nothing else has; notes a problem and returns 1 when there are none left. */
export function allocOwnContents(space: ContentSpace, count: number, path: Path, problems: Problems): number {
	const first = space.take(count);
	if (first !== undefined) return first;
	problems.at(path, {
		message: `no ${count} contents of its own are left for this fill`,
		allowed: `contents are 0 to ${MAX_CONTENT}, ${space.largest()[1] - space.largest()[0]} of them free in one piece`,
	});
	return 1;
}

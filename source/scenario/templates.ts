// Compiles the processes of a preset to what the core starts, checks that they fit into memory before anything is
// allocated, and turns volatile regions into writes that repeat.

import {
	instanceNames,
	PAGES_PER_THP,
	type Action,
	type ContentOf,
	type ProcessSpec,
	type RegionSpec,
} from '../core/index.js';
import {compileFill, type Bind, type FillContext} from './fills/fills.js';
import {MAX_ALL_REGIONS, MAX_MAPPED_PAGES, MAX_PROCESSES} from './base/limits.js';
import type {PresetData, ProcessData} from './schema/preset-schema.js';
import type {RegionData} from './schema/region-schema.js';
import type {Path, Problems} from './parse/problems.js';
import type {ProcessTemplate, TimelineEntry} from './scenario.js';
import {formatPages} from './base/units.js';
import {allocOwnContents, type Compiling} from './workload.js';

/** Rounds after which a volatile region's contents come again: a prime, so that no scan meets the same one by rhythm. */
const MAX_ROUNDS = 4093;
const MAX_VOLATILE_CONTENTS = 2 ** 28;

/** Pages of a region that must be aligned to 2 MiB unless said otherwise. */
const alignOf = (region: RegionData): number =>
	region.align ?? (region.size >= PAGES_PER_THP ? PAGES_PER_THP : 1);

/** The context for compiling a fill of pages [from, to) of a region; `key` tells its draws from those of other fills. */
export function fillContext(
	{workload, problems}: Compiling,
	about: {from: number; to: number; instances: number; key: string},
): FillContext {
	return {
		...about,
		seed: workload.seed,
		own: (count, path) => allocOwnContents(workload.space, count, path, problems),
		image: (name) => workload.images.get(name) ?? 1,
		fault: (path, message, allowed) => problems.at(path, {message, allowed}),
	};
}

/** Compiles a region; `bind` makes its content for one instance, null: it is left untouched. Problems are noted. */
export function compileRegion(
	compiling: Compiling,
	region: RegionData,
	{instances, owner, path}: {instances: number; owner: string; path: Path},
): {spec: Omit<RegionSpec, 'content'>; bind: Bind | null} {
	const {workload, problems} = compiling;
	if (region.node >= workload.nodes)
		problems.at([...path, 'node'], {
			message: 'the machine has no such node',
			allowed: `0 to ${workload.nodes - 1}`,
		});
	for (const [i, {to}] of region.tagged.entries())
		if (to > region.size)
			problems.at([...path, 'tagged', i], {
				message: 'a range beyond the region',
				allowed: `up to ${formatPages(region.size)}`,
			});
	const context = fillContext(compiling, {
		from: 0,
		to: region.size,
		instances,
		key: `${owner}/${region.name}`,
	});
	const {fill} = region;
	const first = fill?.kind === 'volatile' ? fill.fill : fill;
	const at = fill?.kind === 'volatile' ? [...path, 'fill', 'volatile', 'fill'] : [...path, 'fill'];
	return {
		spec: {
			name: region.name,
			pages: region.size,
			alignPages: alignOf(region),
			node: region.node,
			...(region.mapping === 'private_file' ? {file: true} : {}),
			advice: region.advice,
			tagged: region.tagged.map(({from, to}) => [from, to] as const),
		},
		bind: first ? compileFill(first, context, at) : null,
	};
}

/** The repeated write of a volatile region: always the same pages, the first `fraction` of the region. */
function volatileEntry(
	{workload, problems}: Compiling,
	process: ProcessData,
	region: RegionData,
	{id, path}: {id: number; path: Path},
): TimelineEntry | null {
	if (region.fill?.kind !== 'volatile') return null;
	const {everyNs, fraction} = region.fill;
	const pages = Math.round(fraction * region.size);
	if (pages === 0) return null;
	const round = pages * process.count;
	const rounds = Math.max(2, Math.min(MAX_ROUNDS, Math.floor(MAX_VOLATILE_CONTENTS / round)));
	const base = allocOwnContents(workload.space, round * rounds, path, problems);
	const numbers = new Map(instanceNames(process.name, process.count).map((name, i) => [name, i]));
	const target = {process: process.name, region: region.name, from: 0, to: pages};
	const actions = (k: number): Action[] => {
		const first = base + (k % rounds) * round;
		const content = (name: string): ContentOf => {
			const own = first + (numbers.get(name) ?? 0) * pages;
			return (page) => own + page;
		};
		return [{do: 'write', target, content}];
	};
	const text = JSON.stringify({
		volatile: {process: process.name, region: region.name, pages, every_ns: everyNs},
	});
	return {id, at: everyNs, actions: actions(0), repeat: {everyNs, rounds, actions}, text};
}

function compileProcess(
	compiling: Compiling,
	process: ProcessData,
	later: boolean,
	path: Path,
): ProcessTemplate {
	const names = instanceNames(process.name, process.count);
	const about = {instances: names.length, owner: process.name};
	const regions = process.regions.map((region, j) =>
		compileRegion(compiling, region, {...about, path: [...path, 'regions', j]}),
	);
	const sum = (pick: (region: RegionData) => number): number =>
		process.regions.reduce((total, region) => total + pick(region), 0);
	const mergeAny = process.merge_any;
	return {
		name: process.name,
		count: process.count,
		mergeAny,
		later,
		mappedPages: sum((region) => region.size),
		filledPages: sum((region) => (region.fill ? region.size : 0)),
		regions: process.regions.map((region) => region.name),
		instantiate: (): ProcessSpec[] =>
			names.map((name, instance) => ({
				name,
				mergeAny,
				regions: regions.map(({spec, bind}) => ({...spec, content: bind?.(instance, name) ?? null})),
			})),
	};
}

/** Names of processes that the timeline starts. */
const startedLater = (data: PresetData): Set<string> =>
	new Set(data.timeline.flatMap((entry) => (entry.start ? [entry.start.process] : [])));

/** Notes a problem if all processes together are too many or too large for memory. */
export function checkSizes(data: PresetData, problems: Problems): void {
	const started = startedLater(data);
	const fault = (message: string): void => problems.at(['processes'], {message});
	let count = 0;
	let regions = 0;
	let mapped = 0;
	let needed = 0;
	for (const process of data.processes) {
		count += process.count;
		regions += process.count * process.regions.length;
		for (const {size, fill} of process.regions) {
			mapped += size * process.count;
			if (fill && !started.has(process.name)) needed += size * process.count;
		}
	}
	if (count > MAX_PROCESSES) fault(`${count} processes are too many, at most ${MAX_PROCESSES}`);
	if (regions > MAX_ALL_REGIONS)
		fault(`${regions} regions in all processes are too many, at most ${MAX_ALL_REGIONS}`);
	if (mapped > MAX_MAPPED_PAGES)
		fault(`${formatPages(mapped)} are mapped, at most ${formatPages(MAX_MAPPED_PAGES)} can be simulated`);
	const {memory} = data.machine;
	const missing = needed - memory;
	if (missing > 0)
		fault(
			`the workload does not fit: it fills ${formatPages(needed)}, memory is ${formatPages(memory)}, ${formatPages(missing)} (${missing} pages) are missing`,
		);
}

/** Compiles all processes, and the entries of their volatile regions, numbered from `firstId`. */
export function compileProcesses(
	compiling: Compiling,
	data: PresetData,
	firstId: number,
): {templates: ProcessTemplate[]; entries: TimelineEntry[]} {
	const started = startedLater(data);
	const entries: TimelineEntry[] = [];
	const templates = data.processes.map((process, i) => {
		const path = ['processes', i];
		for (const [j, region] of process.regions.entries()) {
			const place = {id: firstId + entries.length, path: [...path, 'regions', j, 'fill']};
			const entry = volatileEntry(compiling, process, region, place);
			if (entry) entries.push(entry);
		}
		return compileProcess(compiling, process, started.has(process.name), path);
	});
	return {templates, entries};
}

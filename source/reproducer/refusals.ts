// What a preset asks for that no program can do on a real kernel. All of it is reported before any C is written.

import type {Action, RegionSpec} from '../core/index.js';
import type {Condition, Scenario, TimelineEntry} from '../scenario/scenario.js';
import {isLongSleep} from './exact.js';
import {isVisible, whyInvisible} from './visible.js';

/** One reason why a preset cannot be exported. */
export interface Refusal {
	/** Place and value in the preset, such as "timeline: migrate". */
	readonly what: string;
	/** The reason, as the rest of a sentence that the command line prints after `what`. */
	readonly why: string;
}

/** Actions for which there is no C, and why. */
export const REFUSED_ACTIONS = {
	pressure: 'a program cannot make the kernel reclaim exactly so many pages',
	migrate: 'a program cannot be sure to have NUMA nodes to move pages between',
} as const satisfies Partial<Record<Action['do'], string>>;
const SCAN_SLEEP = 'khugepaged/scan_sleep_millisecs';
/** The share of memory that the workload may fill: above it the model may begin to reclaim. */
const MOST_OF_MEMORY = 0.9;

function* regionsOf(scenario: Scenario): Generator<RegionSpec> {
	for (const template of scenario.processes)
		for (const spec of template.instantiate().slice(0, 1)) yield* spec.regions;
	for (const {actions} of scenario.timeline)
		for (const action of actions) if (action.do === 'mmap') yield action.region;
}

function* inCondition(condition: Condition, where: string): Generator<Refusal> {
	for (const {kernel, name} of condition.terms.flat()) {
		if (kernel !== null)
			yield {
				what: `${where}: ${kernel}:${name}`,
				why: 'a reproducer does not know which kernel it runs on',
			};
		if (!isVisible(name)) yield {what: `${where}: ${name}`, why: whyInvisible(name)};
	}
}

/** Exact mode steps khugepaged by writing its sleep, so every sleep in between must be long. */
function* inKhugepaged({machine, knobs, timeline}: Scenario): Generator<Refusal> {
	if (machine.khugepaged !== 'awake') return;
	const values = [
		knobs.findLast(({name}) => name === SCAN_SLEEP)?.value ?? '',
		...timeline
			.flatMap(({actions}) => actions)
			.flatMap((action) => (action.do === 'set' && action.knob === SCAN_SLEEP ? [action.value] : [])),
	];
	if (!values.every((value) => isLongSleep(value)))
		yield {
			what: 'machine: khugepaged: awake',
			why: 'khugepaged would run at an unpredictable moment; let scan_sleep_millisecs be 4000000000 and step it by writing that value again',
		};
}

/** A reproducer sums the AnonHugePages of its processes, so a THP that a fork shares would be counted twice. */
function* inForks({timeline, until}: Scenario): Generator<Refusal> {
	if (!timeline.some(({actions}) => actions.some((action) => action.do === 'fork'))) return;
	const name = 'nr_anon_transparent_hugepages';
	for (const condition of [until, ...timeline.map(({when}) => when)])
		if (condition?.terms.flat().some((term) => term.name === name))
			yield {
				what: `a condition on ${name} beside a fork`,
				why: 'a program cannot see which huge pages are shared',
			};
}

function* inEntry(entry: TimelineEntry): Generator<Refusal> {
	// An entry without actions is a caption or a breakpoint: for the viewer only.
	if (entry.actions.length === 0) return;
	if (entry.when) yield* inCondition(entry.when, `timeline: when: ${entry.when.text}`);
	for (const action of entry.actions) {
		const why = (REFUSED_ACTIONS as Partial<Record<Action['do'], string>>)[action.do];
		if (why !== undefined) yield {what: `timeline: ${action.do}`, why};
		if (action.do === 'madvise' && action.advice === 'hwpoison')
			yield {what: 'timeline: madvise hwpoison', why: 'the kernel would act on the poison at once, and kill'};
		if (action.do === 'set' && action.knob === 'sleep_millisecs' && !(Number(action.value) > 0))
			yield {what: 'timeline: sleep_millisecs 0', why: 'a ksmd that never sleeps cannot be stepped'};
		if (action.do === 'set' && action.knob === 'pages_to_scan' && Number(action.value) === 0)
			yield {
				what: 'timeline: pages_to_scan 0',
				why: 'a batch of no pages cannot be distinguished from no batch',
			};
	}
}

/** Pages that the timeline fills in regions that start empty, or maps later. */
function laterPages(scenario: Scenario): number {
	const empty = new Map<string, number>();
	for (const {name, pages, content} of regionsOf(scenario)) if (content === null) empty.set(name, pages);
	let pages = 0;
	for (const {actions} of scenario.timeline)
		for (const action of actions) {
			if (action.do === 'mmap' && action.region.content !== null) pages += action.region.pages;
			if (action.do !== 'write') continue;
			const size = empty.get(action.target.region) ?? 0;
			pages += Math.max(0, Math.min(action.target.to ?? size, size) - (action.target.from ?? 0));
		}
	return pages;
}

function* inMachine(scenario: Scenario): Generator<Refusal> {
	const {machine, processes, knobs} = scenario;
	if (machine.nodes > 1) yield {what: 'machine: nodes', why: 'a program cannot make NUMA nodes'};
	if (machine.mte !== 'off') yield {what: 'machine: mte', why: 'a program cannot enable memory tagging'};
	const filled = processes.reduce((sum, {filledPages, count}) => sum + filledPages * count, 0);
	if (filled + laterPages(scenario) > machine.memoryPages * MOST_OF_MEMORY)
		yield {
			what: 'machine: memory',
			why: 'a program cannot make a machine that small, and the model would reclaim',
		};
	for (const {name, value} of knobs) {
		if (name === 'sleep_millisecs' && Number(value) === 0)
			yield {what: 'knobs: sleep_millisecs 0', why: 'a ksmd that never sleeps cannot be stepped'};
		if (name === 'pages_to_scan' && Number(value) === 0)
			yield {
				what: 'knobs: pages_to_scan 0',
				why: 'a batch of no pages cannot be distinguished from no batch',
			};
	}
}

function* all(scenario: Scenario): Generator<Refusal> {
	yield* inMachine(scenario);
	if (scenario.processes.length === 0) yield {what: 'processes', why: 'there are none'};
	for (const region of regionsOf(scenario)) {
		if (region.tagged.length > 0)
			yield {what: `region ${region.name}: tagged`, why: 'a program cannot enable memory tagging'};
		if (region.node !== 0)
			yield {what: `region ${region.name}: node`, why: 'a program cannot make NUMA nodes'};
	}
	for (const entry of scenario.timeline) yield* inEntry(entry);
	if (scenario.until) yield* inCondition(scenario.until, 'until');
	yield* inForks(scenario);
	yield* inKhugepaged(scenario);
}

/** Every reason why the preset cannot be exported, each `what` once; empty if it can. */
export function refusalsOf(scenario: Scenario): Refusal[] {
	const found = new Map<string, Refusal>();
	for (const refusal of all(scenario)) found.set(refusal.what, refusal);
	return [...found.values()];
}

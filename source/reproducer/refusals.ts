// What of a preset no program can do on a real kernel. It is named before anything is written.

import type {Action, RegionSpec} from '../core/index.js';
import type {Condition, Scenario, TimelineEntry} from '../scenario/scenario.js';
import {isLongSleep} from './exact.js';
import {isVisible, whyInvisible} from './visible.js';

/** Something that cannot be reproduced, by the name that the preset has for it. */
export interface Refusal {
	readonly what: string;
	readonly why: string;
}

/** Actions for which there is no C, and why. */
export const REFUSED_ACTIONS = {
	pressure: 'a program cannot make the kernel reclaim exactly so many pages',
	migrate: 'a program cannot be sure to have NUMA nodes to move pages between',
} as const satisfies Partial<Record<Action['do'], string>>;
const SCAN_SLEEP = 'khugepaged/scan_sleep_millisecs';
/** Of memory that the workload may fill: in more than this the model may begin to reclaim. */
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
				why: 'which kernel runs is what a reproducer is to find out',
			};
		if (!isVisible(name)) yield {what: `${where}: ${name}`, why: whyInvisible(name)};
	}
}

/** khugepaged goes where it is woken by a write of its sleep, and sleeps for good in between. */
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
			why: 'when khugepaged comes between two batches is chance, unless it sleeps for 4000000000 ms and is woken by writes of that',
		};
}

/** Of a fork's shared THPs each process would be counted. */
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
	// What is only for the viewer is left out.
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

/** Pages that the timeline fills of regions which were not filled at first. */
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
	if (machine.mte !== 'off') yield {what: 'machine: mte', why: 'a program cannot make memory tagging'};
	const filled = processes.reduce((sum, {filledPages, count}) => sum + filledPages * count, 0);
	if (filled + laterPages(scenario) > machine.memoryPages * MOST_OF_MEMORY)
		yield {
			what: 'machine: memory',
			why: 'a program cannot make a machine that small: memory would get short',
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
		if (region.tagged.length > 0) yield {what: `region ${region.name}: tagged`, why: 'memory tagging'};
		if (region.node !== 0)
			yield {what: `region ${region.name}: node`, why: 'a program cannot make NUMA nodes'};
	}
	for (const entry of scenario.timeline) yield* inEntry(entry);
	if (scenario.until) yield* inCondition(scenario.until, 'until');
	yield* inForks(scenario);
	yield* inKhugepaged(scenario);
}

/** Everything that stands in the way of a reproducer, each thing once; empty if nothing does. */
export function refusalsOf(scenario: Scenario): Refusal[] {
	const found = new Map<string, Refusal>();
	for (const refusal of all(scenario)) found.set(refusal.what, refusal);
	return [...found.values()];
}

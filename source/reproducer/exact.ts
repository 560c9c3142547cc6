// Exact mode: what the model and the real kernel must do alike so that every figure can be compared after every batch.
// ksmd is woken batch by batch, and simulated time advances by its sleeps only; everything else that depends on the
// clock is fixed on both sides.

import type {Action} from '../core/index.js';
import type {ProcessTemplate, Scenario, TimelineEntry} from '../scenario/scenario.js';

/** One hour: no run lasts long enough for pruning by the clock. */
const NEVER_PRUNE_MS = '3600000';
/** 46 days: no run outlives one sleep of khugepaged. */
const LONG_SLEEP_MS = '4000000000';
const LEAST_LONG_MS = 1e9;

/** Whether a scan_sleep_millisecs is so long (10^9 ms or more) that khugepaged wakes only when the knob is written again. */
export const isLongSleep = (milliseconds: string): boolean => Number(milliseconds) >= LEAST_LONG_MS;

/** Knobs that exact mode overrides: preset value to value written; undefined leaves the preset's. */
export const HELD_KNOBS: Readonly<Record<string, (value: string) => string | undefined>> = {
	stable_node_chains_prune_millisecs: (value) => (value === '0' ? undefined : NEVER_PRUNE_MS),
	'khugepaged/scan_sleep_millisecs': (value) => (isLongSleep(value) ? undefined : LONG_SLEEP_MS),
};

/** costScale at which ksmd is charged the minimum of a nanosecond per page, so that work takes no time. */
const NO_COST = 1e-6;

/** A process that keeps khugepaged's list of mms from being empty: the first mm on an empty list would wake khugepaged. */
export const KEEPER = '(keeper)';
const THP_PAGES = 512;
const keeper: ProcessTemplate = {
	name: KEEPER,
	count: 1,
	mergeAny: false,
	later: false,
	mappedPages: THP_PAGES,
	filledPages: THP_PAGES,
	regions: [KEEPER],
	instantiate: () => [
		{
			name: KEEPER,
			mergeAny: false,
			regions: [
				{
					name: KEEPER,
					pages: THP_PAGES,
					alignPages: THP_PAGES,
					node: 0,
					advice: ['hugepage'],
					tagged: [],
					content: (page) => page + 1,
				},
			],
		},
	],
};

/**
 * What a reproducer does after each action: it waits for khugepaged, if it was woken, and drains the LRU batches, which
 * other work on a real CPU may drain at any time.
 */
const SETTLE: readonly Action[] = [{do: 'khugepaged_turn'}, {do: 'lru_add_drain'}];

/** The actions, each followed by SETTLE. */
const settled = (actions: readonly Action[]): Action[] => actions.flatMap((action) => [action, ...SETTLE]);

function settledEntry(entry: TimelineEntry): TimelineEntry {
	if (entry.actions.length === 0) return entry;
	const {repeat} = entry;
	return {
		...entry,
		actions: settled(entry.actions),
		...(repeat ? {repeat: {...repeat, actions: (k: number) => settled(repeat.actions(k))}} : {}),
	};
}

/** The scenario as a reproducer runs it in exact mode. `kernelVersion`: default the preset's. */
export function exactScenario(scenario: Scenario, kernelVersion = scenario.machine.kernelVersion): Scenario {
	const held = Object.entries(HELD_KNOBS).flatMap(([name, hold]) => {
		const own = scenario.knobs.findLast((knob) => knob.name === name)?.value ?? '';
		const value = hold(own);
		return value === undefined ? [] : [{name, value}];
	});
	const {timeline, processes, machine} = scenario;
	const isStepped = machine.khugepaged === 'awake';
	const first = {id: timeline.length, at: 0, actions: SETTLE, text: ''};
	return {
		...scenario,
		machine: {...machine, kernelVersion, costScale: NO_COST, drainsAfterWakeup: true},
		knobs: [...scenario.knobs, ...held],
		processes: isStepped ? [keeper, ...processes] : processes,
		timeline: [...(isStepped ? [first] : []), ...timeline.map((entry) => settledEntry(entry))],
	};
}

/** Whether the scan-time advisor is on at any time: it sets pages_to_scan from wall-clock and CPU time. */
export function usesAdvisor({knobs, timeline}: Scenario): boolean {
	const isOn = (name: string, value: string): boolean => name === 'advisor_mode' && /scan-time/.test(value);
	return (
		knobs.some(({name, value}) => isOn(name, value)) ||
		timeline.some(({actions}) =>
			actions.some((action) => action.do === 'set' && isOn(action.knob, action.value)),
		)
	);
}

/**
 * Whether exact mode cannot run the preset: the advisor decides how many wakeups a full scan takes, and the timeline
 * or `until` depends on time, wakeups or pages_to_scan.
 */
export function followsClock(scenario: Scenario): boolean {
	if (!usesAdvisor(scenario)) return false;
	const acting = scenario.timeline.filter(({actions}) => actions.length > 0);
	const conditions = [scenario.until, ...acting.map(({when}) => when)];
	return (
		acting.some(({at}) => at !== undefined && at > 0) ||
		conditions.some((condition) =>
			condition?.terms.flat().some(({name}) => ['time', 'wakeups', 'pages_to_scan'].includes(name)),
		)
	);
}

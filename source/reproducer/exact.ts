// Exact mode: what the model and the real kernel must do alike so that every figure can be compared at every batch.
// ksmd is woken batch by batch, so no time passes but the sleeps that are counted; what else follows the clock is held
// still on both sides.

import type {Action} from '../core/index.js';
import type {ProcessTemplate, Scenario, TimelineEntry} from '../scenario/scenario.js';

/** An hour: pruning by the clock then never comes due. */
const NEVER_PRUNE_MS = '3600000';
/** Sleeps of khugepaged that no run outlives. */
const LONG_SLEEP_MS = '4000000000';
const LEAST_LONG_MS = 1e9;

/** Whether khugepaged, once in such a sleep, wakes only when scan_sleep_millisecs is written: so a preset steps it. */
export const isLongSleep = (milliseconds: string): boolean => Number(milliseconds) >= LEAST_LONG_MS;

/** Knobs that are written otherwise than the preset says; undefined: as it says. */
export const HELD_KNOBS: Readonly<Record<string, (value: string) => string | undefined>> = {
	stable_node_chains_prune_millisecs: (value) => (value === '0' ? undefined : NEVER_PRUNE_MS),
	'khugepaged/scan_sleep_millisecs': (value) => (isLongSleep(value) ? undefined : LONG_SLEEP_MS),
};

/** The least that the model can charge ksmd with: a nanosecond for each page. */
const NO_COST = 1e-6;

/** The process of a reproducer that keeps khugepaged's list from being empty: with an empty one it would begin at once. */
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
 * What a reproducer does after each action: LRU batches are emptied, as whatever else runs on a real CPU would empty them at
 * any time, and khugepaged, where it was woken, is waited for.
 */
const SETTLE: readonly Action[] = [{do: 'khugepaged_turn'}, {do: 'lru_add_drain'}];

/** Actions with what is done after each of them. */
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

/** The scenario as the exact mode of a reproducer runs it; of `kernelVersion` where given. */
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

/** Whether the advisor chooses pages_to_scan at some time: it goes by the clock on the wall. */
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
 * Whether exact mode cannot run it: the advisor decides how many wakeups a full scan takes, and something of the
 * timeline goes by time or wakeups.
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

// Exact mode: what the model and the real kernel must do alike so that every figure can be compared at every batch.
// ksmd is woken batch by batch, so no time passes but the sleeps that are counted; what else follows the clock is held
// still on both sides.

import type {Scenario, TimelineEntry} from '../scenario/scenario.js';

/** An hour: pruning by the clock then never comes due. */
const NEVER_PRUNE_MS = '3600000';
/** Sleeps of khugepaged that no run outlives. */
const LONG_SLEEP_MS = '4000000000';

/** Knobs that are written otherwise than the preset says; undefined: as it says. */
export const HELD_KNOBS: Readonly<Record<string, (value: string) => string | undefined>> = {
	stable_node_chains_prune_millisecs: (value) => (value === '0' ? undefined : NEVER_PRUNE_MS),
	'khugepaged/scan_sleep_millisecs': () => LONG_SLEEP_MS,
};

/** The least that the model can charge ksmd with: a nanosecond for each page. */
const NO_COST = 1e-6;

/** An entry after which the LRU batches are empty: whatever else runs on a real CPU would empty them at any time. */
function drained(entry: TimelineEntry): TimelineEntry {
	if (entry.actions.length === 0) return entry;
	const drain = {do: 'lru_add_drain'} as const;
	const {repeat} = entry;
	return {
		...entry,
		actions: [...entry.actions, drain],
		...(repeat ? {repeat: {...repeat, actions: (k: number) => [...repeat.actions(k), drain]}} : {}),
	};
}

/** The scenario as the exact mode of a reproducer runs it; of `kernelVersion` where given. */
export function exactScenario(scenario: Scenario, kernelVersion = scenario.machine.kernelVersion): Scenario {
	const held = Object.entries(HELD_KNOBS).flatMap(([name, hold]) => {
		const own = scenario.knobs.findLast((knob) => knob.name === name)?.value ?? '';
		const value = hold(own);
		return value === undefined ? [] : [{name, value}];
	});
	return {
		...scenario,
		machine: {...scenario.machine, kernelVersion, costScale: NO_COST},
		knobs: [...scenario.knobs, ...held],
		timeline: scenario.timeline.map((entry) => drained(entry)),
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

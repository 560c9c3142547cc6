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

// Which stretch of simulated time a chart shows. It ends at a round time a little ahead of now, so that curves grow to
// the right and the whole chart does not shift with every frame; zooming in keeps the end and drops the beginning.

const STEPS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
/** A chart shows at least this much. */
const SHORTEST_NS = 100_000_000;

/** The stretch of simulated time that a chart shows. */
export interface TimeWindow {
	/** Left edge of the charts, simulated ns. */
	readonly fromNs: number;
	/** Right edge of the charts, simulated ns; may lie after the present. */
	readonly toNs: number;
}

/** The smallest round time that is not before `ns`. */
function roundTime(ns: number): number {
	if (ns <= SHORTEST_NS) return SHORTEST_NS;
	const power = 10 ** Math.floor(Math.log10(ns));
	for (const step of STEPS) if (ns <= step * power) return step * power;
	return ns;
}

/** Zoom 0 shows everything; each step further halves what is shown. `pan` moves back by eighths of what is shown. */
export function timeWindow(nowNs: number, zoom: number, pan: number): TimeWindow {
	if (zoom === 0) return {fromNs: 0, toNs: roundTime(nowNs)};
	const span = Math.max(SHORTEST_NS, roundTime(nowNs) / 2 ** zoom);
	// The end moves on by an eighth of the window at a time.
	const hop = span / 8;
	const toNs = Math.max(span, Math.ceil(nowNs / hop) * hop - pan * hop);
	return {fromNs: Math.max(0, toNs - span), toNs};
}

// What a preset asks the view to show first: figures that get a column (`watch`), and the chart (`chart`): one of those
// that the view knows by a name of their own, or any figure over time.

import type {EntryContext} from './timeline/entry-context.js';
import {checkFigure} from './figure-names.js';

/** Charts with a name of their own. */
export const CHART_IDS = [
	'wakeup',
	'rss',
	'freed',
	'remapped',
	'merged',
	'splits',
	'cpu',
	'zero',
	'scanned',
] as const;
/** One of CHART_IDS. */
export type ChartId = (typeof CHART_IDS)[number];

/** The names checked: what is wrong is noted as a problem. */
export function compileWatch(
	{watch, chart}: {readonly watch: readonly string[]; readonly chart?: string | undefined},
	{workload, problems}: EntryContext,
): {readonly watch: readonly string[]; readonly chart: string | null} {
	const known = {processes: [...workload.processes.keys()]};
	for (const [index, name] of watch.entries()) {
		const refused = checkFigure(name, known);
		if (refused !== null) problems.at(['watch', index], refused);
	}
	const refused =
		chart === undefined || (CHART_IDS as readonly string[]).includes(chart)
			? null
			: checkFigure(chart, known);
	if (refused !== null)
		problems.at(['chart'], {
			...refused,
			allowed: `${CHART_IDS.join(', ')}, or a figure as conditions name it`,
			candidates: [...CHART_IDS, ...refused.candidates],
		});
	return {watch, chart: chart ?? null};
}

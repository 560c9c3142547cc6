// The charts that the view knows: what each draws out of a run's history. To add a chart, add an entry.

import {FREE_CAUSES, PAGE_BYTES} from '../../core/index.js';
import type {ChartId} from '../../scenario/watch.js';
import type {History} from '../../session/observers/history.js';
import type {ViewedSession} from '../../session/session.js';
import {binary, linear, logarithmic, type Scale} from './scale.js';

/** A chart: what it draws of a run's history. */
export interface ChartDefinition {
	/** A ChartId, or for charts of a preset the figure's name. */
	readonly id: string;
	/** What is drawn, its unit and its scale. */
	readonly title: string;
	/** The kind of axis: linear, logarithmic or binary. */
	readonly scale: (max: number) => Scale;
	/** Whether the budget of a wakeup is drawn. */
	readonly showsBudget?: boolean;
	/** Whether the value of each curve's peak is written beside it. */
	readonly showsPeak?: boolean;
	/** The value for a stretch of simulated time; null: nothing was recorded. */
	sample(history: History, fromNs: number, toNs: number): number | null;
}

/** Rates are means over at least this simulated time, else a chart would show single wakeups. */
const SHORTEST_MEAN_NS = 200_000_000;

/** Buckets that lie in a stretch of time, at least one. */
function buckets(history: History, fromNs: number, toNs: number): [first: number, last: number] | null {
	const first = Math.floor(fromNs / history.widthNs);
	if (first >= history.count) return null;
	return [first, Math.min(history.count - 1, Math.max(first, Math.ceil(toNs / history.widthNs) - 1))];
}

function largest(series: Float64Array, history: History, fromNs: number, toNs: number): number | null {
	const range = buckets(history, fromNs, toNs);
	if (range === null) return null;
	let max = 0;
	for (let i = range[0]; i <= range[1]; i++) max = Math.max(max, series[i]);
	return max;
}

/** The value at the end of the stretch: where none was taken, the one before holds. */
function latest(series: Float64Array, history: History, fromNs: number, toNs: number): number | null {
	const range = buckets(history, fromNs, toNs);
	for (let i = range === null ? history.count - 1 : range[1]; i >= 0; i--)
		if (series[i] >= 0) return series[i];
	return null;
}

/** Sum per simulated second. */
function perSecond(
	series: readonly Float64Array[],
	history: History,
	fromNs: number,
	toNs: number,
): number | null {
	const range = buckets(history, Math.max(0, Math.min(fromNs, toNs - SHORTEST_MEAN_NS)), toNs);
	if (range === null) return null;
	let sum = 0;
	for (const one of series) for (let i = range[0]; i <= range[1]; i++) sum += one[i];
	return (sum * 1e9) / ((range[1] - range[0] + 1) * history.widthNs);
}

const MB = PAGE_BYTES / 1e6;
const MIB = PAGE_BYTES / 2 ** 20;

function scaled(value: number | null, factor: number): number | null {
	return value === null ? null : value * factor;
}

/** The charts that every simulated session has; the first is shown first unless the preset names another. */
export const CHARTS: ReadonlyArray<ChartDefinition & {readonly id: ChartId}> = [
	{
		id: 'wakeup',
		title: 'freed in one wakeup, pages (log)',
		scale: logarithmic,
		showsBudget: true,
		showsPeak: true,
		sample: (history, from, to) => largest(history.maxFreed, history, from, to),
	},
	{
		id: 'rss',
		title: 'resident, MiB',
		scale: binary,
		sample: (history, from, to) => scaled(latest(history.rssPages, history, from, to), MIB),
	},
	{
		id: 'freed',
		title: 'freed, MB/s',
		scale: linear,
		showsPeak: true,
		sample: (history, from, to) =>
			scaled(
				perSecond(
					FREE_CAUSES.map((cause) => history.freed[cause]),
					history,
					from,
					to,
				),
				MB,
			),
	},
	{
		id: 'remapped',
		title: 'freed by split remap, MB/s',
		scale: linear,
		showsPeak: true,
		sample: (history, from, to) => scaled(perSecond([history.freed.split_remap], history, from, to), MB),
	},
	{
		id: 'merged',
		title: 'merged by KSM, MB/s',
		scale: linear,
		showsPeak: true,
		sample: (history, from, to) => scaled(perSecond([history.merged], history, from, to), MB),
	},
	{
		id: 'splits',
		title: 'folio splits per second',
		scale: linear,
		showsPeak: true,
		sample: (history, from, to) => perSecond([history.splits], history, from, to),
	},
	{
		id: 'cpu',
		title: 'ksmd CPU, %',
		scale: linear,
		sample: (history, from, to) => scaled(perSecond([history.cpuNs], history, from, to), 1e-7),
	},
	{
		id: 'zero',
		title: 'pages on the zeropage',
		scale: linear,
		sample: (history, from, to) => latest(history.zeroPages, history, from, to),
	},
	{
		id: 'scanned',
		title: 'pages scanned per second',
		scale: linear,
		sample: (history, from, to) => perSecond([history.scanned], history, from, to),
	},
];

/** A figure over time, as the history kept it for the preset. */
function chartOfFigure(name: string): ChartDefinition {
	return {
		id: name,
		title: name,
		scale: linear,
		sample(history, from, to) {
			const series = history.watched.get(name);
			const range = buckets(history, from, to);
			if (series === undefined) return null;
			for (let i = range === null ? history.count - 1 : range[1]; i >= 0; i--)
				if (!Number.isNaN(series[i])) return series[i];
			return null;
		},
	};
}

/** The charts of a session: those that every session has, then the figures that its preset watches. */
export function chartsOf({
	runs,
	subject,
}: Pick<ViewedSession, 'runs' | 'subject'>): readonly ChartDefinition[] {
	const drawn = CHARTS.filter(
		({id}) =>
			runs.some(({history}) => !history.lacks.has(id)) && (id !== 'cpu' || subject.countsCpu !== false),
	);
	return [...drawn, ...[...(runs[0]?.history.watched.keys() ?? [])].map((name) => chartOfFigure(name))];
}

/** Index of the chart that a preset shows first; 0 by default. */
export function firstChart(session: Pick<ViewedSession, 'runs' | 'subject'>): number {
	return Math.max(
		0,
		chartsOf(session).findIndex(({id}) => id === session.subject.chart),
	);
}

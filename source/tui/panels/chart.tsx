// A chart of the session's history: which one follows from the viewer's choice and from its place among several.

import {formatCount, formatDuration} from '../../scenario/base/units.js';
import type {Run} from '../../session/run/run.js';
import {chartLines} from '../charts/chart.js';
import {chartsOf} from '../charts/definitions.js';
import {timeWindow} from '../charts/window.js';
import type {View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';

function note(view: View, budget: number | null, columns: number): string {
	const zoom = view.state.zoom === 0 ? '' : `zoom x${2 ** view.state.zoom}  `;
	const peak = columns >= 70 ? 'peak per column   ' : '';
	return budget === null
		? zoom
		: `${zoom}${peak}budget ${formatCount(budget)} ${view.look.glyphs.level.repeat(3)}`;
}

/** One chart of the runs' histories; null where there are fewer charts than places. */
export function Chart({view, columns, rows, nth}: PanelProps) {
	const {session, runs, state, look} = view;
	// A grid may have room for more charts than there are.
	const charts = chartsOf(session);
	if (nth >= charts.length) return null;
	const definition = charts[(state.chart + nth) % charts.length];
	const {fromNs, toNs} = timeWindow(session.nowNs, state.zoom, state.pan);
	const lacks = ({history}: Run): boolean => (history.lacks as ReadonlySet<string>).has(definition.id);
	const shown = runs
		.map((run, index) => ({run, index}))
		.filter(({run, index}) => view.alike[index] === null && !lacks(run))
		.map(({run, index}) => ({
			letter: run.letter,
			index,
			sample: (from: number, to: number) => definition.sample(run.history, from, Math.min(to, session.nowNs)),
		}));
	const budget = definition.showsBudget ? (runs[0].figure('pages_to_scan') ?? null) : null;
	const lines = chartLines({
		title: definition.title,
		note: note(view, budget, columns),
		series: shown,
		scale: definition.scale,
		showsPeak: definition.showsPeak ?? false,
		fromNs,
		toNs,
		nowNs: session.nowNs,
		...(budget === null ? {} : {level: budget}),
		marks: session.marks.map(({timeNs, text}) => ({timeNs, text})),
		columns,
		rows,
		glyphs: look.glyphs,
		cursorNs: state.chartNs,
		focused: state.focus === 'chart' && nth === 0,
	});
	if (rows < 3)
		return (
			<Lines lines={[[` now ${formatDuration(session.nowNs)}`]]} columns={columns} rows={rows} look={look} />
		);
	return <Lines lines={lines} columns={columns} rows={rows} look={look} />;
}

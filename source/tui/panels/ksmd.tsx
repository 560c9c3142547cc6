// The table of ksmd, a row per kernel: progress of the full scan, wakeups, CPU time, counters.

import type {Run} from '../../session/run/run.js';
import {cut, type Line} from '../look/text.js';
import {filled, type Glyphs} from '../look/glyphs.js';
import {fitBytes, fitCount, orUnknown} from '../look/numbers.js';
import {Box} from 'ink';
import {BarTable} from '../table/bar-table.js';
import {hasCountersOnly, type View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {type RunColumn, runTable, visibleRuns} from './run-columns.js';
import {watchColumns, watchTitle} from './watched.js';

/** Watched columns leave room for a narrow bar only. */
const cursorTitle = ({session, columns}: View): string =>
	columns < 60 || session.subject.watch.length > 0 ? 'full scan' : 'cursor in this full scan';
const RECENT_NS = 1_000_000_000;

/** The progress of the full scan as a bar with its percentage, or why there is none. */
function cursorBar(run: Run, columns: number, glyphs: Glyphs): string {
	const ksmd = run.ksmd();
	const {run: knob = 0} = run.knobs();
	if (columns < 8) return '';
	const inner = columns - 2;
	const boxed = (text: string): string =>
		glyphs.drawing === 'blocks'
			? cut(text, columns, glyphs.ellipsis).padStart(columns)
			: `[${cut(text, inner, glyphs.ellipsis).padStart(inner)}]`;
	if (run.ended !== null) return boxed(`ended: ${run.ended}`);
	if (ksmd === null) return boxed('cursor unknown');
	if ((Number(knob) & 1) === 0) return boxed(`run is ${knob}`);
	if (ksmd.nothingLeft) return boxed(columns < 20 ? 'nothing left' : 'nothing left to scan');
	const progress = Math.min(1, Math.max(0, ksmd.progress));
	const percent = `${(progress * 100).toFixed(1)}%`.padStart(6);
	if (glyphs.drawing === 'letters') {
		const room = inner - percent.trim().length;
		const bars = filled(progress, room, glyphs).slice(0, room);
		return `[${bars}${percent.trim().padStart(inner - bars.length)}]`;
	}
	const room = columns - percent.length;
	return filled(progress, room, glyphs).padEnd(room, glyphs.track) + percent;
}

const tenths = (value: number): string => orUnknown(value, (known) => known.toFixed(1));
const percent = (value: number): string => orUnknown(value, (known) => `${known.toFixed(1)}%`);

function figure(title: string, columns: number, rank: number, name: string, show = fitCount): RunColumn {
	return {
		title,
		columns,
		rank,
		align: 'right',
		figure: name,
		cell: (run, _index, width) => orUnknown(run.figure(name), (value) => show(value, width)),
	};
}

function ksmdColumns(view: View): RunColumn[] {
	const wide = view.columns >= 100 ? 1 : 0;
	const watched = watchColumns(view);
	const titles = new Set(watched.map(({title}) => title));
	const cursor: RunColumn[] = [
		{
			title: cursorTitle(view),
			columns: view.columns < 60 || watched.length > 0 ? 14 : 26,
			rank: 3,
			align: 'left',
			cell: (run, _index, width) => ({text: cursorBar(run, width, view.look.glyphs), role: 'progress'}),
		},
	];
	const columns: RunColumn[] = [
		...(hasCountersOnly(view) ? [] : cursor),
		figure('scans', 5 + wide, 0, 'full_scans'),
		// A real ksmd is seen to go to sleep, once after each wakeup and now and then for a lock.
		hasCountersOnly(view) ? figure('sleeps', 9, 8, 'wakeups') : figure('wakeups', 7 + wide, 1, 'wakeups'),
		{
			title: 'CPU',
			columns: 6 + wide,
			rank: 4,
			align: 'right',
			cell: (run) => percent(run.recentRates(RECENT_NS).ksmdCpuPercent),
		},
		figure('scanned', 9, 2, 'pages_scanned'),
		figure('splits', 6 + wide, 2.5, 'thp_split_page'),
		figure('refused', 8, 6, 'thp_split_page_failed'),
		figure('general_profit', 14, 7, 'general_profit', fitBytes),
		figure('pages_shared', 12, 8, 'pages_shared'),
		figure('pages_sharing', 13, 8.1, 'pages_sharing'),
		figure('unshared', 11, 8.2, 'pages_unshared'),
		figure('volatile', 11, 8.3, 'pages_volatile'),
		figure('skipped', 11, 8.4, 'pages_skipped'),
		figure('stale ends', 10, 8.5, 'unstable_search_ended_at_stale_node'),
	];
	// A watched figure is not shown a second time under its short name.
	const known = new Set(view.session.subject.watch.map(watchTitle));
	if (view.session.subject.watch.includes('pages_scanned')) known.add('scanned');
	if (view.session.subject.countsCpu === false) known.add('CPU');
	return [...watched, ...columns.filter(({title}) => !titles.has(title) && !known.has(title))];
}

/** Rates over the whole run and just now: shown where the panel has room for them. */
function rateColumns({session}: View): RunColumn[] {
	const column = (title: string, columns: number, rank: number, read: (run: Run) => string): RunColumn => ({
		title,
		columns,
		rank,
		align: 'right',
		cell: read,
	});
	return [
		column('freed MB/s', 10, 0, (run) => tenths(run.rates().freedMbS)),
		column('merged MB/s', 11, 1, (run) => tenths(run.rates().mergedMbS)),
		...(session.subject.countsCpu === false
			? []
			: [column('ksmd CPU', 8, 2, (run) => percent(run.rates().ksmdCpuPercent))]),
		column('freed/wakeup', 12, 3, (run) =>
			orUnknown(run.rates().freedPerWakeup, (value) => fitCount(value, 12)),
		),
		column('now freed', 9, 4, (run) => tenths(run.recentRates(RECENT_NS).freedMbS)),
		column('now merged', 10, 5, (run) => tenths(run.recentRates(RECENT_NS).mergedMbS)),
		column('over budget', 11, 6, (run) =>
			orUnknown(run.figure('wakeups_over_budget'), (value) => fitCount(value, 11)),
		),
	];
}

/** The end of a run's wakeup log. */
function wakeupLine(run: Run, columns: number): Line {
	const log = run.wakeupLog();
	return [` ${run.letter} `, [log.length > columns - 4 ? `...${log.slice(-(columns - 7))}` : log, 'faint']];
}

/**
 * ksmd's figures since the start; with room also rates (run.rates(), and over the last simulated second) and the end
 * of the wakeup log.
 */
export function Ksmd({view, columns, rows}: PanelProps) {
	const {runs} = view;
	const own = Math.min(rows, runs.length + 1);
	const content = runTable(view, 'ksmd', ksmdColumns(view), {
		columns,
		rows: own,
		flexible: cursorTitle(view),
	});
	const hasRates = rows >= 2 * own + 1;
	const rates = hasRates ? runTable(view, 'rates', rateColumns(view), {columns, rows: own}) : null;
	const logRows = rows - 2 * own - 2;
	const log: Line[] = [
		[[' last wakeups: N x pages scanned, pages freed', 'heading']],
		...visibleRuns(view, logRows - 1).map((run) => wakeupLine(run, columns)),
	];
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<BarTable content={content} look={view.look} />
			{rates !== null && <Box height={1} />}
			{rates !== null && <BarTable content={rates} look={view.look} />}
			{logRows > 2 && <Box height={1} />}
			{logRows > 2 && <Lines lines={log} columns={columns} rows={logRows} look={view.look} />}
		</Box>
	);
}

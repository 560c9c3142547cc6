// The rows of a sweep in the format that was asked for.

import {toJson, toJsonLine} from '../../../report/json.js';
import {SCHEMA} from '../../../report/session/run-report.js';
import {sweepChart} from '../../../report/sweep/sweep-chart.js';
import {sweepGnuplot} from '../../../report/sweep/sweep-gnuplot.js';
import {sweepCsv, sweepTable} from '../../../report/sweep/sweep-table.js';
import type {Format} from '../../../report/formats.js';
import type {SweepRow} from './sweep-row.js';

/** All of them; `preset` and `ksmtop` are said even when there is no row. `unicode`: what is drawn may go beyond ASCII. */
export function renderRows(
	format: Format,
	rows: readonly SweepRow[],
	{preset, ksmtop}: Pick<SweepRow, 'preset' | 'ksmtop'>,
	unicode: boolean,
): string {
	const severalSeeds = new Set(rows.map(({seed}) => seed)).size > 1;
	switch (format) {
		case 'json':
			return `${toJson({schema: SCHEMA, ksmtop, preset, rows})}\n`;
		case 'ndjson':
			return rows.map((row) => `${toJsonLine(row)}\n`).join('');
		case 'gnuplot':
			return `${sweepGnuplot(rows, preset, ksmtop).join('\n')}\n`;
		case 'chart':
			return `${sweepChart(rows, preset, unicode).join('\n')}\n`;
		case 'csv':
			return `${sweepCsv(rows).join('\n')}\n`;
		default:
			return `${sweepTable(rows, severalSeeds, format === 'markdown').join('\n')}\n`;
	}
}

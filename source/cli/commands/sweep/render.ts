// The rows of a sweep in the requested format.

import {toJson, toJsonLine} from '../../../report/json.js';
import {SCHEMA} from '../../../report/session/run-report.js';
import {sweepChart} from '../../../report/sweep/sweep-chart.js';
import {sweepGnuplot} from '../../../report/sweep/sweep-gnuplot.js';
import {sweepCsv, sweepTable} from '../../../report/sweep/sweep-table.js';
import type {Format} from '../../../report/formats.js';
import type {SweepRow} from './sweep-row.js';

/** The text of all rows; JSON has `preset` and `ksmtop` even without rows. `unicode`: the chart may use more than ASCII. */
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

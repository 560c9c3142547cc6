// Renders the report of a recording in the requested format.

import {toJson} from '../../../report/json.js';
import {
	realCsv,
	realMarkdown,
	realNdjson,
	realOpenMetrics,
	realTable,
	realTap,
} from '../../../report/real/real-formats.js';
import {realJson, type RealReport} from '../../../report/real/real-report.js';
import type {Format} from '../../../report/formats.js';

function lines(report: RealReport, format: Format, wanted: string | undefined): readonly string[] {
	switch (format) {
		case 'json':
			return [toJson(realJson(report))];
		case 'ndjson':
			return realNdjson(report);
		case 'csv':
			return realCsv(report);
		case 'markdown':
			return realMarkdown(report);
		case 'openmetrics':
			return realOpenMetrics(report);
		case 'tap':
			return realTap(report, wanted);
		default:
			return realTable(report);
	}
}

/** The whole output; `wanted`: the kernel of --kernel, for TAP. */
export const renderReal = (report: RealReport, format: Format, wanted: string | undefined): string =>
	`${lines(report, format, wanted).join('\n')}\n`;

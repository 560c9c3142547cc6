// OpenMetrics text out of families of samples: https://github.com/prometheus/OpenMetrics (version 1.0.0).

import type {Counter} from '../core/index.js';

/** Types of OpenMetrics; `unknown` is what node_exporter gives to lines of vmstat. */
export type MetricKind = 'counter' | 'gauge' | 'unknown';

/** One value of a metric. */
export interface MetricSample {
	/** Label names with unescaped values; empty: a line without labels. */
	readonly labels: Readonly<Record<string, string>>;
	/** In the base unit that the family's name says. */
	readonly value: number;
}

/** A metric with its TYPE and HELP lines. */
export interface MetricFamily {
	/** Name of the metric, without the suffix _total of counters. */
	readonly name: string;
	/** A counter's samples get the suffix _total. */
	readonly kind: MetricKind;
	/** One line for people; escaped when it is printed. */
	readonly help: string;
	/** The values of the metric; empty: the family is left out. */
	readonly samples: readonly MetricSample[];
}

/** A counter's family, under the name that node_exporter's ksmd and vmstat collectors have for it, or in their manner. */
export const counterFamily = ({name, file, type, about, unit}: Counter): Omit<MetricFamily, 'samples'> =>
	file === 'vmstat'
		? {name: `node_vmstat_${name}`, kind: 'unknown', help: about}
		: {name: `node_ksmd_${name}${unit === 'bytes' ? '_bytes' : ''}`, kind: type, help: about};

const escaped = (text: string): string =>
	text
		.replaceAll('\\', String.raw`\\`)
		.replaceAll('"', String.raw`\"`)
		.replaceAll('\n', String.raw`\n`);

function sampleLine({name, kind}: MetricFamily, {labels, value}: MetricSample): string {
	const texts = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`);
	return `${name}${kind === 'counter' ? '_total' : ''}${texts.length === 0 ? '' : `{${texts.join(',')}}`} ${value}`;
}

/** Lines of the exposition, ending with "# EOF". A family without samples is left out. */
export function exposition(families: readonly MetricFamily[]): string[] {
	const lines = families
		.filter(({samples}) => samples.length > 0)
		.flatMap((family) => [
			`# TYPE ${family.name} ${family.kind}`,
			`# HELP ${family.name} ${escaped(family.help)}`,
			...family.samples.map((sample) => sampleLine(family, sample)),
		]);
	return [...lines, '# EOF'];
}

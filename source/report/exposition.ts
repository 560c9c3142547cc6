// OpenMetrics text out of families of samples: https://github.com/prometheus/OpenMetrics (version 1.0.0).

/** Types of OpenMetrics; `unknown` is what node_exporter gives to lines of vmstat. */
export type MetricKind = 'counter' | 'gauge' | 'unknown';

/** One line of a family. */
export interface MetricSample {
	/** Label names with unescaped values; empty: a line without labels. */
	readonly labels: Readonly<Record<string, string>>;
	/** In the base unit that the family's name says. */
	readonly value: number;
}

/** A metric with its TYPE and HELP lines. */
export interface MetricFamily {
	/** Without the _total of counters. */
	readonly name: string;
	/** A counter's samples get the suffix _total. */
	readonly kind: MetricKind;
	/** One line for people; escaped when it is printed. */
	readonly help: string;
	/** Empty: the family is left out. */
	readonly samples: readonly MetricSample[];
}

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

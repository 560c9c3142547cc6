// OpenMetrics text out of families of samples: https://github.com/prometheus/OpenMetrics (version 1.0.0).

export type MetricKind = 'counter' | 'gauge' | 'unknown';

export interface MetricSample {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

export interface MetricFamily {
	/** Without the _total of counters. */
	readonly name: string;
	readonly kind: MetricKind;
	readonly help: string;
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

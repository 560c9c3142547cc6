// Everything that list and explain know, collected from the tables where each name is defined.

import {readFileSync} from 'node:fs';
import {
	COUNTERS,
	EVENT_KINDS,
	EVENTS,
	GROUPS,
	KERNELS,
	KNOBS,
	LEDGER_COUNTERS,
	MODEL_COUNTERS,
	PROCESS_FIGURES,
	SPLIT_SITES,
	type Counter,
	type Group,
	type Kernel,
	type Knob,
	type ProcessRow,
} from '../../core/index.js';
import {loadScenario} from '../../scenario/load-scenario.js';
import {CAUSES} from './causes.js';
import type {Entry} from './entry.js';
import {FIGURE_ENTRIES} from './glossary.js';
import {presetFile, presetNames} from '../setup/presets.js';
import {TOPIC_ENTRIES} from './topics.js';

/** What `ksmtop list` takes, in the order in which explain searches. */
export const KINDS = [
	'presets',
	'kernels',
	'knobs',
	'counters',
	'causes',
	'events',
	'figures',
	'topics',
] as const;
/** A kind of entry: one of KINDS. */
export type Kind = (typeof KINDS)[number];

/** What explain prints in parentheses after a name. */
export const SINGULAR: Readonly<Record<Kind, string>> = {
	presets: 'preset',
	kernels: 'kernel',
	knobs: 'knob',
	counters: 'counter',
	causes: 'cause',
	events: 'event',
	figures: 'figure of reports',
	topics: 'topic',
};

function kernelEntry(kernel: Kernel): Entry {
	const sites = SPLIT_SITES.filter((site) => kernel.remap[site]);
	const remap =
		sites.length === 0 ? 'no split' : sites.length === SPLIT_SITES.length ? 'every split' : sites.join(', ');
	const rules = [
		...(kernel.sparesMergeableWhileKsmRuns ? ['not in mergeable VMAs while KSM runs'] : []),
		...(kernel.needsShrinkUnderused ? ['only while shrink_underused is 1'] : []),
		...(kernel.shrinksUnderused ? [] : ['no shrinker of underused THPs']),
	];
	return {
		name: kernel.id,
		aliases: [],
		about: kernel.about,
		facts: {remaps: [remap, ...rules].join(', '), source: kernel.source},
	};
}

const knobEntry = ({name, folder, range, about, source, default: value}: Knob): Entry => ({
	name,
	aliases: [],
	about,
	facts: {default: String(value), range, file: `/sys/kernel/mm/${folder}/${name}`, source},
});

const FILES = {
	ksm: '/sys/kernel/mm/ksm/',
	vmstat: '/proc/vmstat: ',
	model: '',
} as const;

const counterEntry = ({name, file, type, unit, about, source}: Counter): Entry => ({
	name,
	aliases: name.includes('.') ? [name.slice(0, name.indexOf('.'))] : [],
	about,
	facts: {
		unit: `${unit}, ${type === 'counter' ? 'only rises' : 'as it is now'}`,
		file: file === 'model' ? 'none: only the model knows it' : `${FILES[file]}${name}`,
		source,
	},
});

/** A group of figures is one entry, found by the name of each figure too. */
const groupEntry = ({name, names, unit, about, source}: Group): Entry => ({
	name,
	aliases: names.map((one) => `${name}.${one}`),
	about,
	facts: {unit, names: names.map((one) => `${name}.${one}`).join(', '), source},
});

const processEntry = ([name, {file, unit, about, source}]: [string, ProcessRow]): Entry => ({
	name: `<process>.${name}`,
	aliases: [name],
	about,
	facts: {unit, file: `/proc/PID/${file}`, source},
});

function presetEntry(name: string): Entry {
	const text = readFileSync(presetFile(name), 'utf8');
	const loaded = loadScenario(text, `${name}.yaml`);
	if ('problems' in loaded) return {name, aliases: [], about: 'cannot be read', facts: {}};
	const {about, source, kernels, until, expect} = loaded.scenario;
	return {
		name,
		aliases: [],
		about,
		facts: {
			kernels: kernels.map(({id}) => id).join(', '),
			ends: until === null ? 'never by itself' : until.text,
			expects: `${expect.length} figures`,
			source,
		},
	};
}

/** Everything of a kind, in its own order. */
export async function entriesOf(kind: Kind): Promise<Entry[]> {
	switch (kind) {
		case 'presets':
			return presetNames().map((name) => presetEntry(name));
		case 'kernels':
			return KERNELS.map((kernel) => kernelEntry(kernel));
		case 'knobs':
			return KNOBS.map((knob) => knobEntry(knob));
		case 'counters':
			return [
				...[...COUNTERS, ...MODEL_COUNTERS, ...LEDGER_COUNTERS].map((counter) => counterEntry(counter)),
				...GROUPS.map((group) => groupEntry(group)),
				...Object.entries<ProcessRow>(PROCESS_FIGURES).map((entry) => processEntry(entry)),
			];
		case 'figures':
			return [...FIGURE_ENTRIES];
		case 'topics':
			return [...TOPIC_ENTRIES];
		case 'causes':
			return [...CAUSES];
		case 'events':
			return EVENT_KINDS.map((name) => {
				const {explanation, fields, kernelNames} = EVENTS[name];
				return {
					name,
					aliases: kernelNames,
					about: explanation,
					facts: {kernel: kernelNames.join(', '), fields: fields.map((field) => field.name).join(', ')},
				};
			});
	}
}

// Compiles each kind of action of a timeline entry to the core's actions.

import {knobByName, KNOBS, type Action, type ContentOf} from '../core/index.js';
import {readCondition, type EntryContext} from './entry-context.js';
import {compileFill} from './fills.js';
import {keyOf} from './keyed-hash.js';
import type {Path} from './problems.js';
import type {Condition} from './conditions.js';
import {findProcess, findTarget} from './targets.js';
import {compileRegion, fillContext} from './templates.js';
import type {ActionData, ActionName, EntryData} from './timeline-schema.js';

/** Pages that one round of `pressure: {until}` asks for. */
const PRESSURE_PAGES = 256;
/** Contents of their own are kept for so many processes that the preset does not know. */
const STRANGERS = 4;

function compileSets(
	sets: Record<string, string>,
	fails: string | undefined,
	{problems}: EntryContext,
	path: Path,
): Action[] {
	return Object.entries(sets).flatMap(([name, value]): Action[] => {
		const knob = knobByName.get(name);
		if (!knob) {
			const names = KNOBS.map((known) => known.name);
			problems.at([...path, name], {
				message: 'no knob of this name',
				found: name,
				allowed: names.join(', '),
				candidates: names,
				key: true,
			});
			return [];
		}
		const parsed = knob.parse(value);
		if (typeof parsed === 'object' && parsed.errno !== fails)
			problems.at([...path, name], {
				message: `${name} refuses this value: ${parsed.errno}`,
				found: value,
				allowed: `${knob.range} (or fails: ${parsed.errno}, if that is what is to be shown)`,
			});
		return [{do: 'set', knob: name, value}];
	});
}

function compileWrite(data: ActionData['write'], context: EntryContext, path: Path): Action[] {
	const {workload, problems} = context;
	const {target, infos, pages} = findTarget(data, workload, problems, path);
	const names = new Map<string, number>();
	for (const info of infos) for (const name of info.instances) names.set(name, names.size);
	const bind = compileFill(
		data.fill,
		fillContext(workload, problems, {
			from: data.range?.from ?? 0,
			to: data.range?.to ?? pages,
			instances: names.size + STRANGERS,
			key: path.join('/'),
		}),
		[...path, 'fill'],
	);
	const content = (process: string): ContentOf =>
		bind(names.get(process) ?? names.size + (keyOf(process) % STRANGERS), process);
	return [{do: 'write', target, content}];
}

function compileStart(name: string, context: EntryContext, path: Path): Action[] {
	const template = context.templates.find((candidate) => candidate.name === name);
	if (template) return template.instantiate().map((process) => ({do: 'start', process}));
	const names = context.templates.map((candidate) => candidate.name);
	context.problems.at([...path, 'process'], {
		message: 'no process of this name',
		found: name,
		allowed: names.join(', '),
		candidates: names,
	});
	return [];
}

function compileMmap(data: ActionData['mmap'], context: EntryContext, path: Path): Action[] {
	const {workload, problems} = context;
	const info = findProcess(data.process, workload, problems, path);
	if (!info) return [];
	if (data.fill?.kind === 'volatile')
		problems.at([...path, 'fill'], {
			message: 'only a region that a process has from its start can be volatile',
		});
	const process = data.process ?? info.name;
	const {spec, bind} = compileRegion(data, 1, path.join('/'), workload, problems, path);
	return [{do: 'mmap', process, region: {...spec, content: bind?.(0, process) ?? null}}];
}

function compileMremap(data: ActionData['mremap'], context: EntryContext, path: Path): Action[] {
	const {target} = findTarget(data, context.workload, context.problems, path);
	const {to} = data;
	return [{do: 'mremap', target, to: to === undefined || to === null ? null : {page: to}}];
}

/** The actions of one field. `pressure`'s `until` goes to `setUntil`. */
export function compileField(
	name: ActionName,
	entry: EntryData,
	context: EntryContext,
	path: Path,
	setUntil: (condition: Condition | undefined) => void,
): Action[] {
	const {workload, problems} = context;
	// Only called for fields that are there.
	const data = entry as unknown as ActionData;
	const processName = (given: string | undefined): string => {
		const info = findProcess(given, workload, problems, path);
		return given ?? info?.name ?? '';
	};
	switch (name) {
		case 'set':
			return compileSets(data.set, entry.fails, context, path);
		case 'write':
			return compileWrite(data.write, context, path);
		case 'madvise': {
			const {target} = findTarget(data.madvise, workload, problems, path);
			return data.madvise.advice.map((advice) => ({do: 'madvise', target, advice}));
		}
		case 'process_madvise': {
			const {target} = findTarget(data.process_madvise, workload, problems, path);
			return data.process_madvise.advice.map((advice) => ({do: 'process_madvise', target, advice}));
		}
		case 'mprotect': {
			const {target} = findTarget(data.mprotect, workload, problems, path);
			return [{do: 'mprotect', target, protection: data.mprotect.protection}];
		}
		case 'mmap':
			return compileMmap(data.mmap, context, path);
		case 'mremap':
			return compileMremap(data.mremap, context, path);
		case 'fork':
			return [
				{do: 'fork', process: processName(data.fork.process), name: data.fork.name, count: data.fork.count},
			];
		case 'start':
			return compileStart(data.start.process, context, path);
		case 'exec':
		case 'exit':
			return [{do: name, process: processName(data[name].process)}];
		case 'prctl':
			return [{do: 'prctl', process: processName(data.prctl.process), mergeAny: data.prctl.merge_any}];
		case 'pressure': {
			const {pages, until} = data.pressure;
			if (pages === undefined && until === undefined)
				problems.at(path, {message: 'pressure has neither pages nor until', allowed: 'pages, until'});
			if (until !== undefined) setUntil(readCondition(until, context, [...path, 'until']));
			return [{do: 'pressure', pages: pages ?? PRESSURE_PAGES}];
		}
		case 'drop_caches':
			return [{do: 'drop_caches', what: data.drop_caches}];
		case 'migrate': {
			const {target} = findTarget(data.migrate, workload, problems, path);
			const {node} = data.migrate;
			if (node >= workload.nodes)
				problems.at([...path, 'node'], {
					message: 'the machine has no such node',
					allowed: `0 to ${workload.nodes - 1}`,
				});
			return [{do: 'migrate', target, node}];
		}
		case 'read':
		case 'munmap':
		case 'pin':
		case 'unpin':
		case 'mlock':
		case 'munlock':
		case 'collapse':
		case 'split':
			return [{do: name, target: findTarget(data[name], workload, problems, path).target}];
	}
}

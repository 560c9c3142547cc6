// Compiles each kind of action of a timeline entry to the core's actions.

import {knobByName, KNOBS, type Action, type ContentOf, type Target} from '../../core/index.js';
import {readCondition, type EntryContext} from './entry-context.js';
import {compileFill} from '../fills/fills.js';
import {keyOf} from '../base/keyed-hash.js';
import type {Path} from '../parse/problems.js';
import type {Condition} from '../conditions.js';
import {findProcess, findTarget, type TargetData} from './targets.js';
import {compileRegion, fillContext} from '../templates.js';
import type {ActionData, ActionName} from '../schema/timeline-schema.js';

/** Pages that one round of `pressure: {until}` asks for. */
const PRESSURE_PAGES = 256;
/** Contents of their own are kept for so many processes that the preset does not know. */
const STRANGERS = 4;

/** Where one action of an entry is compiled. */
interface FieldContext extends EntryContext {
	/** The field, for messages. */
	readonly path: Path;
	/** The errno that the entry expects. */
	readonly fails: string | undefined;
	/** Takes the condition under which the action is repeated. */
	setUntil(condition: Condition | undefined): void;
}

type Compilers = {
	readonly [Name in ActionName]: (data: ActionData[Name], context: FieldContext) => Action[];
};

const targetOf = (data: TargetData, context: FieldContext): Target => findTarget(data, context).target;

/** The process that is named, or the only one there is. */
const processOf = (given: string | undefined, context: FieldContext): string => {
	const info = findProcess(given, context);
	return given ?? info?.name ?? '';
};

function compileSets(sets: ActionData['set'], {problems, fails, path}: FieldContext): Action[] {
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

function compileWrite(data: ActionData['write'], context: FieldContext): Action[] {
	const {path} = context;
	const {target, infos, pages} = findTarget(data, context);
	const names = new Map<string, number>();
	for (const info of infos) for (const name of info.instances) names.set(name, names.size);
	const bind = compileFill(
		data.fill,
		fillContext(context, {
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

function compileStart({process: name}: ActionData['start'], context: FieldContext): Action[] {
	const template = context.templates.find((candidate) => candidate.name === name);
	if (template) return template.instantiate().map((process) => ({do: 'start', process}));
	const names = context.templates.map((candidate) => candidate.name);
	context.problems.at([...context.path, 'process'], {
		message: 'no process of this name',
		found: name,
		allowed: names.join(', '),
		candidates: names,
	});
	return [];
}

function compileMmap(data: ActionData['mmap'], context: FieldContext): Action[] {
	const {problems, path} = context;
	const info = findProcess(data.process, context);
	if (!info) return [];
	if (data.fill?.kind === 'volatile')
		problems.at([...path, 'fill'], {
			message: 'only a region that a process has from its start can be volatile',
		});
	const process = data.process ?? info.name;
	const {spec, bind} = compileRegion(context, data, {instances: 1, owner: path.join('/'), path});
	return [{do: 'mmap', process, region: {...spec, content: bind?.(0, process) ?? null}}];
}

function compilePressure({pages, until}: ActionData['pressure'], context: FieldContext): Action[] {
	const {problems, path} = context;
	if (pages === undefined && until === undefined)
		problems.at(path, {message: 'pressure has neither pages nor until', allowed: 'pages, until'});
	if (until !== undefined) context.setUntil(readCondition(until, context, [...path, 'until']));
	return [{do: 'pressure', pages: pages ?? PRESSURE_PAGES}];
}

function compileMigrate(data: ActionData['migrate'], context: FieldContext): Action[] {
	const {workload, problems, path} = context;
	const {node} = data;
	if (node >= workload.nodes)
		problems.at([...path, 'node'], {
			message: 'the machine has no such node',
			allowed: `0 to ${workload.nodes - 1}`,
		});
	return [{do: 'migrate', target: targetOf(data, context), node}];
}

/** An action that says nothing but where. */
const onTarget =
	(name: 'read' | 'munmap' | 'pin' | 'unpin' | 'mlock' | 'munlock' | 'collapse' | 'split') =>
	(data: TargetData, context: FieldContext): Action[] => [{do: name, target: targetOf(data, context)}];

const onProcess =
	(name: 'exec' | 'exit') =>
	(data: {process: string}, context: FieldContext): Action[] => [
		{do: name, process: processOf(data.process, context)},
	];

const giveAdvice =
	(name: 'madvise' | 'process_madvise') =>
	(data: ActionData['madvise'], context: FieldContext): Action[] => {
		const target = targetOf(data, context);
		return data.advice.map((advice) => ({do: name, target, advice}));
	};

const compilers: Compilers = {
	set: compileSets,
	write: compileWrite,
	read: onTarget('read'),
	madvise: giveAdvice('madvise'),
	process_madvise: giveAdvice('process_madvise'),
	mprotect: (data, context) => [
		{do: 'mprotect', target: targetOf(data, context), protection: data.protection},
	],
	mmap: compileMmap,
	munmap: onTarget('munmap'),
	mremap: (data, context) => [
		{do: 'mremap', target: targetOf(data, context), to: typeof data.to === 'number' ? {page: data.to} : null},
	],
	fork: ({process, name, count}, context) => [
		{do: 'fork', process: processOf(process, context), name, count},
	],
	start: compileStart,
	exec: onProcess('exec'),
	exit: onProcess('exit'),
	prctl: ({process, merge_any}, context) => [
		{do: 'prctl', process: processOf(process, context), mergeAny: merge_any},
	],
	pressure: compilePressure,
	drop_caches: (what) => [{do: 'drop_caches', what}],
	collapse: onTarget('collapse'),
	migrate: compileMigrate,
	split: onTarget('split'),
	pin: onTarget('pin'),
	unpin: onTarget('unpin'),
	mlock: onTarget('mlock'),
	munlock: onTarget('munlock'),
};

/** The actions of one field of an entry. */
export function compileField<Name extends ActionName>(
	name: Name,
	data: ActionData[Name],
	context: FieldContext,
): Action[] {
	return compilers[name](data, context);
}

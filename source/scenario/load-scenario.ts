// From the text of a preset to a scenario, or to everything that is wrong with it, each with line and column. Never
// throws, whatever the text; nothing is allocated that grows with the sizes that a preset names.

import {
	createMachine,
	deriveKernel,
	findKernel,
	KERNELS,
	knobByName,
	KNOBS,
	writeKnob,
	type Kernel,
	type KernelChanges,
} from '../core/index.js';
import {compileWatch} from './watch.js';
import {compileEntry} from './timeline/entry.js';
import {readCondition, type EntryContext} from './timeline/entry-context.js';
import {compileExpectations} from './expectations.js';
import {noteIssues} from './parse/issues.js';
import {presetSchema, type PresetData} from './schema/preset-schema.js';
import {readPresetText} from './parse/preset-text.js';
import type {Problems} from './parse/problems.js';
import type {Problem, Scenario} from './scenario.js';
import {checkSizes, compileProcesses} from './templates.js';
import {gatherWorkload} from './workload.js';
import {rememberWorkload} from './remembered.js';

function compileKernels(data: PresetData, problems: Problems): Kernel[] {
	const kernels: Kernel[] = [];
	for (const [i, {id, base: baseId, ...changes}] of data.kernels.entries()) {
		const path = ['kernels', i];
		const own = id !== undefined || Object.values(changes).some((change) => change !== undefined);
		const base = findKernel(baseId, kernels);
		const taken =
			kernels.some((kernel) => kernel.id === (id ?? baseId)) ||
			(id !== undefined && findKernel(id) !== undefined);
		if (!base) {
			const candidates = [...kernels, ...KERNELS].map((kernel) => kernel.id);
			const allowed = candidates.join(', ');
			problems.at([...path, 'base'], {message: 'no kernel of this name', found: baseId, allowed, candidates});
		} else if (own && id === undefined) problems.at(path, {message: 'the field id is missing'});
		else if (taken)
			problems.at([...path, 'id'], {message: 'a kernel of this name is there already', found: id ?? baseId});
		else kernels.push(id === undefined ? base : deriveKernel(base, id, changes as KernelChanges));
	}
	return kernels.length > 0 ? kernels : [findKernel('mainline') as Kernel];
}

function compileMachine(data: PresetData, problems: Problems): Scenario['machine'] {
	const {machine} = data;
	if (machine.memory < machine.nodes)
		problems.at(['machine', 'memory'], {
			message: 'too little memory',
			allowed: 'at least a page for each node',
		});
	return {
		memoryPages: machine.memory,
		swapPages: machine.swap,
		hz: machine.hz,
		nodes: machine.nodes,
		thp: machine.thp,
		khugepaged: machine.khugepaged,
		mte: machine.mte,
		rmapWalk: machine.rmap_walk,
		missedMapping: machine.missed_mapping,
		ksmPagesOld: machine.ksm_pages_old,
		minFreePages: machine.min_free ?? null,
		watermarkScaleFactor: machine.watermark_scale_factor,
		kernelVersion: machine.ksm_age,
		earlyExit511: machine.early_exit_511,
		costScale: machine.cost_scale,
	};
}

/** Checks knobs by writing them, in their order, to a machine of the least memory. */
function compileKnobs(
	data: PresetData,
	kernels: readonly Kernel[],
	machine: Scenario['machine'],
	problems: Problems,
): Scenario['knobs'] {
	const names = KNOBS.map((knob) => knob.name);
	const probe = createMachine({...machine, memoryPages: machine.nodes, kernel: kernels[0], seed: 1});
	for (const [name, value] of Object.entries(data.knobs)) {
		const knob = knobByName.get(name);
		if (!knob) {
			const allowed = names.join(', ');
			problems.at(['knobs', name], {
				message: 'no knob of this name',
				found: name,
				allowed,
				candidates: names,
				key: true,
			});
			continue;
		}
		const errno = writeKnob(probe, name, value);
		if (errno !== undefined)
			problems.at(['knobs', name], {
				message: `${name} refuses this value: ${errno}`,
				found: value,
				allowed: knob.range,
			});
	}
	return Object.entries(data.knobs).map(([name, value]) => ({name, value}));
}

const baseName = (file: string): string =>
	(file.split('/').at(-1) ?? '').replace(/\.(ya?ml|json)$/i, '') || 'preset';

function compile(
	data: PresetData,
	raw: {timeline?: object[]},
	text: string,
	file: string,
	seed: number,
	problems: Problems,
): Scenario | undefined {
	for (const name of Object.keys(data.params))
		if (knobByName.has(name))
			problems.at(['params', name], {message: 'a knob has this name', found: name, key: true});
	const kernels = compileKernels(data, problems);
	const machine = compileMachine(data, problems);
	const knobs = compileKnobs(data, kernels, machine, problems);
	const kernelIds = [...new Set([...kernels.map((kernel) => kernel.id), ...KERNELS.map(({id}) => id)])];
	checkSizes(data, problems);
	// Names are gathered for every instance: not of thousands of millions of them.
	if (!problems.none) return undefined;
	const workload = gatherWorkload(data, kernelIds, seed, problems);
	const {templates, entries} = compileProcesses({workload, problems}, data, data.timeline.length);
	const context: EntryContext = {workload, templates, problems};
	const timeline = data.timeline.map((entry, i) => {
		const path = ['timeline', i];
		if ((entry.at === undefined) === (entry.when === undefined))
			problems.at(path, {
				message: 'an entry fires once: give one of at and when',
				allowed: 'at: a time, or when: a condition',
			});
		return compileEntry(entry, raw.timeline?.[i] ?? {}, i, context, path);
	});
	const scenario: Scenario = {
		name: data.name ?? baseName(file),
		about: data.about,
		source: data.source,
		seed,
		params: data.params,
		kernels,
		machine,
		knobs,
		processes: templates,
		timeline: [...timeline, ...entries],
		until: data.until === undefined ? null : (readCondition(data.until, context, ['until']) ?? null),
		expect: compileExpectations(
			data,
			kernels.map((kernel) => kernel.id),
			context,
		),
		...compileWatch(data, context),
		isCheckedOnlyWhenNamed: data.check === 'named',
		text,
		file,
	};
	rememberWorkload(scenario, workload);
	return scenario;
}

/** Loads a preset. `seed` overrides the preset's own: an integer from 0. */
export function loadScenario(
	text: string,
	file: string,
	seed?: number,
): {scenario: Scenario} | {problems: Problem[]} {
	const {data, problems} = readPresetText(text, file);
	if (!problems.none) return {problems: problems.sorted()};
	const parsed = presetSchema.safeParse(data);
	if (!parsed.success) {
		noteIssues(parsed.error.issues, problems);
		return {problems: problems.sorted()};
	}
	const scenario = compile(
		parsed.data,
		data as {timeline?: object[]},
		text,
		file,
		seed ?? parsed.data.seed,
		problems,
	);
	return scenario && problems.none ? {scenario} : {problems: problems.sorted()};
}

/** The same scenario with another seed: what is drawn, in processes and timeline, is drawn again. */
export function withSeed(scenario: Scenario, seed: number): Scenario {
	if (seed === scenario.seed) return scenario;
	const loaded = loadScenario(scenario.text, scenario.file, seed);
	return 'scenario' in loaded ? loaded.scenario : scenario;
}

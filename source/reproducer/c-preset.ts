// The part of a reproducer that is the preset: processes and their regions, fills, knobs, timeline, end, expectations.

import {COUNTERS, ERRNOS, KNOBS, knobByName, type ProcessSpec} from '../core/index.js';
import {conditionAlarms} from '../scenario/conditions.js';
import {workloadOf} from '../scenario/remembered.js';
import type {Condition, Expectation, Scenario, TimelineEntry} from '../scenario/scenario.js';
import {cCondition, cRegion, cRepeatedWrite, cStatements, type ActionContext} from './c-actions.js';
import {CFills} from './c-fills.js';
import {cBytes, cDuration, cNumber, commentText, cString, Identifiers} from './c-text.js';
import {followsClock, HELD_KNOBS} from './exact.js';
import {isVisible, whyInvisible} from './visible.js';

const PAGE_BYTES = 4096;

/** Names of all processes that the preset can ever start, in the order of templates and forks. */
export function processNames(scenario: Scenario): string[] {
	const names = new Set<string>();
	for (const info of workloadOf(scenario)?.infos ?? []) for (const name of info.instances) names.add(name);
	return [...names];
}

/** Knob values at the start, in the order in which they are written: defaults, then the preset's, then those that exact mode fixes. */
export function startKnobs(scenario: Scenario): Array<[name: string, value: string]> {
	const values = new Map(KNOBS.map(({name, default: value}) => [name, String(value)]));
	values.set('enabled', scenario.machine.thp);
	for (const {name, value} of scenario.knobs) {
		const parsed = knobByName.get(name)?.parse(value);
		values.set(name, typeof parsed === 'object' || parsed === undefined ? value : String(parsed));
	}
	for (const [name, hold] of Object.entries(HELD_KNOBS)) {
		const value = hold(values.get(name) ?? '');
		if (value !== undefined) values.set(name, value);
	}
	// The advisor first: it writes pages_to_scan.
	const order = [
		'advisor_mode',
		...[...values.keys()].filter((name) => name !== 'advisor_mode' && name !== 'run'),
		'run',
	];
	return order.map((name) => [name, values.get(name) ?? '']);
}

function cKnobs(scenario: Scenario): string[] {
	const own = new Set(scenario.knobs.map(({name}) => name));
	const line = ([name, value]: [string, string]): string => `\t{${cString(name)}, ${cString(value)}},`;
	const knobs = startKnobs(scenario);
	return [
		'static const struct knob knobs[] = {',
		...knobs.filter(([name]) => own.has(name) && name !== 'run').map(line),
		"\t/* The rest has the kernel's defaults; what follows the clock is held still. */",
		...knobs.filter(([name]) => !own.has(name) && name !== 'run').map(line),
		...knobs.filter(([name]) => name === 'run').map(line),
		'};',
	];
}

/** Processes and their regions; the fills go to `context.fills`. */
function cProcesses(scenario: Scenario, context: ActionContext): string[] {
	const lines: string[] = [];
	const rows: string[] = [];
	for (const template of scenario.processes) {
		const specs = template.instantiate();
		const byName = new Map(specs.map((spec) => [spec.name, spec]));
		const regions = specs[0].regions.map((region, i) => {
			const fill =
				region.content === null
					? null
					: context.fills.define(
							[template.name, region.name],
							(process) => byName.get(process)?.regions[i].content ?? undefined,
						);
			return `\t${cRegion(region, fill)},`;
		});
		const name = context.identifiers.make(template.name, 'regions');
		if (regions.length > 0) lines.push(`static const struct region ${name}[] = {`, ...regions, '};', '');
		const fields = [
			`.name = ${cString(template.name)}`,
			`.count = ${template.count}`,
			...(template.mergeAny ? ['.merge_any = true'] : []),
			...(template.later ? ['.later = true'] : []),
			...(regions.length > 0 ? [`.regions = ${name}`, `.nr_regions = ${regions.length}`] : []),
		];
		rows.push(`\t{${fields.join(', ')}},`);
	}
	return [...lines, 'static const struct process processes[] = {', ...rows, '};'];
}

const cBool = (name: string, condition: Condition): string =>
	[`static bool ${name}(void)`, '{', `\treturn ${cCondition(condition)};`, '}', ''].join('\n');

function cTimeline(entries: readonly TimelineEntry[], scenario: Scenario, context: ActionContext): string[] {
	const functions: string[] = [];
	const rows: string[] = [];
	const templateOf = (spec: ProcessSpec): string =>
		scenario.processes.find(({name, count}) =>
			count === 1 ? name === spec.name : spec.name.startsWith(`${name}-`),
		)?.name ?? spec.name;
	for (const entry of entries) {
		const act = context.identifiers.make('entry', String(entry.id));
		const statements = entry.repeat
			? cRepeatedWrite(entry, context)
			: cStatements(entry, context, templateOf);
		const fields = [`.at = ${entry.at === undefined ? 'NEVER' : cDuration(entry.at)}`];
		if (entry.repeat) fields.push(`.every = ${cDuration(entry.repeat.everyNs)}`);
		if (entry.when) {
			const when = context.identifiers.make('when', String(entry.id));
			functions.push(cBool(when, entry.when));
			fields.push(`.when = ${when}`);
		}
		fields.push(`.act = ${act}`);
		if (entry.fails && entry.fails in ERRNOS) fields.push(`.fails = ${entry.fails}`);
		functions.push(...context.definitions.splice(0));
		functions.push(
			[
				`/* ${commentText(entry.text)} */`,
				`static void ${act}(void)`,
				'{',
				...statements.map((text) => `\t${text}`),
				'}',
				'',
			].join('\n'),
		);
		rows.push(`\t{${fields.join(', ')},\n\t .text = ${cString(entry.text)}},`);
	}
	const none = rows.length === 0 ? ['\t{.at = NEVER, .text = ""},'] : rows;
	return [
		...functions,
		'static const struct entry timeline[] = {',
		...none,
		'};',
		`static const u32 nr_entries = ${rows.length};`,
	];
}

function skipReason({name, ratioTo}: Expectation): string | undefined {
	if (ratioTo) return 'it compares two kernels';
	return isVisible(name) ? undefined : whyInvisible(name);
}

function cExpectations(scenario: Scenario, kernelId: string, context: ActionContext): string[] {
	const functions: string[] = [];
	const rows: string[] = [];
	for (const [i, expectation] of scenario.expect.entries()) {
		if (expectation.kernel !== kernelId) continue;
		const {name, min, max, at, when} = expectation;
		const unseen = when?.terms.flat().find((term) => !isVisible(term.name) || term.kernel !== null);
		const skip =
			skipReason(expectation) ?? (unseen ? `no kernel shows when ${unseen.name} is reached` : undefined);
		const fields = [
			`.text = ${cString(`${expectation.text}: ${expectation.expected}`.replaceAll('#', ' '))}`,
			`.name = ${cString(name)}`,
			`.min = ${cNumber(min)}`,
			`.max = ${cNumber(max)}`,
			`.at = ${at === undefined ? 'NEVER' : cDuration(at)}`,
		];
		if (skip !== undefined) fields.push(`.skip = ${cString(skip)}`);
		else if (when) {
			const test = context.identifiers.make('expect', 'when', String(i));
			functions.push(cBool(test, when));
			fields.push(`.when = ${test}`);
		}
		rows.push(`\t{${fields.join(', ')}},`);
	}
	const none = rows.length === 0 ? ['\t{.text = "", .name = "", .at = NEVER, .skip = "none"},'] : rows;
	return [
		...functions,
		'static const struct expectation expectations[] = {',
		...none,
		'};',
		`static const u32 nr_expectations = ${rows.length};`,
	];
}

/** The simulated times at which a condition may change although no figure does. */
function cAlarms(scenario: Scenario, entries: readonly TimelineEntry[]): string[] {
	const conditions = [
		...entries.flatMap((entry) => (entry.when ? [entry.when] : [])),
		...scenario.expect.flatMap((expectation) => (expectation.when ? [expectation.when] : [])),
		...(scenario.until ? [scenario.until] : []),
	];
	const times = [...new Set(conditions.flatMap((condition) => conditionAlarms(condition)))].sort(
		(a, b) => a - b,
	);
	return [
		`static const u64 alarms[] = {${times.length === 0 ? '0' : times.map((ns) => cDuration(ns)).join(', ')}};`,
		`static const u32 nr_alarms = ${times.length};`,
	];
}

/** 1: the preset swaps pages out and needs swap; 0: its MADV_PAGEOUT must find none; -1: it never asks for pageout. */
export function needsSwap({machine, timeline}: Scenario): -1 | 0 | 1 {
	const asks = timeline
		.flatMap(({actions}) => actions)
		.some(
			(action) => (action.do === 'madvise' || action.do === 'process_madvise') && action.advice === 'pageout',
		);
	if (!asks) return -1;
	return machine.swapPages > 0 ? 1 : 0;
}

function cSizes(scenario: Scenario, names: readonly string[], entries: readonly TimelineEntry[]): string[] {
	const actions = entries.flatMap((entry) => entry.actions);
	const maps = actions.filter((action) => action.do === 'mmap').length;
	const mapped = scenario.processes.reduce((sum, {mappedPages, count}) => sum + mappedPages * count, 0);
	const later = actions.reduce((sum, action) => sum + (action.do === 'mmap' ? action.region.pages : 0), 0);
	const sleepMs = scenario.knobs.findLast(({name}) => name === 'sleep_millisecs')?.value ?? '20';
	return [
		`static const char *const names[] = {${names.map((name) => cString(name)).join(', ')}};`,
		'static const struct counter counters[] = {',
		...COUNTERS.map(({name, file}) => `\t{"${name}", ${file === 'vmstat'}},`),
		'};',
		`static const bool needs_split_file = ${actions.some((action) => action.do === 'split')};`,
		`static const bool follows_clock = ${followsClock(scenario)};`,
		`static const bool steps_khugepaged = ${scenario.machine.khugepaged === 'awake'};`,
		`static const int needs_swap = ${needsSwap(scenario)};`,
		`#define MAX_REGIONS ${Math.max(...scenario.processes.map(({regions}) => regions.length)) + maps + 1}`,
		`#define NEEDED_BYTES (${cBytes((mapped + later) * PAGE_BYTES)})`,
		`#define HZ ${scenario.machine.hz}`,
		`#define SLEEP_MILLISECS ${Number.parseInt(sleepMs, 10)}`,
	];
}

/** The preset's whole part of the program, as lines. `kernelId`: the kernel variant whose expectations --expect tests. */
export function cPreset(scenario: Scenario, kernelId: string): string[] {
	const names = processNames(scenario);
	const identifiers = new Identifiers();
	const context: ActionContext = {fills: new CFills(names, identifiers), identifiers, definitions: [], names};
	const entries = scenario.timeline.filter(({actions}) => actions.length > 0);
	const processes = cProcesses(scenario, context);
	const processFills = context.fills.definitions.splice(0);
	const timeline = cTimeline(entries, scenario, context);
	const until = scenario.until
		? cBool('until', scenario.until)
		: ['static bool until(void)', '{', '\treturn false;', '}', ''].join('\n');
	return [
		'/* What the pages of each region hold. */',
		...processFills.flatMap((definition) => [definition, '']),
		...processes,
		'',
		...cKnobs(scenario),
		'',
		...context.fills.definitions.flatMap((definition) => [definition, '']),
		...timeline,
		'',
		until,
		...cExpectations(scenario, kernelId, context),
		'',
		'/* Derived from the above. */',
		...cAlarms(scenario, entries),
		...cSizes(scenario, names, entries),
	];
}

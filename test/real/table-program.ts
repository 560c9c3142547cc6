// A reproducer that is compiled once and reads its preset as data when it starts: what stands first in an exported
// program (processes, fills, knobs, timeline, until) is filled in here from the file that KSMTOP_TABLES names. The runtime
// behind it is the exported programs' own, to the letter.

import {COUNTERS} from '../../source/core/index.js';
import {ALL_FEATURES} from '../../source/reproducer/features.js';
import {RUNTIME, WORDS} from '../../source/reproducer/runtime/index.js';
import {shake} from '../../source/reproducer/shake.js';
import {LOADER} from './table-loader.js';
import {each, KNOB_COUNT, MOST, MOST_ARGUMENTS} from './table-sizes.js';

const TABLES = `
#define ARRAY_LENGTH(a) (sizeof(a) / sizeof((a)[0]))
static const char *PRESET, *PRESET_KEY;
#define VERSION "test"
static const char *names[${MOST.names}];
static struct region all_regions[${MOST.regions}];
static struct process processes[${MOST.processes}];
static struct knob knobs[${KNOB_COUNT}];
static struct entry timeline[${MOST.entries}];
static u32 nr_entries;
static const struct expectation expectations[] = {{.text = "", .name = "", .at = NEVER, .skip = "none"}};
static const u32 nr_expectations = 0;
static u64 alarms[${MOST.alarms}];
static u32 nr_alarms;
static const struct counter counters[] = {
${COUNTERS.map(({name, file}) => `\t{"${name}", ${file === 'vmstat'}},`).join('\n')}
};
static bool needs_split_file, follows_clock;
static u64 needed_bytes, ticks_per_second = 250;
static int needs_swap;
static bool steps_khugepaged;
static u64 sleep_ms;
#define MAX_REGIONS ${MOST.regions}
#define NEEDED_BYTES needed_bytes
#define HZ ticks_per_second
#define SLEEP_MILLISECS 20
`;

const INTERPRETER = String.raw`
/* A fill: for each name a number of runs {first page, content, rise per page}. */
struct run_of { u32 page, content, rise; };
static struct fill { u32 nr[${MOST.names}]; struct run_of *runs[${MOST.names}]; } fills[${MOST.fills}];

static u32 fill_value(const struct fill *fill, u64 page, u32 who)
{
	const struct run_of *runs = fill->runs[who];
	u32 low = 0, high = fill->nr[who] - 1;

	while (low < high) {
		u32 middle = (low + high + 1) / 2;

		if (runs[middle].page <= page)
			low = middle;
		else
			high = middle - 1;
	}
	return runs[low].content + runs[low].rise * (u32)(page - runs[low].page);
}

struct argument { const char *text; u64 number; };
static struct statement { const char *call; struct argument a[${MOST_ARGUMENTS}]; } statements[${MOST.statements}];
static u32 first_statement[${MOST.entries} + 1];
/* Terms of a condition: "group" rises where an "or" stands. Condition ${MOST.entries} is until. */
static struct term { u32 group; const char *name; char op[3]; double value; } terms[${MOST.entries} + 1][${MOST.terms}];
static u32 nr_terms[${MOST.entries} + 1];

static bool holds(u32 condition)
{
	for (u32 i = 0; i < nr_terms[condition];) {
		u32 group = terms[condition][i].group;
		bool all = true;

		for (; i < nr_terms[condition] && terms[condition][i].group == group; i++)
			all = all && is(terms[condition][i].name, terms[condition][i].op, terms[condition][i].value);
		if (all)
			return true;
	}
	return false;
}

static void act(u32 entry);
`;

const text = [
	WORDS,
	TABLES,
	INTERPRETER,
	each(
		MOST.fills,
		(i) => `static u32 fill_${i}(u64 page, u32 who) { return fill_value(&fills[${i}], page, who); }`,
	),
	LOADER,
	RUNTIME,
].join('\n');

/** The whole program, with every part of the runtime that an action may need. */
export const TABLE_PROGRAM = shake(text, ALL_FEATURES, (item) => /constructor|_GNU_SOURCE/.test(item));

// The part of the program of table-program.ts that reads the tables, and does what their statements say.

import {each, KNOB_COUNT, MOST} from './table-sizes.js';

export const LOADER = String.raw`
static fill_fn const fill_functions[] = {${each(MOST.fills, (i) => `fill_${i},`)}};

static void bad(const char *what);

#define CALL(name) if (!strcmp(s->call, #name) && (known = true))
static void perform(const struct statement *s)
{
	const struct argument *a = s->a;
	bool known = false;

	CALL(set) set(a[0].text, a[1].text);
	CALL(write_pages) write_pages(a[0].text, a[1].text, a[2].number, a[3].number, fill_functions[a[4].number]);
	CALL(read_pages) read_pages(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(advise) advise(a[0].text, a[1].text, a[2].number, a[3].number, (int)a[4].number);
	CALL(advise_from_outside) advise_from_outside(a[0].text, a[1].text, a[2].number, a[3].number, (int)a[4].number);
	CALL(map_region) map_region(a[0].text, &all_regions[a[1].number]);
	CALL(unmap) unmap(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(move) move(a[0].text, a[1].text, a[2].number, a[3].number, a[4].number);
	CALL(protect) protect(a[0].text, a[1].text, a[2].number, a[3].number, (int)a[4].number);
	CALL(lock) lock(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(unlock) unlock(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(pin) pin(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(unpin) unpin(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(split) split(a[0].text, a[1].text, a[2].number, a[3].number);
	CALL(fork_process) fork_process(a[0].text, a[1].text, (u32)a[2].number);
	CALL(start) start(a[0].text);
	CALL(exec_process) exec_process(a[0].text);
	CALL(exit_process) exit_process(a[0].text);
	CALL(merge_any) merge_any(a[0].text, a[1].number);
	CALL(drop_caches) drop_caches((int)a[0].number);
	if (!known)
		bad(s->call);
}

static void act(u32 entry)
{
	for (u32 i = first_statement[entry]; i < first_statement[entry + 1]; i++)
		perform(&statements[i]);
}

static bool until(void)
{
	return holds(${MOST.entries});
}

${each(MOST.entries, (i) => `static void act_${i}(void) { act(${i}); }\nstatic bool when_${i}(void) { return holds(${i}); }`)}
static void (*const act_functions[])(void) = {${each(MOST.entries, (i) => `act_${i},`)}};
static bool (*const when_functions[])(void) = {${each(MOST.entries, (i) => `when_${i},`)}};

static const struct { const char *name; u64 value; } constants[] = {
#define C(name) {#name, (u64)(name)}
	C(NEVER), C(MADV_DONTNEED), C(MADV_FREE), C(MADV_MERGEABLE), C(MADV_UNMERGEABLE),
	C(MADV_HUGEPAGE), C(MADV_NOHUGEPAGE), C(MADV_DONTFORK), C(MADV_DOFORK), C(MADV_COLD), C(MADV_PAGEOUT),
	C(MADV_COLLAPSE), C(PROT_READ), C(PROT_WRITE), C(PROT_NONE), C(EPERM), C(ENOENT), C(EAGAIN), C(ENOMEM),
	C(EFAULT), C(EBUSY), C(EINVAL), C(true), C(false), {"NEW_ADDRESS", NEVER}, {"NULL", 0},
};

static FILE *tables;

static void bad(const char *what)
{
	fprintf(stderr, "reproducer: tables: %s\n", what);
	exit(3);
}

/* The next line: every value has its own. */
static const char *next_text(void)
{
	static char line[1 << 12];

	if (!fgets(line, sizeof(line), tables))
		bad("cut off");
	line[strcspn(line, "\n")] = 0;
	return line;
}

static char *kept_text(void)
{
	return strdup(next_text());
}

static u64 next_number(void)
{
	return strtoull(next_text(), NULL, 10);
}

/* '"' text, '#' number, or a sum of constants. */
static struct argument next_argument(void)
{
	char *text = kept_text();
	struct argument argument = {.text = NULL};

	if (*text == '"')
		argument.text = text + 1;
	else if (*text == '#')
		argument.number = strtoull(text + 1, NULL, 10);
	else
		for (char *word = strtok(text, " |"); word; word = strtok(NULL, " |")) {
			u32 i = 0;

			while (i < ARRAY_LENGTH(constants) && strcmp(constants[i].name, word))
				i++;
			if (i == ARRAY_LENGTH(constants))
				bad(word);
			argument.number |= constants[i].value;
		}
	return argument;
}

static void load_fills(void)
{
	u32 nr = (u32)next_number();

	for (u32 i = 0; i < nr; i++)
		for (u32 who = 0; who < ${MOST.names}; who++) {
			u32 runs = fills[i].nr[who] = (u32)next_number();

			fills[i].runs[who] = calloc(runs + 1, sizeof(struct run_of));
			for (u32 k = 0; k < runs; k++) {
				struct run_of *run = &fills[i].runs[who][k];

				if (sscanf(next_text(), "%u %u %u", &run->page, &run->content, &run->rise) != 3)
					bad("run");
			}
		}
}

static void load_workload(void)
{
	u32 nr = (u32)next_number();

	for (u32 i = 0; i < nr; i++) {
		u64 fill;

		all_regions[i].name = kept_text();
		all_regions[i].size = next_number();
		all_regions[i].align = next_number();
		all_regions[i].advice = (unsigned int)next_number();
		all_regions[i].file = next_number();
		fill = next_number();
		all_regions[i].fill = fill == ${MOST.fills} ? NULL : fill_functions[fill];
	}
	nr = (u32)next_number();
	for (u32 i = 0; i < ${MOST.processes}; i++)
		processes[i] = (struct process){.name = "", .later = true};
	for (u32 i = 0; i < nr; i++) {
		processes[i].name = kept_text();
		processes[i].count = (u32)next_number();
		processes[i].merge_any = next_number();
		processes[i].later = next_number();
		processes[i].regions = &all_regions[next_number()];
		processes[i].nr_regions = (u32)next_number();
	}
	for (u32 i = 0; i < ${KNOB_COUNT}; i++) {
		knobs[i].name = kept_text();
		knobs[i].value = kept_text();
	}
}

static void load_condition(u32 condition)
{
	nr_terms[condition] = (u32)next_number();
	for (u32 i = 0; i < nr_terms[condition]; i++) {
		struct term *term = &terms[condition][i];

		term->group = (u32)next_number();
		term->name = kept_text();
		memcpy(term->op, next_text(), 2);
		term->value = atof(next_text());
	}
}

static void load_timeline(void)
{
	u32 nr = 0;

	nr_entries = (u32)next_number();
	for (u32 i = 0; i < nr_entries; i++) {
		u32 count;

		timeline[i] = (struct entry){.act = act_functions[i], .text = kept_text()};
		timeline[i].at = next_argument().number;
		timeline[i].fails = (int)next_argument().number;
		load_condition(i);
		if (nr_terms[i])
			timeline[i].when = when_functions[i];
		count = (u32)next_number();
		first_statement[i] = nr;
		for (u32 k = 0; k < count; k++, nr++) {
			u32 arguments;

			statements[nr].call = kept_text();
			arguments = (u32)next_number();
			for (u32 j = 0; j < arguments; j++)
				statements[nr].a[j] = next_argument();
		}
		first_statement[i + 1] = nr;
	}
	load_condition(${MOST.entries});
	nr_alarms = (u32)next_number();
	for (u32 i = 0; i < nr_alarms; i++)
		alarms[i] = next_number();
}

/* Also after an exec: the addresses of what is filled in here are those of the program. */
static void __attribute__((constructor)) load_tables(void)
{
	const char *file = getenv("KSMTOP_TABLES");
	u32 nr;

	for (u32 i = 0; i < ${MOST.names}; i++)
		names[i] = "";
	tables = file ? fopen(file, "re") : NULL;
	if (!tables)
		bad("KSMTOP_TABLES names no file");
	PRESET = kept_text();
	PRESET_KEY = kept_text();
	nr = (u32)next_number();
	for (u32 i = 0; i < nr; i++)
		names[i] = kept_text();
	load_fills();
	load_workload();
	load_timeline();
	needs_split_file = next_number();
	follows_clock = next_number();
	needed_bytes = next_number();
	ticks_per_second = next_number();
	sleep_ms = next_number();
	needs_swap = (int)next_number() - 1;
	steps_khugepaged = next_number();
	fclose(tables);
}
`;

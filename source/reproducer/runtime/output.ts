// The report: JSON lines with the field names of ksmtop's own reports, or TAP.

/** C functions that print the header, rows and totals as JSON lines, or the expectations as TAP. */
export const OUTPUT = String.raw`
/* ---- The report: JSON lines, or TAP with --expect ----------------------- */

static bool wants_tap;
static bool every_wakeup;

static void json_text(const char *name, const char *text)
{
	printf("\"%s\":\"", name);
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c == '"' || *c == '\\')
			putchar('\\');
		if (*c < ' ')
			printf("\\u%04x", *c);
		else
			putchar(*c);
	}
	putchar('"');
}

static void json_knobs(void)
{
	const char *separator = "";

	printf("\"knobs\":{");
	for (u32 i = 0; i < ARRAY_SIZE(knobs); i++) {
		char path[128], value[64];

		knob_path(knobs[i].name, path, sizeof(path));
		if (!knob_value(path, value, sizeof(value)))
			continue;
		/* In exact mode the file holds the value that wakes ksmd, and a write of 1 to run may be deferred. */
		if (!timed && !strcmp(knobs[i].name, "sleep_millisecs"))
			snprintf(value, sizeof(value), "%llu", (unsigned long long)sleep_ms);
		if (!strcmp(knobs[i].name, "run") && run_is_due)
			snprintf(value, sizeof(value), "1");
		fputs(separator, stdout);
		separator = ",";
		if (value[strspn(value, "0123456789")])
			json_text(knobs[i].name, value);
		else
			printf("\"%s\":%s", knobs[i].name, value);
	}
	printf("}");
}

static void print_header(void)
{
	struct utsname name;
	char memory[4096], swaps[512];

	if (wants_tap)
		return;
	uname(&name);
	if (!read_file("/proc/meminfo", memory, sizeof(memory)))
		memory[0] = 0;
	printf("{\"type\":\"header\",\"schema\":1,");
	json_text("preset", PRESET);
	printf(",\"preset_key\":\"%s\",\"ksmtop\":\"%s\",\"mode\":\"%s\",", PRESET_KEY, VERSION, timed ? "timed" : "exact");
	printf("\"kernels\":[\"real\"],\"uname\":{");
	json_text("sysname", name.sysname);
	putchar(',');
	json_text("release", name.release);
	putchar(',');
	json_text("version", name.version);
	putchar(',');
	json_text("machine", name.machine);
	printf("},\"machine\":{\"memory_bytes\":%lld,\"available_bytes\":%lld,\"cpus\":%ld,\"swap\":%s},",
	       field(memory, "MemTotal", 0) * 1024, field(memory, "MemAvailable", 0) * 1024,
	       sysconf(_SC_NPROCESSORS_ONLN),
	       read_file("/proc/swaps", swaps, sizeof(swaps)) && strchr(swaps, '\n') ? "true" : "false");
	json_knobs();
	printf(",\"sleep_millisecs\":%llu,\"ksmd_cpu_ns_before\":%llu}\n", (unsigned long long)sleep_ms,
	       (unsigned long long)at_start.cpu_ns);
}

static void print_counters(void)
{
	long long sharing = 0, zero = 0, profit = 0;
	bool has_profit = false;

	for (u32 i = 0; i < ARRAY_SIZE(counters); i++) {
		if (!current.there[i])
			continue;
		printf("\"%s\":%lld,", counters[i].name, since_start(i));
		if (!strcmp(counters[i].name, "pages_sharing"))
			sharing = since_start(i);
		if (!strcmp(counters[i].name, "ksm_zero_pages"))
			zero = since_start(i);
		if (!strcmp(counters[i].name, "general_profit")) {
			profit = since_start(i);
			has_profit = true;
		}
	}
	/* No file shows the number of rmap_items, but general_profit is reduced by 64 bytes for each. */
	if (has_profit)
		printf("\"ksm_rmap_items\":%lld,", ((sharing + zero) * (long long)PAGE - profit) / 64);
	printf("\"ksmd_cpu_ns\":%llu", (unsigned long long)(current.cpu_ns - at_start.cpu_ns));
}

/* Whether ksmd or an action may have changed a process since its figures were last read. */
static bool anything_changed(void)
{
	static struct figures last;
	static u64 last_fired;
	bool changed = last_fired != nr_fired || !nr_fired;

	for (u32 i = 0; i < ARRAY_SIZE(counters); i++)
		if (strcmp(counters[i].name, "full_scans") && strncmp(counters[i].name, "nr_", 3))
			changed |= current.value[i] != last.value[i];
	last = current;
	last_fired = nr_fired;
	return changed;
}

static void print_processes(bool at_end)
{
	static struct slot *found[ARRAY_SIZE(names)];
	static struct process_figures figures[ARRAY_SIZE(names)];
	u32 nr = processes_named(NULL, found);
	bool changed = timed || anything_changed();
	bool with_map = map_is_due(at_end);
	u64 begun = wall_ns();

	printf("\"processes\":[");
	for (u32 i = 0; i < nr; i++) {
		struct process_figures f;

		/* Reading smaps walks all page tables: only when something may have changed. */
		if (changed)
			figures[i] = read_process(found[i]->pid);
		f = figures[i];
		printf("%s{\"name\":\"%s\",\"rss_anon_pages\":%lld,\"anon_huge_pages\":%lld,\"swap_pages\":%lld,\"ksm_pages\":%lld",
		       i ? "," : "", names[found[i] - shared->slots], f.rss_anon, f.anon_huge, f.swap, f.ksm_pages);
		if (f.rmap_items >= 0)
			printf(",\"ksm_rmap_items\":%lld", f.rmap_items);
		if (f.zero_pages >= 0)
			printf(",\"ksm_zero_pages\":%lld", f.zero_pages);
		if (f.merging_pages >= 0)
			printf(",\"ksm_merging_pages\":%lld", f.merging_pages);
		if (f.rmap_items >= 0)
			printf(",\"ksm_process_profit\":%lld", f.profit);
		if (f.merge_any >= 0)
			printf(",\"ksm_merge_any\":%s", f.merge_any ? "true" : "false");
		printf(",\"ksm_mergeable\":%s", f.mergeable ? "true" : "false");
		if (with_map)
			print_map(found[i]);
		putchar('}');
	}
	printf("]");
	if (with_map)
		map_not_before = wall_ns() + 4 * (wall_ns() - begun);
}

/* A row: "why" is full_scan, wakeup or, with --timed, sample. */
static void print_row(const char *why)
{
	if (wants_tap)
		return;
	printf("{\"type\":\"row\",\"kernel\":\"real\",\"why\":\"%s\",\"pass\":%llu,\"time_ns\":%llu,\"wall_ns\":%llu,\"wakeups\":%llu,",
	       why, (unsigned long long)passes, (unsigned long long)now,
	       (unsigned long long)(wall_ns() - started_at), (unsigned long long)wakeups);
	print_counters();
	putchar(',');
	if (knobs_were_set) {
		json_knobs();
		putchar(',');
	}
	knobs_were_set = false;
	print_processes(false);
	printf("}\n");
	if (fflush(stdout))
		die(EXIT_BROKEN, "the report cannot be written: %s", strerror(errno));
}

static void print_refusal(const struct entry *entry, int error)
{
	if (wants_tap)
		printf("# refused with %s: %s\n", error ? strerror(error) : "nothing", entry->text);
	else {
		printf("{\"type\":\"refusal\",\"kernel\":\"real\",\"time_ns\":%llu,\"wakeups\":%llu,\"errno\":%d,",
		       (unsigned long long)now, (unsigned long long)wakeups, error);
		json_text("entry", entry->text);
		printf("}\n");
	}
}

static void print_totals(const char *ended_by)
{
	if (wants_tap)
		return;
	printf("{\"type\":\"totals\",\"schema\":1,\"kernel\":\"real\",\"ended_by\":\"%s\",\"pass\":%llu,\"time_ns\":%llu,\"wall_ns\":%llu,\"wakeups\":%llu,",
	       ended_by, (unsigned long long)passes, (unsigned long long)now,
	       (unsigned long long)(wall_ns() - started_at), (unsigned long long)wakeups);
	json_knobs();
	printf(",\"counters\":{");
	print_counters();
	printf("},");
	print_processes(true);
	printf("}\n");
	fflush(stdout);
}

/* ---- Expectations -------------------------------------------------------- */

static double taken[ARRAY_SIZE(expectations)];
static bool is_taken[ARRAY_SIZE(expectations)];

static void take_expectations(bool at_end)
{
	for (u32 i = 0; i < nr_expectations; i++) {
		const struct expectation *e = &expectations[i];
		bool due = e->when ? e->when() : e->at == NEVER ? at_end : now >= e->at;

		if (is_taken[i] || e->skip || !due)
			continue;
		is_taken[i] = true;
		taken[i] = figure(e->name);
	}
}

/* Prints TAP; returns how many were missed. */
static u32 print_expectations(void)
{
	u32 missed = 0, skipped = 0;

	printf("TAP version 13\n1..%u\n", nr_expectations);
	for (u32 i = 0; i < nr_expectations; i++) {
		const struct expectation *e = &expectations[i];
		bool met = is_taken[i] && taken[i] >= e->min && taken[i] <= e->max;

		if (e->skip) {
			printf("ok %u - %s # SKIP %s\n", i + 1, e->text, e->skip);
			skipped++;
			continue;
		}
		printf("%s %u - %s\n", met ? "ok" : "not ok", i + 1, e->text);
		missed += !met;
		if (!met && is_taken[i])
			printf("# expected %.17g..%.17g\n# seen %.17g\n", e->min, e->max, taken[i]);
		else if (!met)
			printf("# never evaluated: its time or condition was not reached\n");
	}
	printf("# Totals: pass:%u fail:%u xfail:0 xpass:0 skip:%u error:0\n", nr_expectations - missed - skipped, missed,
	       skipped);
	return missed;
}
`;

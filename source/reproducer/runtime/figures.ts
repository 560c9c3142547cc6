// Reading the counters of the kernel and of the processes.

/** C functions that read sysfs, /proc/vmstat and /proc/PID, and is(), which tests a condition on a figure. */
export const FIGURES = String.raw`
/* ---- Figures ------------------------------------------------------------ */

struct figures {
	bool there[ARRAY_SIZE(counters)];
	long long value[ARRAY_SIZE(counters)];
	u64 cpu_ns;
};
static struct figures at_start, current;

struct process_figures {
	long long rss_anon, anon_huge, swap, ksm_pages;		/* pages */
	long long rmap_items, zero_pages, merging_pages, profit;
	int merge_any, mergeable;				/* -1: this kernel does not say */
};

static u64 ksmd_cpu_ns(void)
{
	char path[64], text[128];

	snprintf(path, sizeof(path), "/proc/%d/schedstat", ksmd);
	return read_file(path, text, sizeof(text)) ? strtoull(text, NULL, 10) : 0;
}

static void read_vmstat(struct figures *figures)
{
	static char vmstat[1 << 16];

	if (!read_file("/proc/vmstat", vmstat, sizeof(vmstat)))
		vmstat[0] = 0;
	for (u32 i = 0; i < ARRAY_SIZE(counters); i++) {
		if (!counters[i].vmstat)
			continue;
		figures->value[i] = field(vmstat, counters[i].name, INT64_MIN);
		figures->there[i] = figures->value[i] != INT64_MIN;
	}
}

static struct figures read_figures(void)
{
	struct figures figures = {.cpu_ns = ksmd_cpu_ns()};

	read_vmstat(&figures);
	for (u32 i = 0; i < ARRAY_SIZE(counters); i++) {
		char path[128], text[64];

		if (counters[i].vmstat)
			continue;
		snprintf(path, sizeof(path), KSM "/%s", counters[i].name);
		figures.there[i] = read_file(path, text, sizeof(text));
		figures.value[i] = figures.there[i] ? atoll(text) : 0;
	}
	return figures;
}

/*
* The events of /proc/vmstat are system-wide: they are counted only while ksmd or an action works, so that other
 * processes add little.
 */
static struct figures at_begin;
static long long counted[ARRAY_SIZE(counters)];

static void begin_counting(void)
{
	read_vmstat(&at_begin);
}

static void end_counting(void)
{
	current = read_figures();
	for (u32 i = 0; i < ARRAY_SIZE(counters); i++)
		counted[i] += counters[i].vmstat ? current.value[i] - at_begin.value[i] : 0;
	at_begin = current;
}

/* Since the start. Counters that a write of 2 to run resets were 0 at the start. */
static long long since_start(u32 counter)
{
	if (counters[counter].vmstat && strncmp(counters[counter].name, "nr_", 3))
		return counted[counter];
	return current.value[counter] - at_start.value[counter];
}

/* Sums lines of smaps over the preset's regions, in pages. */
static void read_smaps(pid_t pid, struct process_figures *figures)
{
	char path[64], line[512];
	bool ours = false;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/smaps", pid);
	file = fopen(path, "re");
	while (file && fgets(line, sizeof(line), file)) {
		unsigned long long from, to;
		long long kib;

		if (sscanf(line, "%llx-%llx ", &from, &to) == 2)
			ours = from >= FIRST_ADDRESS && from < LAST_ADDRESS;
		if (!ours)
			continue;
		if (sscanf(line, "Anonymous: %lld", &kib) == 1)
			figures->rss_anon += kib / 4;
		else if (sscanf(line, "AnonHugePages: %lld", &kib) == 1)
			figures->anon_huge += kib / 4;
		else if (sscanf(line, "Swap: %lld", &kib) == 1)
			figures->swap += kib / 4;
		else if (sscanf(line, "KSM: %lld", &kib) == 1)
			figures->ksm_pages += kib / 4;
		else if (!strncmp(line, "VmFlags:", 8) && strstr(line, " mg"))
			figures->mergeable = 1;
	}
	if (file)
		fclose(file);
}

static struct process_figures read_process(pid_t pid)
{
	struct process_figures figures = {.merge_any = -1, .mergeable = 0};
	char path[64], text[512];
	const char *word;

	read_smaps(pid, &figures);
	snprintf(path, sizeof(path), "/proc/%d/ksm_stat", pid);
	if (!read_file(path, text, sizeof(text)))
		text[0] = 0;
	figures.rmap_items = field(text, "ksm_rmap_items", -1);
	figures.zero_pages = field(text, "ksm_zero_pages", -1);
	figures.merging_pages = field(text, "ksm_merging_pages", -1);
	figures.profit = field(text, "ksm_process_profit", -1);
	word = strstr(text, "ksm_merge_any: ");
	if (word)
		figures.merge_any = word[15] == 'y';
	return figures;
}

static bool is_mergeable(pid_t pid)
{
	char path[64], text[512];
	const char *word;

	snprintf(path, sizeof(path), "/proc/%d/ksm_stat", pid);
	word = read_file(path, text, sizeof(text)) ? strstr(text, "ksm_mergeable: ") : NULL;
	return word ? word[15] == 'y' : read_process(pid).mergeable;
}

static bool any_mergeable(void)
{
	for (u32 who = 0; who < ARRAY_SIZE(names); who++)
		if (slot_of(who)->alive && is_mergeable(slot_of(who)->pid))
			return true;
	return false;
}

/* A figure of a process, or the sum over name-1, name-2 ...; NAN if none has been started. */
static double process_figure(const char *name, const char *what)
{
	double sum = NAN;

	for (u32 who = 0; who < ARRAY_SIZE(names); who++) {
		struct process_figures f = {0};
		const struct { const char *name; long long value; } all[] = {
			{"rss_anon_pages", (f = slot_of(who)->alive ? read_process(slot_of(who)->pid) : f).rss_anon},
			{"anon_huge_pages", f.anon_huge}, {"swap_pages", f.swap}, {"ksm_rmap_items", f.rmap_items},
			{"ksm_zero_pages", f.zero_pages}, {"ksm_merging_pages", f.merging_pages},
			{"ksm_process_profit", f.profit}, {"ksm_merge_any", f.merge_any}, {"ksm_mergeable", f.mergeable},
		};

		if (!is_named(names[who], name) || !slot_of(who)->pid)
			continue;
		for (u32 i = 0; i < ARRAY_SIZE(all); i++)
			if (!strcmp(all[i].name, what))
				sum = (isnan(sum) ? 0 : sum) + (double)all[i].value;
	}
	return sum;
}

/* nr_anon_transparent_hugepages of the preset's processes: vmstat has the system-wide figure. */
static double own_huge_pages(void)
{
	double sum = 0;

	for (u32 who = 0; who < ARRAY_SIZE(names); who++)
		if (slot_of(who)->alive)
			sum += (double)read_process(slot_of(who)->pid).anon_huge / 512;
	return sum;
}

/* A figure by its name in presets; NAN if this kernel does not show it. */
static double figure(const char *name)
{
	const char *dot = strrchr(name, '.');
	char path[128], text[128];

	if (!strcmp(name, "nr_anon_transparent_hugepages"))
		return own_huge_pages();
	for (u32 i = 0; i < ARRAY_SIZE(counters); i++)
		if (!strcmp(counters[i].name, name))
			return current.there[i] ? (double)since_start(i) : NAN;
	if (!strcmp(name, "time"))
		return (double)now;
	if (!strcmp(name, "wakeups"))
		return (double)wakeups;
	if (!strcmp(name, "pass"))
		return (double)passes;
	if (!strcmp(name, "sleep_millisecs"))
		return (double)sleep_ms;
	if (!strcmp(name, "run") && !timed)
		return run_is_due ? 1 : (double)file_number(KSM "/run", 0);
	if (!strcmp(name, "ksmd_cpu_ns"))
		return (double)(ksmd_cpu_ns() - at_start.cpu_ns);
	if (dot) {
		snprintf(text, sizeof(text), "%.*s", (int)(dot - name), name);
		return process_figure(text, dot + 1);
	}
	knob_path(name, path, sizeof(path));
	return knob_value(path, text, sizeof(text)) ? atof(text) : NAN;
}

static bool is(const char *name, const char *op, double value)
{
	double seen = figure(name);
	bool or_equal = op[1] == '=';

	if (isnan(seen))
		return false;
	if (*op == '!')
		return seen < value || seen > value;
	if (*op == '>' && seen > value)
		return true;
	if (*op == '<' && seen < value)
		return true;
	return or_equal && !(seen < value) && !(seen > value);
}
`;

// The machine's knobs: their values are saved before the run and restored at the end.

/** C functions that save, write and restore knobs, and that bind ksmd and khugepaged to one CPU. */
export const KNOB_FILES = String.raw`
/* ---- Knobs: saved before they are written, restored at the end --------- */

#define MAX_KNOBS 64

static struct {
	char path[128], value[64];
} saved[MAX_KNOBS];
static u32 nr_saved;

/* The path of a knob: in ksm/ if there is such a file, else in transparent_hugepage/. */
static void knob_path(const char *name, char *path, size_t size)
{
	snprintf(path, size, KSM "/%s", name);
	if (access(path, F_OK))
		snprintf(path, size, THP "/%s", name);
}

/* The value of a knob; of a list ("always [madvise] never") the selected word. */
static bool knob_value(const char *path, char *value, size_t size)
{
	char text[128];
	char *open, *close;

	if (!read_file(path, text, sizeof(text)))
		return false;
	open = strchr(text, '[');
	close = open ? strchr(open, ']') : NULL;
	if (close)
		*close = 0;
	snprintf(value, size, "%s", close ? open + 1 : text);
	return true;
}

static void save_knob(const char *path)
{
	for (u32 i = 0; i < nr_saved; i++)
		if (!strcmp(saved[i].path, path))
			return;
	if (nr_saved == MAX_KNOBS)
		die(EXIT_BROKEN, "too many knobs");
	snprintf(saved[nr_saved].path, sizeof(saved[0].path), "%s", path);
	if (knob_value(path, saved[nr_saved].value, sizeof(saved[0].value)))
		nr_saved++;
}

static void save_knobs(void)
{
	char path[128];

	for (u32 i = 0; i < ARRAY_SIZE(knobs); i++) {
		knob_path(knobs[i].name, path, sizeof(path));
		save_knob(path);
	}
	save_knob(KSM "/sleep_millisecs");
	save_knob(KSM "/run");
	save_knob(THP "/defrag");
	save_knob(PAGE_CLUSTER);
}

/* LRU batches are per CPU: in exact mode ksmd, khugepaged and all processes share one CPU, so that each can drain
 * what another has left in the batch. */
static struct thread {
	const char *name;
	pid_t pid;			/* 0: there is none */
	cpu_set_t cpus;			/* its affinity before the run */
} threads[] = {{.name = "ksmd"}, {.name = "khugepaged"}};

static void share_one_cpu(void)
{
	cpu_set_t one;

	CPU_ZERO(&one);
	CPU_SET((size_t)sched_getcpu(), &one);
	sched_setaffinity(0, sizeof(one), &one);
	for (u32 i = 0; i < ARRAY_SIZE(threads); i++) {
		threads[i].pid = kernel_thread(threads[i].name);
		if (threads[i].pid && (sched_getaffinity(threads[i].pid, sizeof(one), &threads[i].cpus) ||
				       sched_setaffinity(threads[i].pid, sizeof(one), &one)))
			threads[i].pid = 0;
	}
}

static void restore_thread_cpus(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(threads); i++)
		if (threads[i].pid)
			sched_setaffinity(threads[i].pid, sizeof(cpu_set_t), &threads[i].cpus);
}

/* Restores every knob. "clean": nobody else uses KSM, so that everything may be unmerged first. */
static void restore_knobs(bool clean)
{
	restore_thread_cpus();
	write_file(KSM "/run", "0");
	if (clean) {
		write_file(KSM "/run", "2");
		write_file(KSM "/run", "0");
	}
	/* Twice: writing advisor_mode sets pages_to_scan, which may have been restored before it. */
	for (int round = 0; round < 2; round++)
		for (u32 i = 0; i < nr_saved; i++)
			if (strcmp(saved[i].path, KSM "/run"))
				write_file(saved[i].path, saved[i].value);
	for (u32 i = 0; i < nr_saved; i++)
		if (!strcmp(saved[i].path, KSM "/run"))
			write_file(saved[i].path, saved[i].value);
}

/* Writes a knob of the preset; one that this kernel does not have (skip_huge_page) is skipped. */
static int write_knob(const char *name, const char *value)
{
	char path[128];
	int error;

	knob_path(name, path, sizeof(path));
	error = access(path, F_OK) ? 0 : write_file(path, value);
	return error;
}
`;

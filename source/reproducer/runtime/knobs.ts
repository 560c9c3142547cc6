// The machine's knobs: what they were is noted, and all of them are put back at the end.

export const KNOB_FILES = String.raw`
/* ---- Knobs: noted before they are written, put back at the end --------- */

#define MAX_KNOBS 64

static struct {
	char path[128], value[64];
} saved[MAX_KNOBS];
static u32 nr_saved;

/* The file of a knob: bare names are those of ksm, if it has the file, else of transparent_hugepage. */
static void knob_path(const char *name, char *path, size_t size)
{
	snprintf(path, size, KSM "/%s", name);
	if (access(path, F_OK))
		snprintf(path, size, THP "/%s", name);
}

/* The value of a knob; of a list of words ("always [madvise] never") the chosen one. */
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

/* Batches of pages on their way to the LRU lists are each CPU's own: in exact mode the kernel's threads and all
 * processes share one CPU, so that what one leaves there another one can empty. */
static struct thread {
	const char *name;
	pid_t pid;			/* 0: there is none */
	cpu_set_t cpus;			/* on which it may run otherwise */
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

static void let_threads_go(void)
{
	for (u32 i = 0; i < ARRAY_SIZE(threads); i++)
		if (threads[i].pid)
			sched_setaffinity(threads[i].pid, sizeof(cpu_set_t), &threads[i].cpus);
}

/* Puts every knob back. "clean": nothing of KSM belongs to others, so that everything may be unmerged first. */
static void restore_knobs(bool clean)
{
	let_threads_go();
	write_file(KSM "/run", "0");
	if (clean) {
		write_file(KSM "/run", "2");
		write_file(KSM "/run", "0");
	}
	/* Twice: advisor_mode sets pages_to_scan, which may have come before it. */
	for (int round = 0; round < 2; round++)
		for (u32 i = 0; i < nr_saved; i++)
			if (strcmp(saved[i].path, KSM "/run"))
				write_file(saved[i].path, saved[i].value);
	for (u32 i = 0; i < nr_saved; i++)
		if (!strcmp(saved[i].path, KSM "/run"))
			write_file(saved[i].path, saved[i].value);
}

/* Knobs of the preset. One that this kernel does not have is passed over, as skip_huge_page is. */
static int write_knob(const char *name, const char *value)
{
	char path[128];
	int error;

	knob_path(name, path, sizeof(path));
	error = access(path, F_OK) ? 0 : write_file(path, value);
	return error;
}
`;

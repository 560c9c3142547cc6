// The actions of the timeline, which the preset's part calls.

/** C functions for the timeline's actions, as WORDS declares them; each passes its error to note_error(). */
export const ACTIONS = String.raw`
/* ---- The actions of the timeline ------------------------------------------ */

static void write_pages(const char *process, const char *region, u64 from, u64 to, fill_fn fill)
{
	order_what = offset_of((uintptr_t)fill);
	order_range(process, region, from, to, WRITE, prepare_order);
}

static void read_pages(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, READ, NULL);
}

static void advise(const char *process, const char *region, u64 from, u64 to, int advice)
{
	order_advice = advice;
	order_range(process, region, from, to, ADVISE, prepare_order);
}

static void unmap(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, UNMAP, NULL);
}

static void move(const char *process, const char *region, u64 from, u64 to, u64 target)
{
	order_target = target;
	order_range(process, region, from, to, MOVE, prepare_order);
}

static void protect(const char *process, const char *region, u64 from, u64 to, int protection)
{
	order_advice = protection;
	order_range(process, region, from, to, PROTECT, prepare_order);
}

static void lock(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, LOCK, NULL);
}

static void unlock(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, UNLOCK, NULL);
}

static void pin(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, PIN, NULL);
}

static void unpin(const char *process, const char *region, u64 from, u64 to)
{
	order_range(process, region, from, to, UNPIN, NULL);
}

/* process_madvise(2), called by the director on the process. */
static void advise_from_outside(const char *process, const char *region, u64 from, u64 to, int advice)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = owners_of(process, region, found);

	for (u32 i = 0; i < nr; i++) {
		struct mapped *mapped = region_named(found[i], region);
		struct iovec range = {(void *)(uintptr_t)(mapped->start + from), (to == NEVER ? mapped->size : to) - from};
		int pidfd = (int)syscall(SYS_pidfd_open, found[i]->pid, 0);

		if (pidfd < 0 || syscall(SYS_process_madvise, pidfd, &range, 1, advice, 0) < 0)
			note_error(errno);
		if (pidfd >= 0)
			close(pidfd);
	}
	drain_lru_batch();
}

static void split(const char *process, const char *region, u64 from, u64 to)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = owners_of(process, region, found);
	char text[96];

	for (u32 i = 0; i < nr; i++) {
		struct mapped *mapped = region_named(found[i], region);

		snprintf(text, sizeof(text), "%d,0x%llx,0x%llx", found[i]->pid, (unsigned long long)(mapped->start + from),
			 (unsigned long long)(to == NEVER ? mapped->start + mapped->size : mapped->start + to));
		note_error(write_file(SPLIT_FILE, text));
	}
	drain_lru_batch();
}

static void map_region(const char *process, const struct region *region)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = processes_named(process, found);

	for (u32 i = 0; i < nr; i++) {
		found[i]->what = offset_of((uintptr_t)region);
		note_error(order(found[i], MAP));
	}
}

static u32 number_of(const char *name)
{
	for (u32 who = 0; who < ARRAY_SIZE(names); who++)
		if (!strcmp(names[who], name))
			return who;
	die(EXIT_BROKEN, "no process is named %s", name);
}

static void fork_process(const char *process, const char *child, u32 count)
{
	static struct slot *found[ARRAY_SIZE(names)];

	if (!processes_named(process, found)) {
		note_error(ENOENT);
		return;
	}
	for (u32 i = 1; i <= count; i++) {
		char name[80];
		struct slot *slot;

		snprintf(name, sizeof(name), count == 1 ? "%s" : "%s-%u", child, i);
		slot = slot_of(number_of(name));
		if (slot->alive)
			die(EXIT_BROKEN, "there is a process named %s already", name);
		slot->created = nr_created++;
		found[0]->number = number_of(name);
		note_error(order(found[0], FORK));
	}
}

static void start_process(const struct process *process)
{
	for (u32 i = 1; i <= process->count; i++) {
		char name[80];
		struct slot *slot;
		pid_t pid;

		snprintf(name, sizeof(name), process->count == 1 ? "%s" : "%s-%u", process->name, i);
		slot = slot_of(number_of(name));
		if (slot->alive)
			die(EXIT_BROKEN, "there is a process named %s already", name);
		memset(slot, 0, sizeof(*slot));
		slot->next_address = FIRST_ADDRESS;
		slot->created = nr_created++;
		fflush(stdout);
		pid = fork();
		if (pid < 0)
			die(EXIT_BROKEN, "fork: %s", strerror(errno));
		if (!pid) {
			become_worker(number_of(name));
			serve();
		}
		slot->pid = pid;
		slot->alive = true;
		slot->what = offset_of((uintptr_t)process);
		note_error(order(slot, SETUP));
	}
}

static void start(const char *process)
{
	for (u32 i = 0; i < ARRAY_SIZE(processes); i++)
		if (!strcmp(processes[i].name, process))
			start_process(&processes[i]);
}

static void await_end(struct slot *slot)
{
	while (!kill(slot->pid, 0) || errno != ESRCH) {
		waitpid(slot->pid, NULL, WNOHANG);
		sleep_ns(50 * US);
	}
	slot->alive = false;
}

static void exec_process(const char *process)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = processes_named(process, found);

	for (u32 i = 0; i < nr; i++) {
		found[i]->created = nr_created++;
		note_error(order(found[i], EXEC));
	}
	note_error(nr ? 0 : ENOENT);
}

static void exit_process(const char *process)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = processes_named(process, found);

	for (u32 i = 0; i < nr; i++) {
		found[i]->order = EXIT;
		pass_turn(found[i], 1);
		await_end(found[i]);
	}
	note_error(nr ? 0 : ENOENT);
}

static void merge_any(const char *process, bool on)
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = processes_named(process, found);

	for (u32 i = 0; i < nr; i++) {
		found[i]->advice = on;
		note_error(order(found[i], MERGE_ANY));
	}
	note_error(nr ? 0 : ENOENT);
}

static void drop_caches(int what)
{
	char text[8];

	snprintf(text, sizeof(text), "%d", what);
	note_error(write_file("/proc/sys/vm/drop_caches", text));
	drain_lru_batch();
}

static bool knobs_were_set;		/* since the last row */

static void set(const char *knob, const char *value)
{
	int error = 0;

	knobs_were_set = true;
	if (!(!strcmp(knob, "run") && set_ksm_run(value, &error)) &&
	    !(!strcmp(knob, "sleep_millisecs") && set_sleep(value, &error)) &&
	    !(!strcmp(knob, "khugepaged/scan_sleep_millisecs") && set_khugepaged_sleep(value, &error)))
		error = write_knob(knob, value);
	note_error(error);
	/* What a write makes ksmd or khugepaged do may leave pages in the batch, too. */
	drain_lru_batch();
}
`;

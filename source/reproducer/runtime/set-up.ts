// What the director process does before the run and after it.

/** Knobs and processes before the run, the check for other users of KSM, and the clean-up after it. */
export const SET_UP = String.raw`
/* ---- Before and after ------------------------------------------------------ */

/* Nobody else uses KSM: not --shared. */
static bool is_clean;

static bool is_own(pid_t pid)
{
	for (u32 who = 0; shared && who < ARRAY_SIZE(names); who++)
		if (shared->slots[who].alive && shared->slots[who].pid == pid)
			return true;
	return false;
}

/* Ends the run if another process has mergeable memory: ksmd would scan it too, and the counters would include it. */
static void check_others(int code, const char *advice)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	while (proc && (entry = readdir(proc))) {
		char path[300], text[512], comm[64];

		snprintf(path, sizeof(path), "/proc/%s/ksm_stat", entry->d_name);
		if (!isdigit((unsigned char)entry->d_name[0]) || is_own(atoi(entry->d_name)) ||
		    !read_file(path, text, sizeof(text)))
			continue;
		if (!strstr(text, "ksm_mergeable: yes") && field(text, "ksm_rmap_items", 0) <= 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%s/comm", entry->d_name);
		if (!read_file(path, comm, sizeof(comm)))
			comm[0] = 0;
		die(code, "process %s (%s) has mergeable memory%s", entry->d_name, comm, advice);
	}
	if (proc)
		closedir(proc);
}

/* At the end: ends with an error if another program has used KSM during the run. */
static void check_undisturbed(void)
{
	check_sleep();
	if (is_clean)
		check_others(EXIT_BROKEN, " since some time during the run: the recording is not valid");
}

static void set_knobs(void)
{
	/* Unmerges everything and resets counters of earlier use: full_scans starts from 0. */
	write_file(KSM "/run", "2");
	write_file(KSM "/run", "0");
	write_file(THP "/defrag", "madvise");
	/* No swap readahead: which pages it would read depends on the layout of the swap area. */
	if (needs_swap > 0)
		write_file(PAGE_CLUSTER, "0");
	for (u32 i = 0; i < ARRAY_SIZE(knobs); i++) {
		int error = 0;

		if (!strcmp(knobs[i].name, "run")) {
			runs = !strcmp(knobs[i].value, "1");
			continue;
		}
		if (timed || strcmp(knobs[i].name, "sleep_millisecs"))
			error = write_knob(knobs[i].name, knobs[i].value);
		if (error)
			die(EXIT_REFUSED, "%s = %s is refused here: %s", knobs[i].name, knobs[i].value, strerror(error));
	}
	/* ksmd may still be in a timed sleep: one of the two values differs from the current one and ends it. */
	for (int i = 0; i < 2 && !timed; i++)
		wake_ksmd();
	waits_to_be_woken = true;
}

/* khugepaged is woken when the first mm enters its empty list: a process that stays keeps the list from being empty. */
static void keep_khugepaged_busy(void)
{
	pid_t pid = fork();
	void *area;

	if (pid) {
		shared->keeper = pid;
		while (pid > 0 && __atomic_load_n(&shared->keeper_turn, __ATOMIC_SEQ_CST) != 2 &&
		       waitpid(pid, NULL, WNOHANG) != pid && !shared->stop)
			futex_wait(&shared->keeper_turn, 0);
		await_khugepaged();
		return;
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(STDOUT_FILENO);
	area = mmap(NULL, 4 * MiB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (area != MAP_FAILED && !madvise(area, 4 * MiB, MADV_HUGEPAGE))
		/* An mm enters the list when memory is touched. A whole THP leaves nothing to collapse. */
		memset((void *)round_up((uintptr_t)area, THP_SIZE), 1, THP_SIZE);
	__atomic_store_n(&shared->keeper_turn, 2, __ATOMIC_SEQ_CST);
	syscall(SYS_futex, &shared->keeper_turn, FUTEX_WAKE, 1, NULL, NULL, 0);
	for (;;)
		pause();
}

static void on_stop(int signal)
{
	(void)signal;
	shared->stop = true;
}

/* Kills the remaining processes and waits until they, and so their memory, are gone. */
static void kill_processes(void)
{
	for (u32 who = 0; who < ARRAY_SIZE(names); who++)
		if (shared->slots[who].alive && shared->slots[who].pid > 0)
			kill(shared->slots[who].pid, SIGKILL);
	if (shared->keeper > 0)
		kill(shared->keeper, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}

static int direct(void)
{
	struct sigaction stop = {.sa_handler = on_stop};
	const char *ended_by;

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	prctl(PR_SET_TIMERSLACK, 1);
	shared->director = getpid();
	sigaction(SIGTERM, &stop, NULL);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	set_knobs();
	keep_khugepaged_busy();
	at_start = read_figures();
	print_header();
	begin_counting();
	for (u32 i = 0; i < ARRAY_SIZE(processes); i++)
		if (!processes[i].later)
			start_process(&processes[i]);
	if (first_error)
		die(EXIT_BROKEN, "a process could not be set up: %s", strerror(first_error));
	/* One turn of khugepaged over the initial memory, as in the model. */
	if (steps_khugepaged)
		set_khugepaged_sleep(LONG_SLEEP, &first_error);
	drain_lru_batch();
	if (runs) {
		runs = false;
		set("run", "1");
	}
	end_counting();
	ended_by = run();
	check_undisturbed();
	take_expectations(true);
	print_totals(ended_by);
	if (!strcmp(ended_by, "interrupted"))
		return EXIT_BROKEN;
	if (wants_tap)
		return print_expectations() ? EXIT_MISSED : 0;
	return strcmp(ended_by, "until") ? EXIT_MISSED : 0;
}
`;

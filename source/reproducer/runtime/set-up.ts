// What is done before the run and after it, in the process that directs it.

export const SET_UP = String.raw`
/* ---- Before and after ------------------------------------------------------ */

/* Nothing of KSM belongs to others: not --shared. */
static bool is_clean;

static bool is_own(pid_t pid)
{
	for (u32 who = 0; shared && who < ARRAY_SIZE(names); who++)
		if (shared->slots[who].alive && shared->slots[who].pid == pid)
			return true;
	return false;
}

/* Memory that other processes have made mergeable: ksmd would scan it too, and change what the counters say. */
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

/* In the end: whether somebody else has used KSM meanwhile. */
static void check_undisturbed(void)
{
	check_sleep();
	if (is_clean)
		check_others(EXIT_BROKEN, " that came meanwhile: what was recorded is void");
}

static void set_knobs(void)
{
	/* What was merged, or counted, before is not part of this: full_scans starts from 0. */
	write_file(KSM "/run", "2");
	write_file(KSM "/run", "0");
	write_file(THP "/defrag", "madvise");
	/* No read-ahead from swap: what it reads besides depends on what lies there. */
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
	/* ksmd may still be in a timed sleep, of any length: one of two values is another one. */
	for (int i = 0; i < 2 && !timed; i++)
		wake_ksmd();
	waits_to_be_woken = true;
}

/* khugepaged starts at once when the first process comes to its list: one that stays keeps the list from being empty. */
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
		/* Only memory that was touched brings a process to the list. A whole THP is nothing to do for khugepaged. */
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

/* Kills what is left of the processes, and waits until their memory is gone. */
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
	/* khugepaged passes over what is there, as the model's does at the start. */
	if (steps_khugepaged)
		set_khugepaged_sleep(LONG_SLEEP, &first_error);
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

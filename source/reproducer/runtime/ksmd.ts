// Stepping ksmd batch by batch, and the simulated clock.

/** C functions that wake ksmd for a single batch and advance the simulated clock by its sleeps. */
export const KSMD = String.raw`
/* ---- ksmd, one batch at a time ----------------------------------------- */

/* Two sleeps, each longer than any run. Writing the other one ends the current sleep, and ksmd does one batch. */
#define LONG_SLEEP "4000000000"
static const char *const sleeps[] = {LONG_SLEEP, "4000000001"};

static bool timed;			/* --timed: ksmd runs by its own timer */
static pid_t ksmd;
static u64 now;				/* nanoseconds since the start; simulated unless timed */
static u64 started_at;			/* CLOCK_MONOTONIC */
static u64 next_batch = NEVER;
static u64 sleep_ms = SLEEP_MILLISECS;
static u64 wakeups, passes;
static bool runs;			/* run is 1, or will be before the next batch */
static bool run_is_due;			/* the write of 1 to run is deferred to the next batch */
static bool waits_to_be_woken = true;	/* ksmd is not in its timed sleep */
static u32 sleep_written;
static bool sleep_is_own;		/* this program has written sleep_millisecs */

struct thread_state {
	bool sleeps;
	long long switches;
};

static struct thread_state thread_state(pid_t thread)
{
	static char text[8192];
	char path[64];
	const char *state;

	snprintf(path, sizeof(path), "/proc/%d/status", thread);
	if (!read_file(path, text, sizeof(text)))
		die(EXIT_BROKEN, "a thread of the kernel cannot be watched");
	state = strstr(text, "\nState:");
	return (struct thread_state){
		.sleeps = state && state[7 + strspn(state + 7, " \t")] == 'S',
		.switches = field(text, "voluntary_ctxt_switches", 0),
	};
}

/*
* Waits until ksmd or khugepaged has run since "before" and sleeps again. The state alone is not enough: a woken thread
 * is briefly "sleeping" again while it checks its wait condition. Returns false if it was not woken within 20 ms.
 */
static bool await_thread(pid_t thread, struct thread_state before)
{
	u64 asleep_since = 0;

	for (;;) {
		struct thread_state state = thread_state(thread);
		u64 at = wall_ns();

		if (shared->stop)
			exit(EXIT_BROKEN);
		if (state.sleeps && state.switches > before.switches)
			return true;
		if (!state.sleeps)
			asleep_since = 0;
		else if (!asleep_since)
			asleep_since = at;
		else if (at - asleep_since > 20 * MS)
			return false;
		sleep_ns(10 * US);
	}
}

/* In exact mode only a write of sleep_millisecs wakes ksmd, so a write by another program wakes it too. */
static void check_sleep(void)
{
	char text[64];

	if (sleep_is_own && read_file(KSM "/sleep_millisecs", text, sizeof(text)) && strcmp(text, sleeps[sleep_written]))
		die(EXIT_BROKEN, "another program wrote " KSM "/sleep_millisecs during the run: the recording is not valid");
}

/* Ends ksmd's timed sleep. Returns false if it was in none. */
static bool wake_ksmd(void)
{
	struct thread_state before = thread_state(ksmd);

	check_sleep();
	sleep_is_own = true;
	sleep_written ^= 1;
	write_file(KSM "/sleep_millisecs", sleeps[sleep_written]);
	return await_thread(ksmd, before);
}

/* Stops ksmd so that only a write of 1 to run can wake it. */
static void hold_ksmd(void)
{
	write_file(KSM "/run", "0");
	if (!waits_to_be_woken)
		wake_ksmd();
	waits_to_be_woken = true;
	run_is_due = runs;
}

/* The end of a sleep at the preset's HZ: ceil(sleep_millisecs * HZ / 1000) + 1 ticks. A batch takes no time. */
static u64 after_sleep(void)
{
	u64 ticks = now / (S / HZ) + (sleep_ms * HZ + 999) / 1000 + 1;

	return ticks * S / HZ;
}

/* Lets ksmd do one batch; counts a wakeup if it has scanned anything. */
static void do_batch(void)
{
	long long scanned = file_number(KSM "/pages_scanned", 0), scans = file_number(KSM "/full_scans", 0);
	bool woken;

	if (run_is_due) {
		struct thread_state before = thread_state(ksmd);

		write_file(KSM "/run", "1");
		run_is_due = false;
		woken = await_thread(ksmd, before) || wake_ksmd();
	} else {
		woken = wake_ksmd();
	}
	drain_lru_batch();
	waits_to_be_woken = !woken || !runs;
	next_batch = NEVER;
	if (!runs || (file_number(KSM "/pages_scanned", 0) == scanned && file_number(KSM "/full_scans", 0) == scans)) {
		waits_to_be_woken = true;
		return;
	}
	wakeups++;
	next_batch = after_sleep();
}

/* Writes to run. Where a write of 1 would wake ksmd at once it is deferred to the next batch: everything else that is due
 * at this time comes first. */
static bool set_ksm_run(const char *value, int *error)
{
	bool was = runs;

	if (timed)
		return false;
	if (!strcmp(value, "1")) {
		runs = true;
		if (was)
			return true;
		if (!waits_to_be_woken) {
			*error = write_file(KSM "/run", "1");
			return true;
		}
		run_is_due = true;
		if (next_batch == NEVER)
			next_batch = now;
		return true;
	}
	*error = write_file(KSM "/run", value);
	if (!*error) {
		runs = false;
		run_is_due = false;
	}
	return true;
}

/* In exact mode sleep_millisecs only advances the simulated clock: the file is used to wake ksmd. A change ends a timed sleep. */
static bool set_sleep(const char *value, int *error)
{
	(void)error;
	if (timed)
		return false;
	sleep_ms = strtoull(value, NULL, 10);
	if (next_batch != NEVER)
		next_batch = now;
	return true;
}

/* Waits until khugepaged sleeps: it has nice 19, so it may get the CPU late. */
static void await_khugepaged(void)
{
	pid_t khugepaged = kernel_thread("khugepaged");

	while (khugepaged && !thread_state(khugepaged).sleeps && !shared->stop)
		sleep_ns(MS);
}

/* A write of scan_sleep_millisecs ends khugepaged's sleep: it scans once, then sleeps for the value written. */
static bool set_khugepaged_sleep(const char *value, int *error)
{
	struct thread_state before;
	pid_t khugepaged;

	if (timed)
		return false;
	if (!steps_khugepaged)
		return true;
	/* The thread ends when THPs are switched off, and a new one starts when they are switched on. */
	khugepaged = kernel_thread("khugepaged");
	if (!khugepaged)
		return false;
	before = thread_state(khugepaged);
	*error = write_knob("khugepaged/scan_sleep_millisecs", value);
	if (!*error)
		await_thread(khugepaged, before);
	return true;
}
`;

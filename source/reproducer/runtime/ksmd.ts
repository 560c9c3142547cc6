// Letting ksmd do one batch at a time, and the clock that goes with it.

export const KSMD = String.raw`
/* ---- ksmd, one batch at a time ----------------------------------------- */

/* Long sleeps that no run outlives. A write of the other one ends the sleep, and ksmd does one batch. */
#define LONG_SLEEP "4000000000"
static const char *const sleeps[] = {LONG_SLEEP, "4000000001"};

static bool timed;			/* --timed: ksmd runs freely, by the wall's clock */
static pid_t ksmd;
static u64 now;				/* nanoseconds since the start */
static u64 started_at;			/* by the wall's clock */
static u64 next_batch = NEVER;
static u64 sleep_ms = SLEEP_MILLISECS;
static u64 wakeups, passes;
static bool runs;			/* run is 1, or will be before the next batch */
static bool run_is_due;			/* the write of 1 to run waits for the next batch */
static bool waits_to_be_woken = true;	/* ksmd is not in its timed sleep */
static u32 sleep_written;
static bool sleep_is_own;		/* the file holds what was written last */

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
 * Waits until ksmd, or khugepaged, has slept since "before" and sleeps again. The state alone would not do: a woken thread is
 * "sleeping" for a moment once more, while it looks whether it may go on. Returns false if nothing has woken it.
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

/* ksmd goes only where it is woken: whoever writes the file, too, wakes it as well. */
static void check_sleep(void)
{
	char text[64];

	if (sleep_is_own && read_file(KSM "/sleep_millisecs", text, sizeof(text)) && strcmp(text, sleeps[sleep_written]))
		die(EXIT_BROKEN, "somebody else wrote " KSM "/sleep_millisecs meanwhile: what was recorded is void");
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

/* Stops ksmd where a write of 1 to run will wake it, and nothing else can. */
static void hold_ksmd(void)
{
	write_file(KSM "/run", "0");
	if (!waits_to_be_woken)
		wake_ksmd();
	waits_to_be_woken = true;
	run_is_due = runs;
}

/* ceil(sleep_millisecs * HZ / 1000) + 1 ticks, as a sleep lasts at the preset's HZ; the batch itself takes no time. */
static u64 after_sleep(void)
{
	u64 ticks = now / (S / HZ) + (sleep_ms * HZ + 999) / 1000 + 1;

	return ticks * S / HZ;
}

/* One batch of ksmd, if it has anything to do. */
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

/* Writes to run. That of 1 waits until ksmd's turn comes where it would wake ksmd at once: first the rest of the
 * moment is done. */
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

/* sleep_millisecs is the clock's only: what the file holds steps ksmd. A change ends a timed sleep. */
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

/* Waits until khugepaged sleeps: it is the last to get a CPU where much else runs. */
static void await_khugepaged(void)
{
	pid_t khugepaged = kernel_thread("khugepaged");

	while (khugepaged && !thread_state(khugepaged).sleeps && !shared->stop)
		sleep_ns(MS);
}

/* A write of scan_sleep_millisecs ends khugepaged's sleep: it looks through memory once, then sleeps for long. */
static bool set_khugepaged_sleep(const char *value, int *error)
{
	struct thread_state before;
	pid_t khugepaged;

	if (timed)
		return false;
	if (!steps_khugepaged)
		return true;
	/* It ends where THPs are switched off, and another begins where they are switched on. */
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

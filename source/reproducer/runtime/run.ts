// The main loop of a run: executing what is due, and advancing time.

/** The main loop: entries that are due, expectations, the next batch; ends with until, idle, limit or interrupted. */
export const RUN = String.raw`
/* ---- The run ------------------------------------------------------------- */

static u64 fired[ARRAY_SIZE(timeline)];	/* how many times each entry has fired */
static u64 limit_ns = 600 * S;		/* of wall-clock time */

static u64 due_at(u32 i)
{
	const struct entry *entry = &timeline[i];

	if (entry->when || (fired[i] && !entry->every))
		return NEVER;
	return entry->at + fired[i] * entry->every;
}

static void fire(u32 i)
{
	const struct entry *entry = &timeline[i];
	/* Without mergeable memory ksmd may be waiting for the first mm: it must not wake in the middle of the entry. */
	bool hold = !timed && runs && !run_is_due && !any_mergeable();

	if (hold)
		hold_ksmd();
	first_error = 0;
	firing = fired[i]++;
	nr_fired++;
	if (!timed)
		begin_counting();
	entry->act();
	end_counting();
	/* Something may have become mergeable; if not, the batch scans nothing and is not counted. */
	if (run_is_due && next_batch == NEVER)
		next_batch = now;
	if (first_error != entry->fails && !entry->every)
		print_refusal(entry, first_error);
}

/* Executes every entry that is due: first those with a time, in order of time, then those with a condition. */
static void fire_due(void)
{
	bool again = true;

	while (again) {
		u32 next = nr_entries;

		again = false;
		for (u32 i = 0; i < nr_entries; i++)
			if (due_at(i) <= now && due_at(i) != NEVER && !timeline[i].every &&
			    (next == nr_entries || due_at(i) < due_at(next)))
				next = i;
		if (next != nr_entries) {
			fire(next);
			again = true;
			continue;
		}
		for (u32 i = 0; i < nr_entries; i++)
			while (timeline[i].every && due_at(i) <= now)
				fire(i);
		for (u32 i = 0; i < nr_entries; i++) {
			if (!timeline[i].when || fired[i] || !timeline[i].when())
				continue;
			fire(i);
			again = true;
		}
	}
}

/* The next time at which an entry, an expectation or a condition depends on the clock; NEVER if there is none. */
static u64 next_alarm(void)
{
	u64 next = NEVER;

	for (u32 i = 0; i < nr_entries; i++)
		if (due_at(i) < next)
			next = due_at(i);
	for (u32 i = 0; i < nr_expectations; i++)
		if (expectations[i].at != NEVER && expectations[i].at > now && expectations[i].at < next)
			next = expectations[i].at;
	for (u32 i = 0; i < nr_alarms; i++)
		if (alarms[i] > now && alarms[i] < next)
			next = alarms[i];
	return next;
}

/* Advances time to the next moment at which anything can change. Returns false if there is none. */
static bool pass_time(void)
{
	u64 alarm = next_alarm();
	long long scans = figure("full_scans") >= 0 ? (long long)figure("full_scans") : 0;

	if (timed) {
		sleep_ns(MS);
		now = wall_ns() - started_at;
		end_counting();
	} else if (alarm <= next_batch) {
		if (alarm == NEVER)
			return false;
		now = alarm;
		return true;
	} else {
		u64 before = wakeups;

		now = next_batch;
		begin_counting();
		do_batch();
		end_counting();
		if (wakeups == before)
			return true;
	}
	if ((long long)figure("full_scans") > scans) {
		passes += (u64)((long long)figure("full_scans") - scans);
		print_row("full_scan");
	} else if (every_wakeup && !timed) {
		print_row("wakeup");
	}
	return true;
}

static const char *run(void)
{
	started_at = wall_ns();
	for (;;) {
		fire_due();
		take_expectations(false);
		if (until())
			return "until";
		if (shared->stop)
			return "interrupted";
		if (wall_ns() - started_at > limit_ns)
			return "limit";
		for (u32 who = 0; who < ARRAY_SIZE(names); who++)
			if (slot_of(who)->alive)
				check_alive(slot_of(who));
		if (!pass_time())
			return "idle";
	}
}
`;

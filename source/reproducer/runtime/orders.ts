// Sending orders to the processes.

/** C functions that send an order to the processes that a name means, and wait for the result. */
export const ORDERS = String.raw`
/* ---- Orders to processes ------------------------------------------------- */

static int first_error;			/* errno of the entry that is being executed; 0: none */
static u64 nr_created;
static bool set_ksm_run(const char *value, int *error);
static bool set_sleep(const char *value, int *error);
static bool set_khugepaged_sleep(const char *value, int *error);

static void note_error(int error)
{
	if (!first_error)
		first_error = error;
}

static struct slot *slot_of(u32 who)
{
	return &shared->slots[who];
}

/* Ends the run if a process of the preset has ended by itself: killed from outside, by the OOM killer, or crashed. */
static void check_alive(struct slot *slot)
{
	int status = 0;

	/* Children of the director are zombies until reaped; those of other processes vanish at once. */
	if (waitpid(slot->pid, &status, WNOHANG) != slot->pid && (!kill(slot->pid, 0) || errno != ESRCH))
		return;
	slot->alive = false;
	if (WIFSIGNALED(status))
		die(EXIT_BROKEN, "process %s was ended by signal %d", names[slot - shared->slots], WTERMSIG(status));
	die(EXIT_BROKEN, "process %s is gone", names[slot - shared->slots]);
}

/* Waits until the process has performed its order; returns its errno, or 0. */
static int await_answer(struct slot *slot)
{
	u32 turn;

	while ((turn = __atomic_load_n(&slot->turn, __ATOMIC_SEQ_CST)) != 2) {
		futex_wait(&slot->turn, turn);
		check_alive(slot);
		if (shared->stop)
			exit(EXIT_BROKEN);
	}
	__atomic_store_n(&slot->turn, 0, __ATOMIC_SEQ_CST);
	return slot->error;
}

static int order(struct slot *slot, enum order what)
{
	slot->order = what;
	slot->firing = firing;
	pass_turn(slot, 1);
	return await_answer(slot);
}

/* "name" itself, or name-1, name-2 ... */
static bool is_named(const char *full, const char *name)
{
	size_t length = strlen(name);

	if (!strcmp(full, name))
		return true;
	if (strncmp(full, name, length) || full[length] != '-' || !full[length + 1])
		return false;
	return strspn(full + length + 1, "0123456789") == strlen(full + length + 1);
}

static int by_creation(const void *one, const void *other)
{
	u64 a = (*(struct slot *const *)one)->created, b = (*(struct slot *const *)other)->created;

	return (a > b) - (a < b);
}

/* The running processes that a name means, oldest first; NULL means all. Returns how many. */
static u32 processes_named(const char *name, struct slot **found)
{
	u32 nr = 0;

	for (u32 who = 0; who < ARRAY_SIZE(names); who++)
		if (slot_of(who)->alive && (!name || is_named(names[who], name)))
			found[nr++] = slot_of(who);
	qsort(found, nr, sizeof(*found), by_creation);
	return nr;
}

static struct mapped *region_named(struct slot *slot, const char *name)
{
	for (u32 i = 0; i < slot->nr_regions; i++)
		if (!strcmp(slot->regions[i].name, name))
			return &slot->regions[i];
	return NULL;
}

/* The processes that have a region of a name; without a process's name those that mapped it, if any, not those that
 * inherited it by fork. */
static u32 owners_of(const char *process, const char *name, struct slot **found)
{
	u32 nr = processes_named(process, found), kept = 0;
	bool own = false;

	for (u32 i = 0; i < nr && !process; i++) {
		struct mapped *region = region_named(found[i], name);

		own |= region && !region->inherited;
	}
	for (u32 i = 0; i < nr; i++) {
		struct mapped *region = region_named(found[i], name);

		if (region && !(own && region->inherited))
			found[kept++] = found[i];
	}
	if (!kept)
		note_error(ENOENT);
	return kept;
}

/* Sends an order about a range of a region to all processes that are meant. */
static void order_range(const char *process, const char *name, u64 from, u64 to, enum order what,
			void (*prepare)(struct slot *slot, const struct mapped *region))
{
	static struct slot *found[ARRAY_SIZE(names)];
	u32 nr = owners_of(process, name, found);

	for (u32 i = 0; i < nr; i++) {
		struct mapped *region = region_named(found[i], name);

		found[i]->origin = region->start;
		found[i]->from = region->start + from;
		found[i]->to = to == NEVER ? region->start + region->size : region->start + to;
		found[i]->number = (u32)(region - found[i]->regions);
		if (prepare)
			prepare(found[i], region);
		note_error(order(found[i], what));
	}
}

static ptrdiff_t order_what;
static u64 order_target;
static int order_advice;

static void prepare_order(struct slot *slot, const struct mapped *region)
{
	slot->what = order_what;
	slot->advice = order_advice;
	slot->target = order_target == NEW_ADDRESS ? NEW_ADDRESS : region->start + order_target;
}
`;

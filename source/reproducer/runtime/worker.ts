// The processes of a preset: each is a real process that performs the orders in its mailbox.

/** C functions of a preset's process: mapping and filling regions, performing orders, fork and exec. */
export const WORKER = String.raw`

/* ---- A process: maps and fills its regions, performs orders ------------- */

static u64 round_up(u64 value, u64 to)
{
	return (value + to - 1) / to * to;
}

static struct mapped *note_region(struct slot *slot, const char *name, u64 begin, u64 size)
{
	struct mapped *mapped = &slot->regions[slot->nr_regions];

	if (slot->nr_regions == MAX_REGIONS)
		return NULL;
	slot->nr_regions++;
	snprintf(mapped->name, sizeof(mapped->name), "%s", name);
	mapped->start = begin;
	mapped->size = size;
	mapped->inherited = false;
	return mapped;
}

/* An unlinked file of zeros; it disappears with its last mapping. */
static int zero_file(u64 size)
{
	int file = open(P_tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (file >= 0 && ftruncate(file, (off_t)size)) {
		close(file);
		return -1;
	}
	return file;
}

/* Maps a region, gives it its THP advice, fills it from its start, then makes it mergeable. */
static int map_one(struct slot *slot, const struct region *region)
{
	static const struct { unsigned int flag; int advice; } before[] = {
		{HUGEPAGE, MADV_HUGEPAGE}, {NOHUGEPAGE, MADV_NOHUGEPAGE},
		{DONTFORK, MADV_DONTFORK}, {DOFORK, MADV_DOFORK},
	};
	u64 begin = round_up(slot->next_address, region->align);
	int flags = MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE | (region->file ? 0 : MAP_ANONYMOUS); //@FILE
	int flags = MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE | MAP_ANONYMOUS; //@NO_FILE
	int file = region->file ? zero_file(region->size) : -1; //@FILE
	int error = 0;

	if (region->file && file < 0) //@FILE
		return errno; //@FILE
	if (mmap((void *)(uintptr_t)begin, region->size, PROT_READ | PROT_WRITE, flags, file, 0) == MAP_FAILED) //@FILE
	if (mmap((void *)(uintptr_t)begin, region->size, PROT_READ | PROT_WRITE, flags, -1, 0) == MAP_FAILED) //@NO_FILE
		error = errno;
	if (file >= 0) //@FILE
		close(file); //@FILE
	if (error)
		return error;
	slot->next_address = round_up(begin + region->size + THP_SIZE, THP_SIZE);
	note_region(slot, region->name, begin, region->size);
	for (u32 i = 0; i < ARRAY_SIZE(before); i++)
		if (region->advice & before[i].flag)
			error = error ? error : give_advice(begin, region->size, before[i].advice);
	if (region->fill) {
		slot->from = slot->origin = begin;
		slot->to = begin + region->size;
		error = error ? error : touch(slot, region->fill);
	}
	if (region->advice & MERGEABLE)
		error = error ? error : give_advice(begin, region->size, MADV_MERGEABLE);
	return error;
}

/* Calls visit() for each mapping of this process. */
static void each_mapping(void (*visit)(u64 from, u64 to))
{
	static char text[1 << 20];
	char *line = text, *next;

	if (!read_file("/proc/self/maps", text, sizeof(text)))
		return;
	for (; line; line = next) {
		unsigned long long from, to;

		next = strchr(line, '\n');
		if (next)
			next++;
		if (sscanf(line, "%llx-%llx", &from, &to) == 2)
			visit(from, to);
	}
}

static void exclude_mapping(u64 from, u64 to)
{
	if (from < FIRST_ADDRESS || from >= LAST_ADDRESS)
		madvise((void *)(uintptr_t)from, to - from, MADV_UNMERGEABLE);
}

/* PR_SET_MEMORY_MERGE makes all memory mergeable: exclude everything but the preset's regions again. */
static void exclude_own_memory(void)
{
	each_mapping(exclude_mapping);
}

static int set_merge_any(bool on)
{
	if (prctl(PR_SET_MEMORY_MERGE, on, 0, 0, 0))
		return errno;
	if (on)
		exclude_own_memory();
	return 0;
}

static int set_up(struct slot *slot, const struct process *process)
{
	int error = process->merge_any ? set_merge_any(true) : 0; //@MERGE_ANY_AT_START
	int error = 0; //@NO_MERGE_ANY_AT_START

	for (u32 i = 0; i < process->nr_regions && !error; i++)
		error = map_one(slot, &process->regions[i]);
	return error;
}

/* mremap within the region, or to a new address; a region that moves as a whole keeps its name. */
static int move_range(struct slot *slot)
{
	u64 size = slot->to - slot->from, target = slot->target;
	struct mapped *region = &slot->regions[slot->number];

	if (target == NEW_ADDRESS)
		target = round_up(slot->next_address, THP_SIZE) + slot->from % THP_SIZE;
	if (mremap((void *)(uintptr_t)slot->from, size, size, MREMAP_MAYMOVE | MREMAP_FIXED,
		   (void *)(uintptr_t)target) == MAP_FAILED)
		return errno;
	move_pins(slot->from, size, target);
	if (slot->target != NEW_ADDRESS) {
		if (target + size > region->start + region->size)
			region->size = target + size - region->start;
		return 0;
	}
	slot->next_address = round_up(target + size, THP_SIZE) + THP_SIZE;
	if (size == region->size)
		region->start = target;
	return 0;
}

static void __attribute__((noreturn)) serve(void);

static int fork_child(struct slot *slot)
{
	u32 number = slot->number;
	struct slot *child = &shared->slots[number];
	pid_t pid;

	child->next_address = slot->next_address;
	child->nr_regions = slot->nr_regions;
	memcpy(child->regions, slot->regions, sizeof(child->regions));
	for (u32 i = 0; i < child->nr_regions; i++)
		child->regions[i].inherited = true;
	child->turn = 0;
	pid = fork();
	if (pid < 0)
		return errno;
	if (!pid) {
		self = number;
		forget_pins(); //@PIN|UNPIN
		serve();
	}
	child->pid = pid;
	child->alive = true;
	return 0;
}

static int exec_self(struct slot *slot)
{
	char number[16], fd[16];
	char *arguments[] = {(char *)"reproducer", (char *)"--worker", number, fd, NULL};

	snprintf(number, sizeof(number), "%u", self);
	snprintf(fd, sizeof(fd), "%d", shared_fd);
	slot->nr_regions = 0;
	slot->next_address = FIRST_ADDRESS;
	execv("/proc/self/exe", arguments);
	return errno;
}

static int perform_order(struct slot *slot)
{
	void *from = (void *)(uintptr_t)slot->from; //@UNMAP|PROTECT|LOCK|UNLOCK
	u64 size = slot->to - slot->from; //@ADVISE|UNMAP|PROTECT|LOCK|UNLOCK
 //@ADVISE|UNMAP|PROTECT|LOCK|UNLOCK
	firing = slot->firing;
	switch (slot->order) {
	case SETUP:
		return set_up(slot, (const struct process *)constant_at(slot->what));
	case MAP: //@MAP
		return map_one(slot, (const struct region *)constant_at(slot->what)); //@MAP
	case WRITE: //@WRITE
		return touch(slot, (fill_fn)constant_at(slot->what)); //@WRITE
	case READ: //@READ
		return touch(slot, NULL); //@READ
	case ADVISE: //@ADVISE
		return give_advice(slot->from, size, slot->advice); //@ADVISE
	case UNMAP: //@UNMAP
		return munmap(from, size) ? errno : 0; //@UNMAP
	case MOVE: //@MOVE
		return move_range(slot); //@MOVE
	case PROTECT: //@PROTECT
		return mprotect(from, size, slot->advice) ? errno : 0; //@PROTECT
	case LOCK: //@LOCK
		return mlock(from, size) ? errno : 0; //@LOCK
	case UNLOCK: //@UNLOCK
		return munlock(from, size) ? errno : 0; //@UNLOCK
	case PIN: //@PIN
		return pin_range(slot->from, slot->to); //@PIN
	case UNPIN: //@UNPIN
		return unpin_range(slot->from, slot->to); //@UNPIN
	case FORK: //@FORK
		return fork_child(slot); //@FORK
	case EXEC: //@EXEC
		return exec_self(slot); //@EXEC
	case MERGE_ANY: //@MERGE_ANY
		return set_merge_any(slot->advice); //@MERGE_ANY
	case EXIT: //@EXIT
		break; //@EXIT
	}
	_exit(0);
}

/* The main loop of a process: wait for an order, perform it, report its error. Ends when the director is gone. */
static void __attribute__((noreturn)) serve(void)
{
	struct slot *slot = &shared->slots[self];

	for (;;) {
		u32 turn = __atomic_load_n(&slot->turn, __ATOMIC_SEQ_CST);

		if (turn != 1) {
			futex_wait(&slot->turn, turn);
			if (kill(shared->director, 0) && errno == ESRCH)
				_exit(0);
			continue;
		}
		slot->error = perform_order(slot);
		drain_lru_batch();
		pass_turn(slot, 2);
	}
}

/* Signal handlers and stdout of a new process. */
static void become_worker(u32 number)
{
	struct sigaction fault = {.sa_handler = on_fault, .sa_flags = SA_NODEFER};

	self = number;
	sigaction(SIGSEGV, &fault, NULL);
	sigaction(SIGBUS, &fault, NULL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	close(STDOUT_FILENO);
}

/* A process after an exec: of its old state only PR_SET_MEMORY_MERGE is left. */
static void __attribute__((noreturn)) resume_after_exec(const char *number, const char *fd)
{
	shared_fd = atoi(fd);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED, shared_fd, 0);
	if (shared == MAP_FAILED)
		_exit(EXIT_BROKEN);
	become_worker((u32)atoi(number));
	if (prctl(PR_GET_MEMORY_MERGE, 0, 0, 0, 0) == 1)
		exclude_own_memory();
	shared->slots[self].error = 0;
	drain_lru_batch();
	pass_turn(&shared->slots[self], 2);
	serve();
}
`;

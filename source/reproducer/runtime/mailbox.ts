// The mailbox of each process in shared memory, and the writing and reading of pages.

/** The shared memory through which the director gives orders to the processes, and the page contents they write. */
export const MAILBOX = String.raw`
/* ---- Processes: each gets its orders from a mailbox in shared memory --- */

/* The address range of the preset's regions, in the order and with the gaps of the model; nothing else is in it. */
#define FIRST_ADDRESS	(1ULL << 36)
#define LAST_ADDRESS	(1ULL << 46)
#define THP_SIZE	(2 * MiB)

enum order {
	SETUP,
	MAP, //@MAP
	WRITE, //@WRITE
	READ, //@READ
	ADVISE, //@ADVISE
	UNMAP, //@UNMAP
	MOVE, //@MOVE
	PROTECT, //@PROTECT
	LOCK, //@LOCK
	UNLOCK, //@UNLOCK
	PIN, //@PIN
	UNPIN, //@UNPIN
	FORK, //@FORK
	EXEC, //@EXEC
	EXIT, //@EXIT
	MERGE_ANY, //@MERGE_ANY
};

struct mapped {
	char name[72];
	u64 start, size;
	bool inherited;			/* by fork */
};

struct slot {
	u32 turn;			/* 0: idle, 1: an order waits, 2: it has been performed */
	pid_t pid;
	bool alive;
	u64 created;			/* order of creation */
	u64 next_address;
	u32 nr_regions;
	struct mapped regions[MAX_REGIONS];
	/* The order and its result. */
	enum order order;
	u64 from, to, target;		/* addresses */
	u64 origin;			/* address of the region's first page */
	u64 firing;
	int advice;
	u32 number;			/* of the region, or of the slot for a child */
	ptrdiff_t what;			/* a process, region or fill; see offset_of() */
	int error;
};

static struct shared {
	pid_t guardian, director, keeper;
	u32 keeper_turn;		/* 2: the keeper has touched its memory */
	bool stop;
	struct slot slots[ARRAY_SIZE(names)];
} *shared;
static int shared_fd = -1;
static u32 self;			/* the slot of this process */
static sigjmp_buf fault_return;
static const char anchor;

/* Addresses of constants as offsets from one of them: an exec changes addresses, not offsets. */
static ptrdiff_t offset_of(uintptr_t address)
{
	return (ptrdiff_t)(address - (uintptr_t)&anchor);
}

static uintptr_t constant_at(ptrdiff_t distance)
{
	return (uintptr_t)&anchor + (uintptr_t)distance;
}

static void futex_wait(u32 *word, u32 while_value)
{
	struct timespec second = {1, 0};

	syscall(SYS_futex, word, FUTEX_WAIT, while_value, &second, NULL, 0);
}

static void pass_turn(struct slot *slot, u32 turn)
{
	__atomic_store_n(&slot->turn, turn, __ATOMIC_SEQ_CST);
	syscall(SYS_futex, &slot->turn, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* The page of content c begins with these 8 bytes and is zero otherwise: memcmp orders pages as the model orders
 * contents, and one atomic store changes a page. */
static u64 first_bytes(u32 content)
{
	u64 value = (content * 6364136223846793005ULL + 1442695040888963407ULL) | 1;

	if (!content)
		return 0;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	value = __builtin_bswap64(value);
#endif
	return value;
}

static void on_fault(int signal)
{
	(void)signal;
	siglongjmp(fault_return, 1);
}

static int touch(const struct slot *slot, fill_fn fill)
{
	if (sigsetjmp(fault_return, 1))
		return EFAULT;
	for (u64 at = slot->from; at < slot->to; at += PAGE) {
		volatile u64 *page = (volatile u64 *)(uintptr_t)at;

		if (fill)
			*page = first_bytes(fill((at - slot->origin) / PAGE, self));
		else
			(void)*page;
	}
	return 0;
}

static int give_advice(u64 begin, u64 size, int advice)
{
	return madvise((void *)(uintptr_t)begin, size, advice) ? errno : 0;
}

/* A new page waits in its CPU's LRU batch, which holds a reference and so keeps ksmd from merging it. When a batch is
 * full depends on other work on this CPU: so drain it, as any mlock does. */
static void drain_lru_batch(void)
{
	mlock(shared, PAGE);
	munlock(shared, PAGE);
}
`;

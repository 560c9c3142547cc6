// The mailbox of each process in shared memory, and touching pages.

export const MAILBOX = String.raw`
/* ---- Processes: each obeys through a mailbox in shared memory ---------- */

/* Regions lie here, in the order and with the gaps of the model; everything else of a process lies elsewhere. */
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
	bool inherited;			/* got by fork */
};

struct slot {
	u32 turn;			/* 0 nobody's, 1 the process's, 2 the director's */
	pid_t pid;
	bool alive;
	u64 born;			/* rises from process to process */
	u64 next_address;
	u32 nr_regions;
	struct mapped regions[MAX_REGIONS];
	/* What is to be done, and what came of it. */
	enum order order;
	u64 from, to, target;		/* addresses */
	u64 origin;			/* address of the region's first page */
	u64 firing;
	int advice;
	u32 number;			/* of the region, or of the slot of a child to be */
	ptrdiff_t what;			/* a process, region or fill; see ship() */
	int error;
};

static struct shared {
	pid_t guardian, director, keeper;
	u32 keeper_turn;		/* 2: the keeper has done its part */
	bool stop;
	struct slot slots[ARRAY_SIZE(names)];
} *shared;
static int shared_fd = -1;
static u32 self;			/* the slot of this process */
static sigjmp_buf touched_nothing;
static const char anchor;

/* Addresses of constants as distances from one of them, which survive an exec. */
static ptrdiff_t ship(uintptr_t address)
{
	return (ptrdiff_t)(address - (uintptr_t)&anchor);
}

static uintptr_t unship(ptrdiff_t distance)
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
 * contents, and one store changes a page, so that nobody ever sees half of a change. */
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
	siglongjmp(touched_nothing, 1);
}

static int touch(const struct slot *slot, fill_fn fill)
{
	if (sigsetjmp(touched_nothing, 1))
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

/* Pages wait in their CPU's batch before they get on the LRU list, with one more reference, which keeps ksmd from
 * merging them. When a batch is full depends on whatever else runs here: so empty it, as any mlock does. */
static void drain_lru_batch(void)
{
	mlock(shared, PAGE);
	munlock(shared, PAGE);
}
`;

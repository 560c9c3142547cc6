// The first part of every reproducer: headers, units, types and declarations for the preset's own part.

/** Headers, units, types and declarations that the preset's own part uses. */
export const WORDS = String.raw`#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/io_uring.h> //@PIN|UNPIN
#include <math.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h> //@PIN|UNPIN
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* ---- Units, types and declarations for the preset --------------------- */

typedef uint32_t u32;
typedef uint64_t u64;

#define PAGE	4096ULL
#define KiB	1024ULL
#define MiB	(1024 * KiB)
#define GiB	(1024 * MiB)
#define TiB	(1024 * GiB)
#define US	1000ULL		/* durations are in nanoseconds */
#define MS	(1000 * US)
#define S	(1000 * MS)
#define NEVER	UINT64_MAX
#define NEW_ADDRESS UINT64_MAX

/* The content number of a page; 0: all zero. "who": index of the process in names[]. */
typedef u32 (*fill_fn)(u64 page, u32 who);

enum advice {
	HUGEPAGE = 1, NOHUGEPAGE = 2, MERGEABLE = 4, UNMERGEABLE = 8, DONTFORK = 16, DOFORK = 32,
};

struct region {
	const char *name;
	u64 size, align;		/* bytes */
	unsigned int advice;		/* MERGEABLE is given after the fill, the rest before */
	fill_fn fill;			/* NULL: mapped and not touched */
	bool file;			/* a private mapping of a file of zeros; else anonymous */
};

struct process {
	const char *name;		/* with a count above 1: name-1 to name-<count> */
	u32 count;
	bool merge_any;			/* PR_SET_MEMORY_MERGE */
	bool later;			/* not at the beginning: start() of the timeline starts it */
	const struct region *regions;
	u32 nr_regions;
};

struct knob {
	const char *name, *value;
};

struct entry {
	u64 at;				/* NEVER: when() decides */
	u64 every;			/* period; 0: once */
	bool (*when)(void);
	void (*act)(void);
	int fails;			/* the errno that is expected; 0: success */
	const char *text;
};

struct expectation {
	const char *text, *name;
	double min, max;
	u64 at;				/* NEVER and no when(): at the end */
	bool (*when)(void);
	const char *skip;		/* why no real kernel can answer it; NULL: tested */
};

struct counter {
	const char *name;
	bool vmstat;			/* else a file of /sys/kernel/mm/ksm */
};

/* Conditions. A comparison with a figure that this kernel does not show is false. */
static bool is(const char *figure, const char *op, double value);

/* Actions. process NULL: every running one that has the region. Ranges are in bytes from the region's start. */
static void set(const char *knob, const char *value);
static void write_pages(const char *process, const char *region, u64 from, u64 to, fill_fn fill);
static void read_pages(const char *process, const char *region, u64 from, u64 to);
static void advise(const char *process, const char *region, u64 from, u64 to, int advice);
static void advise_from_outside(const char *process, const char *region, u64 from, u64 to, int advice);
static void map_region(const char *process, const struct region *region);
static void unmap(const char *process, const char *region, u64 from, u64 to);
static void move(const char *process, const char *region, u64 from, u64 to, u64 target);
static void protect(const char *process, const char *region, u64 from, u64 to, int protection);
static void lock(const char *process, const char *region, u64 from, u64 to);
static void unlock(const char *process, const char *region, u64 from, u64 to);
static void pin(const char *process, const char *region, u64 from, u64 to);
static void unpin(const char *process, const char *region, u64 from, u64 to);
static void split(const char *process, const char *region, u64 from, u64 to);
static void fork_process(const char *process, const char *child, u32 count);
static void start(const char *process);
static void exec_process(const char *process);
static void exit_process(const char *process);
static void merge_any(const char *process, bool on);
static void drop_caches(int what);

/* How many times the current entry with "every" has fired before. */
static u64 firing;

/* Random draws: page i of a fill is a pure function of a key and i (two rounds of MurmurHash3's finaliser). */
static u32 mixed(u32 h)
{
	h = (h ^ (h >> 16)) * 0x85ebca6b;
	h = (h ^ (h >> 13)) * 0xc2b2ae35;
	return h ^ (h >> 16);
}

static u32 draw(u32 key, u64 page)
{
	return mixed(mixed((u32)page ^ key) + key + 0x9e3779b9);
}

#ifndef MADV_COLD
#define MADV_COLD 20
#endif
#ifndef MADV_PAGEOUT
#define MADV_PAGEOUT 21
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif
#ifndef PR_SET_MEMORY_MERGE
#define PR_SET_MEMORY_MERGE 67
#endif
#ifndef PR_GET_MEMORY_MERGE
#define PR_GET_MEMORY_MERGE 68
#endif
`;

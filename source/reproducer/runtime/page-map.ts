// --map: the state of each page of the preset's regions on the real kernel, from pagemap and kpageflags.

/** C functions for --map: one letter per page, as run lengths ("T512 z3 p1"). */
export const PAGE_MAP = String.raw`
/* ---- Single pages: --map ------------------------------------------------- */

static bool wants_map;
static u64 nr_fired;			/* entries of the timeline, so far */

/* Bits of /proc/PID/pagemap and /proc/kpageflags (Documentation/admin-guide/mm/pagemap.rst). */
#define PM_PRESENT	(1ULL << 63)
#define PM_SWAP		(1ULL << 62)
#define PM_PFN		((1ULL << 55) - 1)
#define KPF_KSM		(1ULL << 21)
#define KPF_THP		(1ULL << 22)
#define KPF_ZERO_PAGE	(1ULL << 24)

#define MAP_CHUNK	512		/* pages looked up at a time */

/* T: part of a THP, k: KSM page, z: zeropage, p: other page. */
static char letter_of(u64 flags)
{
	if (flags & KPF_ZERO_PAGE)
		return 'z';
	if (flags & KPF_KSM)
		return 'k';
	return flags & KPF_THP ? 'T' : 'p';
}

/* The letters of consecutive pages; also s: swapped out, '.': not mapped, '?': kpageflags could not be read. */
static void page_letters(const u64 *entries, char *letters, u32 nr, int kpageflags)
{
	u64 flags[MAP_CHUNK], known = NEVER;
	char known_letter = 0;

	for (u32 i = 0, run = 1; i < nr; i += run) {
		u64 frame = entries[i] & PM_PFN;

		run = 1;
		if (!(entries[i] & PM_PRESENT)) {
			letters[i] = entries[i] & PM_SWAP ? 's' : '.';
			continue;
		}
		/* The zeropage, or one KSM page, mapped many times in a row. */
		if (frame == known) {
			letters[i] = known_letter;
			continue;
		}
		while (i + run < nr && entries[i + run] & PM_PRESENT && (entries[i + run] & PM_PFN) == frame + run)
			run++;
		if (pread(kpageflags, flags, run * sizeof(*flags), (off_t)(frame * sizeof(*flags))) !=
		    (ssize_t)(run * sizeof(*flags))) {
			memset(letters + i, '?', run);
			continue;
		}
		for (u32 j = 0; j < run; j++)
			letters[i + j] = letter_of(flags[j]);
		known = frame + run - 1;
		known_letter = letters[i + run - 1];
	}
}

/* Runs of equal pages: "T512 z3 p1". */
static void print_region_map(const struct mapped *region, int pagemap, int kpageflags)
{
	u64 entries[MAP_CHUNK], length = 0, nr_pages = region->size / PAGE;
	const char *separator = "";
	char letters[MAP_CHUNK], last = 0;

	printf("\"%s\":\"", region->name);
	if (!nr_pages)
		printf(".0");
	for (u64 page = 0; page < nr_pages; page += MAP_CHUNK) {
		u32 nr = nr_pages - page < MAP_CHUNK ? (u32)(nr_pages - page) : MAP_CHUNK;
		off_t at = (off_t)((region->start / PAGE + page) * sizeof(*entries));

		if (pread(pagemap, entries, nr * sizeof(*entries), at) == (ssize_t)(nr * sizeof(*entries)))
			page_letters(entries, letters, nr, kpageflags);
		else
			memset(letters, '?', nr);
		for (u32 i = 0; i < nr; i++, length++) {
			if (letters[i] == last)
				continue;
			if (length)
				printf("%s%c%llu", separator, last, (unsigned long long)length);
			separator = length ? " " : "";
			length = 0;
			last = letters[i];
		}
	}
	if (nr_pages)
		printf("%s%c%llu", separator, last, (unsigned long long)length);
	putchar('"');
}

static void print_map(const struct slot *slot)
{
	char path[64];
	int pagemap, kpageflags = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);

	snprintf(path, sizeof(path), "/proc/%d/pagemap", slot->pid);
	pagemap = open(path, O_RDONLY | O_CLOEXEC);
	printf(",\"map\":{");
	for (u32 i = 0; i < slot->nr_regions && pagemap >= 0 && kpageflags >= 0; i++) {
		if (i)
			putchar(',');
		print_region_map(&slot->regions[i], pagemap, kpageflags);
	}
	printf("},\"starts\":{");
	for (u32 i = 0; i < slot->nr_regions; i++)
		printf("%s\"%s\":%llu", i ? "," : "", slot->regions[i].name, (unsigned long long)slot->regions[i].start);
	putchar('}');
	if (pagemap >= 0)
		close(pagemap);
	if (kpageflags >= 0)
		close(kpageflags);
}

static u64 map_not_before;		/* CLOCK_MONOTONIC */

/* Whether a change of this counter means that some page is mapped differently; other counters count scanning only. */
static bool moves_pages(const struct counter *counter)
{
	if (counter->vmstat)
		return strncmp(counter->name, "nr_", 3);
	return !strcmp(counter->name, "pages_shared") || !strcmp(counter->name, "pages_sharing") ||
	       !strcmp(counter->name, "ksm_zero_pages");
}

/* Whether to print a map: something has changed since the last one, and maps take at most a fifth of the time. */
static bool map_is_due(bool at_end)
{
	static struct figures printed;
	static u64 printed_fired;
	bool stale = printed_fired != nr_fired || !map_not_before;

	for (u32 i = 0; i < ARRAY_SIZE(counters); i++)
		if (moves_pages(&counters[i]))
			stale |= current.value[i] != printed.value[i];
	if (!wants_map || !stale || (!at_end && wall_ns() < map_not_before))
		return false;
	printed = current;
	printed_fired = nr_fired;
	return true;
}
`;

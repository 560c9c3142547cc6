// What each page of the preset's regions is on the real kernel, from pagemap and kpageflags.

export const PAGE_MAP = String.raw`
/* ---- Single pages: --map ------------------------------------------------- */

static bool wants_map;

/* Bits of /proc/PID/pagemap and /proc/kpageflags (Documentation/admin-guide/mm/pagemap.rst). */
#define PM_PRESENT	(1ULL << 63)
#define PM_SWAP		(1ULL << 62)
#define PM_PFN		((1ULL << 55) - 1)
#define KPF_KSM		(1ULL << 21)
#define KPF_THP		(1ULL << 22)
#define KPF_ZERO_PAGE	(1ULL << 24)

/* T: part of a THP, k: KSM page, z: zeropage, p: other page, s: in swap, '.': nothing. */
static char page_letter(u64 entry, int kpageflags)
{
	u64 flags = 0;

	if (entry & PM_SWAP)
		return 's';
	if (!(entry & PM_PRESENT))
		return '.';
	if (pread(kpageflags, &flags, sizeof(flags), (off_t)((entry & PM_PFN) * sizeof(flags))) != (ssize_t)sizeof(flags))
		return '?';
	if (flags & KPF_ZERO_PAGE)
		return 'z';
	if (flags & KPF_KSM)
		return 'k';
	return flags & KPF_THP ? 'T' : 'p';
}

/* Runs of equal pages: "T512 z3 p1". */
static void print_region_map(const struct mapped *region, int pagemap, int kpageflags)
{
	const char *separator = "";
	u64 run = 0;
	char last = 0;

	printf("\"%s\":\"", region->name);
	for (u64 page = 0; page <= region->size / PAGE; page++) {
		char letter = 0;
		u64 entry;

		if (page < region->size / PAGE) {
			off_t at = (off_t)((region->start / PAGE + page) * sizeof(entry));

			letter = pread(pagemap, &entry, sizeof(entry), at) == (ssize_t)sizeof(entry) ?
				page_letter(entry, kpageflags) : '?';
		}
		if (letter != last && run) {
			printf("%s%c%llu", separator, last, (unsigned long long)run);
			separator = " ";
			run = 0;
		}
		last = letter;
		run++;
	}
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
	putchar('}');
	if (pagemap >= 0)
		close(pagemap);
	if (kpageflags >= 0)
		close(kpageflags);
}
`;

// Reading and writing sysfs, procfs and debugfs; errors that end the reproducer.

/** C functions for small files, exit codes (1 expectation missed, 2 refused, 3 failed while running) and die(). */
export const FILES = String.raw`
/* ---- The runtime, without the parts that this preset does not use ---- */

#define KSM		"/sys/kernel/mm/ksm"
#define THP		"/sys/kernel/mm/transparent_hugepage"
#define SPLIT_FILE	"/sys/kernel/debug/split_huge_pages"
#define PAGE_CLUSTER	"/proc/sys/vm/page-cluster"
#define LOCK_FILE	"/run/ksmtop-reproducer.lock"
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

enum { EXIT_MISSED = 1, EXIT_REFUSED = 2, EXIT_BROKEN = 3 };

/* Prints "reproducer: ..." on stderr and exits. The guardian restores the knobs. */
static void __attribute__((noreturn, format(printf, 2, 3))) die(int code, const char *format, ...)
{
	va_list args;

	fflush(stdout);
	fputs("reproducer: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(code);
}

/* Reads a small file, without trailing line breaks; false if it cannot be opened. */
static bool read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got, length = 0;

	if (fd < 0)
		return false;
	while ((size_t)length < size - 1 && (got = read(fd, text + length, size - 1 - (size_t)length)) > 0)
		length += got;
	close(fd);
	while (length > 0 && text[length - 1] == '\n')
		length--;
	text[length] = 0;
	return true;
}

/* Writes a text with one write(2); returns its errno, or 0. */
static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		error = errno;
	close(fd);
	return error;
}

static long long file_number(const char *path, long long otherwise)
{
	char text[64];

	return read_file(path, text, sizeof(text)) ? atoll(text) : otherwise;
}

static u64 wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * S + (u64)now.tv_nsec;
}

static void sleep_ns(u64 ns)
{
	struct timespec time = {(time_t)(ns / S), (long)(ns % S)};

	nanosleep(&time, NULL);
}

/* The number after "name " or "name: " at the start of a line; "otherwise" if there is no such line. */
static long long field(const char *text, const char *name, long long otherwise)
{
	size_t length = strlen(name);

	for (const char *line = text; line; line = strchr(line, '\n')) {
		if (*line == '\n')
			line++;
		if (!strncmp(line, name, length) && strchr(": \t", line[length]) && line[length])
			return atoll(line + length + 1 + strspn(line + length + 1, " \t"));
	}
	return otherwise;
}

/* The pid of a kernel thread by its name; 0 if there is none. */
static pid_t kernel_thread(const char *name)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;
	char path[300], text[64];

	while (proc && (entry = readdir(proc))) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		snprintf(path, sizeof(path), "/proc/%s/comm", entry->d_name);
		if (read_file(path, text, sizeof(text)) && !strcmp(text, name))
			found = atoi(entry->d_name);
	}
	if (proc)
		closedir(proc);
	return found;
}
`;

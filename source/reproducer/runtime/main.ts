// The checks before anything is written, the guardian process that cleans up after any end of the run, and main().

/** main() with its options, the checks before the run, and the guardian process. */
export const MAIN = String.raw`
static bool has_swap(void)
{
	char text[512];

	return read_file("/proc/swaps", text, sizeof(text)) && strchr(text, '\n');
}

/* Refuses to run, before anything is written, where the run would fail or disturb other users of KSM. */
static void check_machine(bool shared_use)
{
	char text[4096];
	long long available;

	if (sysconf(_SC_PAGESIZE) != PAGE)
		die(EXIT_REFUSED, "pages of this machine have %ld bytes, not 4096", sysconf(_SC_PAGESIZE));
	if (access(KSM "/run", W_OK))
		die(EXIT_REFUSED, KSM "/run cannot be written: no KSM, or no rights");
	ksmd = kernel_thread("ksmd");
	if (!ksmd)
		die(EXIT_REFUSED, "this kernel has no ksmd (CONFIG_KSM)");
	if (steps_khugepaged && !kernel_thread("khugepaged"))
		die(EXIT_REFUSED, "no thread khugepaged: THPs are not built in or are switched off (write madvise to " THP "/enabled)");
	if (needs_swap >= 0 && has_swap() != needs_swap)
		die(EXIT_REFUSED, "pages are to be swapped out: %s", needs_swap ?
		    "this machine has no swap" : "without swap they stay, and this machine has some");
	if (!shared_use) {
		if (file_number(KSM "/run", 0) == 1)
			die(EXIT_REFUSED, "KSM is in use (run is 1); --shared runs in spite of that");
		/* While ksmd is stopped, KSM goes on counting the pages of processes that have ended. */
		if (access("/proc/self/ksm_stat", R_OK) && file_number(KSM "/pages_shared", 0))
			die(EXIT_REFUSED, "KSM holds pages of other processes; --shared runs in spite of that");
		check_others(EXIT_REFUSED, "; --shared runs in spite of that");
	}
	if (needs_split_file && access(SPLIT_FILE, W_OK))
		die(EXIT_REFUSED, SPLIT_FILE " cannot be written: is debugfs mounted?");
	if (!read_file("/proc/meminfo", text, sizeof(text)))
		die(EXIT_REFUSED, "/proc/meminfo cannot be read");
	available = field(text, "MemAvailable", 0);
	if ((u64)available * KiB < NEEDED_BYTES + NEEDED_BYTES / 8 + 64 * MiB)
		die(EXIT_REFUSED, "not enough memory: %llu MiB are needed, %lld MiB are available",
		    (unsigned long long)((NEEDED_BYTES + NEEDED_BYTES / 8) / MiB + 64), available / 1024);
}

static void lock_machine(void)
{
	int fd;

	if (geteuid())
		die(EXIT_REFUSED, "needs root: it writes to " KSM);
	fd = open(LOCK_FILE, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		die(EXIT_REFUSED, LOCK_FILE ": %s", strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB))
		die(EXIT_REFUSED, "another reproducer is running (" LOCK_FILE " is locked)");
}

static volatile sig_atomic_t got_signal;

static void on_signal(int signal)
{
	got_signal = signal;
	if (shared && shared->director > 0)
		kill(shared->director, SIGTERM);
}

/* Runs at the director's exit: cleans up if the guardian has been killed. */
static void restore_if_guardian_died(void)
{
	if (getppid() == shared->guardian)
		return;
	kill_processes();
	restore_knobs(is_clean);
}

/* Starts the director, waits for its end, however it ends, and restores the machine. */
static int guard(bool clean)
{
	struct sigaction forward = {.sa_handler = on_signal};
	int status = 0;
	pid_t pid;

	shared->guardian = getpid();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigaction(SIGINT, &forward, NULL);
	sigaction(SIGTERM, &forward, NULL);
	sigaction(SIGHUP, &forward, NULL);
	if (!timed)
		share_one_cpu();
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		die(EXIT_BROKEN, "fork: %s", strerror(errno));
	if (!pid) {
		is_clean = clean;
		atexit(restore_if_guardian_died);
		exit(direct());
	}
	shared->director = pid;
	if (got_signal)
		kill(pid, SIGTERM);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	kill_processes();
	restore_knobs(clean);
	if (got_signal)
		return 128 + got_signal;
	if (WIFSIGNALED(status)) {
		fprintf(stderr, "reproducer: ended by signal %d; the knobs have been restored\n", WTERMSIG(status));
		return EXIT_BROKEN;
	}
	return WEXITSTATUS(status);
}

static const char usage[] =
	"usage: %s [--timed] [--expect] [--every-wakeup] [--map] [--limit SECONDS] [--shared]\n"
	"  Runs on this machine's kernel, as root, and prints JSON lines.\n"
	"  --timed         let ksmd run by its own timer; default: wake it batch by batch\n"
	"  --expect        print the preset's expectations as TAP instead\n"
	"  --every-wakeup  a row for each wakeup of ksmd, not only for each full scan\n"
	"  --map           add the state of each page: T part of a THP, k KSM, z zeropage, p other, s swap, . unmapped\n"
	"  --limit         stop after this many seconds; default 600\n"
	"  --shared        run although KSM is in use: counters then include other users\n";

int main(int count, char **arguments)
{
	bool shared_use = false;

	if (count == 4 && !strcmp(arguments[1], "--worker")) //@EXEC
		resume_after_exec(arguments[2], arguments[3]); //@EXEC
	for (int i = 1; i < count; i++) {
		if (!strcmp(arguments[i], "--timed"))
			timed = true;
		else if (!strcmp(arguments[i], "--expect"))
			wants_tap = true;
		else if (!strcmp(arguments[i], "--every-wakeup"))
			every_wakeup = true;
		else if (!strcmp(arguments[i], "--map"))
			wants_map = true;
		else if (!strcmp(arguments[i], "--shared"))
			shared_use = true;
		else if (!strcmp(arguments[i], "--limit") && i + 1 < count && atof(arguments[i + 1]) > 0)
			limit_ns = (u64)(atof(arguments[++i]) * 1e9);
		else {
			fprintf(stderr, usage, arguments[0]);
			return !strcmp(arguments[i], "--help") ? 0 : EXIT_REFUSED;
		}
	}
	if (follows_clock && !timed)
		die(EXIT_REFUSED, "the advisor depends on the clock, so this preset cannot be stepped: use --timed");
	lock_machine();
	check_machine(shared_use);
	shared_fd = memfd_create("reproducer", 0);
	if (shared_fd < 0 || ftruncate(shared_fd, (off_t)sizeof(*shared)))
		die(EXIT_BROKEN, "shared memory: %s", strerror(errno));
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED, shared_fd, 0);
	if (shared == MAP_FAILED)
		die(EXIT_BROKEN, "shared memory: %s", strerror(errno));
	save_knobs();
	return guard(!shared_use);
}
`;

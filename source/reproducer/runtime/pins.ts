// Pinning pages of a process (FOLL_PIN), as a device driver does for DMA.

/** C functions that pin and unpin single pages with io_uring's registered buffers. */
export const PINS = String.raw`
/* ---- Pins: pages registered as io_uring buffers stay pinned for writing until they are unregistered ---- */

#define MAX_PINS 16384

static struct {
	u64 address;			/* NEVER: no longer pinned */
	int ring;
	u32 buffer;
} pins[MAX_PINS];
static u32 nr_pins;

/* Every page is a separate buffer, so that each can be unpinned alone. */
static int pin_range(u64 from, u64 to)
{
	static struct iovec buffers[MAX_PINS];
	struct io_uring_params parameters = {0};
	u32 nr = (u32)((to - from) / PAGE);
	int ring;

	if (nr_pins + nr > MAX_PINS)
		return ENOMEM;
	for (u32 i = 0; i < nr; i++)
		buffers[i] = (struct iovec){(void *)(uintptr_t)(from + i * PAGE), PAGE};
	ring = (int)syscall(SYS_io_uring_setup, 1, &parameters);
	if (ring < 0)
		return errno;
	if (syscall(SYS_io_uring_register, ring, IORING_REGISTER_BUFFERS, buffers, nr)) {
		int error = errno;

		close(ring);
		return error;
	}
	for (u32 i = 0; i < nr; i++, nr_pins++) {
		pins[nr_pins].address = from + i * PAGE;
		pins[nr_pins].ring = ring;
		pins[nr_pins].buffer = i;
	}
	return 0;
}

/* Removes one pin from every pinned page of a range. */
static int unpin_range(u64 from, u64 to)
{
	for (u64 page = from; page < to; page += PAGE) {
		struct iovec none = {NULL, 0};
		struct io_uring_rsrc_update2 update = {.data = (u64)(uintptr_t)&none, .nr = 1};
		u32 i = nr_pins;

		while (i > 0 && pins[i - 1].address != page)
			i--;
		if (!i)
			continue;
		update.offset = pins[i - 1].buffer;
		if (syscall(SYS_io_uring_register, pins[i - 1].ring, IORING_REGISTER_BUFFERS_UPDATE, &update,
			    sizeof(update)) < 0)
			return errno;
		pins[i - 1].address = NEVER;
	}
	return 0;
}

/* After mremap: the pinned pages have new addresses. */
static void move_pins(u64 from, u64 size, u64 target)
{
	for (u32 i = 0; i < nr_pins; i++)
		if (pins[i].address != NEVER && pins[i].address - from < size)
			pins[i].address += target - from;
}

/* In a forked child: closes the inherited rings, so that the pins end with the parent. */
static void forget_pins(void)
{
	for (u32 i = 0; i < nr_pins; i++)
		if (!pins[i].buffer)
			close(pins[i].ring);
	nr_pins = 0;
}
`;

// SPDX-License-Identifier: Apache-2.0
/*
 * Takes what an engine gets from the helper, as the ordinary user that it is started as, and tries to do more
 * with it than to read. Started by door-keeper.
 *
 *   ringside-grasp
 *       one line of JSON: {"uid":N,"tables":N,"rings":N,"descriptors":[{"map_type":N,"frozen":N}, ...],
 *                          "tries":[{"on":NAME,"what":TEXT,"error":ERRNO,"must":TEXT}, ...]}
 *       error 0: it worked; must is "fail" or "work"
 */
#define _GNU_SOURCE
#include "helper-socket.h"
#include <linux/bpf.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static const char *comma = "";

static void tell(const char *on, const char *what, int error, const char *must)
{
	printf("%s{\"on\":\"%s\",\"what\":\"%s\",\"error\":%d,\"must\":\"%s\"}", comma, on, what, error, must);
	comma = ",";
}

static int bpf(int command, union bpf_attr *attributes)
{
	return syscall(SYS_bpf, command, attributes, sizeof(*attributes)) < 0 ? errno : 0;
}

static int try_map(int fd, size_t bytes, off_t offset, int protection)
{
	void *place = mmap(0, bytes, protection, MAP_SHARED, fd, offset);
	int error = place == MAP_FAILED ? errno : 0;

	if (!error)
		munmap(place, bytes);
	return error;
}

/* Mapped to read, then made writable. */
static int try_protect(int fd, size_t bytes, off_t offset)
{
	void *place = mmap(0, bytes, PROT_READ, MAP_SHARED, fd, offset);
	int error;

	if (place == MAP_FAILED)
		return 0;
	error = mprotect(place, bytes, PROT_READ | PROT_WRITE) ? errno : 0;
	munmap(place, bytes);
	return error;
}

/* `key_bytes` 0: a ring, which has neither keys nor values. */
static void try_commands(const char *name, int fd, u32 key_bytes, u32 value_bytes)
{
	static char value[4 << 20]; /* a data section is one value */
	union bpf_attr attributes;
	u32 key = 0;
	static const struct {
		int command;
		bool with_value;
		const char *what;
	} commands[] = { { BPF_MAP_UPDATE_ELEM, true, "MAP_UPDATE_ELEM" },
			 { BPF_MAP_DELETE_ELEM, false, "MAP_DELETE_ELEM" },
			 { BPF_MAP_LOOKUP_AND_DELETE_ELEM, true, "MAP_LOOKUP_AND_DELETE_ELEM" } };

	if (value_bytes > sizeof(value))
		give_up("a value that is larger than expected");
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		memset(&attributes, 0, sizeof(attributes));
		attributes.map_fd = fd;
		attributes.key = key_bytes ? (u64)&key : 0;
		attributes.value = commands[i].with_value && value_bytes ? (u64)value : 0;
		tell(name, commands[i].what, bpf(commands[i].command, &attributes), "fail");
	}
	memset(&attributes, 0, sizeof(attributes));
	attributes.pathname = (u64) "/sys/fs/bpf/ringside-grasp";
	attributes.bpf_fd = fd;
	tell(name, "OBJ_PIN", bpf(BPF_OBJ_PIN, &attributes), "fail");
}

static void try_table(const struct ready_table *table, int fd)
{
	tell(table->name, "mmap to read", try_map(fd, table->bytes, 0, PROT_READ), "work");
	tell(table->name, "mmap to write", try_map(fd, table->bytes, 0, PROT_READ | PROT_WRITE), "fail");
	tell(table->name, "mprotect to write", try_protect(fd, table->bytes, 0), "fail");
	try_commands(table->name, fd, sizeof(u32), table->entry_bytes);
}

static void try_ring(int fd, u64 bytes)
{
	long page = sysconf(_SC_PAGESIZE);

	tell("ring", "mmap the consumer page to write", try_map(fd, page, 0, PROT_READ | PROT_WRITE), "work");
	tell("ring", "mmap producer and data to read", try_map(fd, page + 2 * bytes, page, PROT_READ), "work");
	tell("ring", "mmap the producer page to write", try_map(fd, page, page, PROT_READ | PROT_WRITE), "fail");
	tell("ring", "mmap the data to write", try_map(fd, page + 2 * bytes, page, PROT_READ | PROT_WRITE), "fail");
	tell("ring", "mprotect the data to write", try_protect(fd, page + 2 * bytes, page), "fail");
	tell("ring", "mmap everything to write", try_map(fd, 2 * page + 2 * bytes, 0, PROT_READ | PROT_WRITE), "fail");
	/* Whoever freezes a ring stops only its own reading, so that is not tried. */
	try_commands("ring", fd, 0, 0);
}

/* What needs no descriptor: the helper itself, and the kernel's list of programs. */
static void try_helper(pid_t helper)
{
	union bpf_attr attributes = { 0 };
	char path[64];

	tell("helper", "a signal", kill(helper, SIGKILL) ? errno : 0, "fail");
	snprintf(path, sizeof(path), "/proc/%d/mem", (int)helper);
	tell("helper", "its memory", open(path, O_RDWR) < 0 ? errno : 0, "fail");
	snprintf(path, sizeof(path), "/proc/%d/fd/0", (int)helper);
	tell("helper", "its descriptors", open(path, O_RDWR) < 0 ? errno : 0, "fail");
	tell("kernel", "PROG_GET_NEXT_ID", bpf(BPF_PROG_GET_NEXT_ID, &attributes), "fail");
}

/* -1: not a map at all. */
static void tell_kind(int fd, const char *between)
{
	char path[64], line[128];
	int type = -1, frozen = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file)) {
		sscanf(line, "map_type: %d", &type);
		sscanf(line, "frozen: %d", &frozen);
	}
	if (file)
		fclose(file);
	printf("%s{\"map_type\":%d,\"frozen\":%d}", between, type, frozen);
}

int main(void)
{
	const char *socket = getenv("RINGSIDE_HELPER_FD"), *helper = getenv("RINGSIDE_HELPER_PID");
	struct ready ready;
	int fds[FDS_MOST], count, rings;

	if (!socket || !helper) {
		fprintf(stderr, "grasp: is started by door-keeper\n");
		return 64;
	}
	count = receive_ready(atoi(socket), &ready, fds);
	if (count < 0)
		give_up("READY");
	rings = ready.flags & READY_RINGS_SHARED ? (int)ready.cpus : 0;
	printf("{\"uid\":%d,\"tables\":%u,\"rings\":%d,\"descriptors\":[", (int)getuid(), ready.table_count, rings);
	for (int i = 0; i < count; i++)
		tell_kind(fds[i], i ? "," : "");
	printf("],\"tries\":[");
	for (int i = 0; i < rings; i++)
		try_ring(fds[i], ready.ring_bytes);
	for (u32 i = 0; i < ready.table_count; i++)
		try_table(&ready.tables[i], fds[rings + i]);
	try_helper(atoi(helper));
	printf("]}\n");
	return 0;
}

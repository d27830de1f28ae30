/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of BPF is alive in this kernel? usage: bpf-left MILLISECONDS
 * Waits at most that long for the last program and the last link to go, names what is still there, and exits with 1 if
 * anything is. Talks to the kernel directly: a static program without libbpf runs in any guest.
 * Maps are counted and not judged: the kernel frees them some grace periods after the program that used them.
 */
#include <errno.h>
#include <linux/bpf.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long bpf_call(int command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof(*attr));
}

static void say_program(uint32_t id)
{
	struct bpf_prog_info info = {0};
	union bpf_attr attr = {.prog_id = id};
	int fd = bpf_call(BPF_PROG_GET_FD_BY_ID, &attr);

	if (fd < 0)
		return;
	memset(&attr, 0, sizeof(attr));
	attr.info.bpf_fd = fd;
	attr.info.info = (uintptr_t)&info;
	attr.info.info_len = sizeof(info);
	if (!bpf_call(BPF_OBJ_GET_INFO_BY_FD, &attr))
		printf("  program %u, type %u, %s\n", id, info.type, info.name);
	close(fd);
}

/* Walks one kind of object by its "next id" command; exits when the kernel refuses to tell, so that 0 means none. */
static unsigned int count(int command, void (*say)(uint32_t id))
{
	union bpf_attr attr = {0};
	unsigned int found = 0;

	while (!bpf_call(command, &attr)) {
		uint32_t id = attr.next_id;

		found++;
		if (say)
			say(id);
		memset(&attr, 0, sizeof(attr));
		attr.start_id = id;
	}
	if (errno != ENOENT) {
		printf("bpf-left: the kernel does not list its BPF objects: %s\n", strerror(errno));
		exit(2);
	}
	return found;
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int main(int argc, char **argv)
{
	long start = now_ms(), limit = argc > 1 ? atol(argv[1]) : 0;
	unsigned int programs, links;

	for (;;) {
		programs = count(BPF_PROG_GET_NEXT_ID, NULL);
		links = count(BPF_LINK_GET_NEXT_ID, NULL);
		if (!(programs || links) || now_ms() - start >= limit)
			break;
		usleep(10 * 1000);
	}
	printf("bpf-left: %u programs, %u links, %u maps after %ld ms\n", programs, links,
	       count(BPF_MAP_GET_NEXT_ID, NULL), now_ms() - start);
	if (programs)
		count(BPF_PROG_GET_NEXT_ID, say_program);
	return programs || links;
}

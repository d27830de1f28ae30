// SPDX-License-Identifier: Apache-2.0
/*
 * Attaches two programs, says "attached", and keeps them until standard input ends, or as long as COMMAND runs.
 *
 *   ringside-bench-floor empty|clock|ring [COMMAND ARGS...]
 *
 * What `ring` tells is taken every 50 ms and thrown away.
 */
#include <bpf/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "floor.skel.h"

#define RING_BYTES (8 << 20)

static int drop(void *context, void *record, size_t bytes)
{
	(void)context, (void)record, (void)bytes;
	return 0;
}

/* A ring for each CPU. */
static struct ring_buffer *make_rings(const struct floor *skeleton)
{
	struct ring_buffer *reader = NULL;

	for (int cpu = 0; cpu < libbpf_num_possible_cpus(); cpu++) {
		int fd = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "floor_ring", 0, 0, RING_BYTES, NULL);

		if (fd < 0 || bpf_map_update_elem(bpf_map__fd(skeleton->maps.rings), &cpu, &fd, BPF_ANY))
			return NULL;
		if (!reader)
			reader = ring_buffer__new(fd, drop, NULL, NULL);
		else if (ring_buffer__add(reader, fd, drop, NULL))
			return NULL;
	}
	return reader;
}

static int run(char **command, struct ring_buffer *reader)
{
	pid_t child = fork();
	int status;

	if (!child) {
		execvp(command[0], command);
		_exit(127);
	}
	while (reader && waitpid(child, &status, WNOHANG) == 0) {
		usleep(50000);
		ring_buffer__consume(reader);
	}
	if (!reader && waitpid(child, &status, 0) != child)
		return 71;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 71;
}

int main(int argc, char **argv)
{
	struct floor *skeleton = floor__open_and_load();
	struct ring_buffer *reader = NULL;
	struct bpf_program *enter, *back;
	char byte;

	if (!skeleton)
		return 70;
	enter = skeleton->progs.empty_enter;
	back = skeleton->progs.empty_return;
	if (argc > 1 && !strcmp(argv[1], "clock")) {
		enter = skeleton->progs.clock_enter;
		back = skeleton->progs.clock_return;
	} else if (argc > 1 && !strcmp(argv[1], "ring")) {
		enter = skeleton->progs.ring_enter;
		back = skeleton->progs.ring_return;
		reader = make_rings(skeleton);
		if (!reader)
			return 70;
	} else if (argc < 2 || strcmp(argv[1], "empty")) {
		fprintf(stderr, "bench-floor: empty|clock|ring [COMMAND ARGS...]\n");
		return 64;
	}
	if (!bpf_program__attach(enter) || !bpf_program__attach(back))
		return 71;
	if (argc > 2)
		return run(argv + 2, reader);
	puts("attached");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}

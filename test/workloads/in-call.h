/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a task sleeps in a certain call, as the kernel says it: what tests wait for instead of a time that
 * "should be enough". The observer must be an ancestor of the observed, or itself (Yama).
 */
#ifndef IN_CALL_H
#define IN_CALL_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct timespec one_ms = { .tv_nsec = 1000000 };

/* Reads a small file of /proc; the length, or -1. */
static int read_proc(const char *path, char *text, int size)
{
	int file = open(path, O_RDONLY | O_CLOEXEC), length;

	if (file < 0)
		return -1;
	length = read(file, text, size - 1);
	close(file);
	text[length > 0 ? length : 0] = 0;
	return length;
}

/* Waits until task `tid` of process `pid` sleeps in call `number`; ends this program after ten seconds without. */
static inline void wait_in_call(int pid, int tid, long number)
{
	char path[64], text[256];

	snprintf(path, sizeof(path), "/proc/%d/task/%d/syscall", pid, tid);
	for (int waited = 0; waited < 10000; waited++) {
		char *end;

		if (read_proc(path, text, sizeof(text)) > 0 && strtol(text, &end, 10) == number && end != text)
			return;
		nanosleep(&one_ms, 0);
	}
	fprintf(stderr, "task %d never came to call %ld: %s\n", tid, number, text);
	exit(70);
}

/* Waits until process `pid` is in one of `states`, the letters of /proc/PID/stat. */
static inline void wait_state(int pid, const char *states)
{
	char path[64], text[512];

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	for (int waited = 0; waited < 10000; waited++) {
		char state = 0;

		if (read_proc(path, text, sizeof(text)) > 0 && sscanf(text, "%*d (%*[^)]) %c", &state) == 1 &&
		    strchr(states, state))
			return;
		nanosleep(&one_ms, 0);
	}
	fprintf(stderr, "process %d never came to one of the states %s: %s\n", pid, states, text);
	exit(70);
}

/* Waits until process `pid` is stopped, whoever traces it. */
static inline void wait_stopped(int pid)
{
	wait_state(pid, "Tt");
}

#endif

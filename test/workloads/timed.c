// SPDX-License-Identifier: Apache-2.0
/*
 * Runs a command on one CPU and writes to FILE what it and its children took: measured from outside, by the
 * kernel's own account of each task.
 *
 *   ringside-timed FILE CPU COMMAND ARGS...
 *       FILE: {"wall_ns":N,"user_ns":N,"system_ns":N}. Ends with COMMAND's status.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static long long ns_of(struct timeval time)
{
	return time.tv_sec * 1000000000ll + time.tv_usec * 1000ll;
}

int main(int argc, char **argv)
{
	long long begun, ended;
	struct rusage usage;
	cpu_set_t cpu;
	int status;
	pid_t child;
	FILE *file;

	if (argc < 4) {
		fprintf(stderr, "timed: FILE CPU COMMAND ARGS...\n");
		return 64;
	}
	CPU_ZERO(&cpu);
	CPU_SET(atoi(argv[2]), &cpu);
	sched_setaffinity(0, sizeof(cpu), &cpu);
	begun = now_ns();
	child = fork();
	if (child == 0) {
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return 71;
	ended = now_ns();
	file = fopen(argv[1], "w");
	if (!file)
		return 73;
	fprintf(file, "{\"wall_ns\":%lld,\"user_ns\":%lld,\"system_ns\":%lld}\n", ended - begun, ns_of(usage.ru_utime),
		ns_of(usage.ru_stime));
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

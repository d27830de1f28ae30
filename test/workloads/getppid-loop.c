// SPDX-License-Identifier: Apache-2.0
/*
 * Makes calls that do next to nothing, on one CPU, and says what one of them took: what watching adds to it is
 * the cost of watching. The least of many short chunks, so that an interrupt in one of them does not count.
 *
 *   ringside-getppid-loop CALLS CPU KINDS [wait]
 *       KINDS 1: getppid alone; 8: eight such calls in rotation. wait: begins at the first byte of standard input.
 *       one line of JSON: {"pid":N,"calls":N,"least_ns":F,"mean_ns":F}
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define CHUNK 10000

static const long kinds[] = { SYS_getppid, SYS_getuid, SYS_getgid, SYS_geteuid,
			      SYS_getegid, SYS_gettid, SYS_getpid, SYS_getpgrp };

static double now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(int argc, char **argv)
{
	long calls = argc > 3 ? atol(argv[1]) : 0, kind_mask = argc > 3 ? atol(argv[3]) - 1 : 0;
	long chunks = calls / CHUNK;
	double least = 1e18, all = 0;
	cpu_set_t cpu;
	char byte;

	if (chunks <= 0 || (kind_mask != 0 && kind_mask != 7)) {
		fprintf(stderr, "getppid-loop: CALLS CPU 1|8 [wait]\n");
		return 64;
	}
	CPU_ZERO(&cpu);
	CPU_SET(atoi(argv[2]), &cpu);
	if (sched_setaffinity(0, sizeof(cpu), &cpu)) {
		perror("getppid-loop: sched_setaffinity");
		return 71;
	}
	if (argc > 4 && !strcmp(argv[4], "wait") && read(0, &byte, 1) != 1)
		return 71;
	for (long chunk = 0; chunk < chunks; chunk++) {
		double begun = now_ns(), took;

		for (long i = 0; i < CHUNK; i++)
			syscall(kinds[i & kind_mask]);
		took = now_ns() - begun;
		all += took;
		if (took < least)
			least = took;
	}
	printf("{\"pid\":%d,\"calls\":%ld,\"least_ns\":%.2f,\"mean_ns\":%.2f}\n", (int)getpid(), chunks * CHUNK,
	       least / CHUNK, all / (chunks * CHUNK));
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Makes many short processes at an even pace, and counts itself how many ended well.
 *
 *   ringside-storm COUNT RATE    COUNT processes, RATE a second. Each is a fork that execs this program by the
 *                                name `exe`, lives about a millisecond and ends. Says one line of JSON:
 *                                {"pid":N,"processes":COUNT,"ended_well":COUNT,"seconds":S}
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIFE_NS 700000 /* with the fork and the exec about a millisecond */

static int ended, ended_well;

static void reap(int options)
{
	int status;

	while (waitpid(-1, &status, options) > 0) {
		ended++;
		ended_well += status == 0;
	}
}

static void start_one(void)
{
	static char *const argv[] = { "brief", 0 }, *const environment[] = { 0 };
	pid_t child;

	while ((child = fork()) < 0 && errno == EAGAIN)
		reap(0);
	if (child)
		return;
	execve("/proc/self/exe", argv, environment);
	_exit(127);
}

static double seconds_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec - begun->tv_sec + (now.tv_nsec - begun->tv_nsec) / 1e9;
}

int main(int argc, char **argv)
{
	struct timespec begun, next, life = { .tv_nsec = LIFE_NS };
	int count, rate;

	if (!strcmp(argv[0], "brief")) {
		nanosleep(&life, 0);
		_exit(0);
	}
	count = argc > 2 ? atoi(argv[1]) : 0;
	rate = argc > 2 ? atoi(argv[2]) : 0;
	if (count <= 0 || rate <= 0)
		return 64;
	clock_gettime(CLOCK_MONOTONIC, &begun);
	next = begun;
	for (int i = 0; i < count; i++) {
		start_one();
		reap(WNOHANG);
		next.tv_nsec += 1000000000 / rate;
		if (next.tv_nsec >= 1000000000) {
			next.tv_nsec -= 1000000000;
			next.tv_sec++;
		}
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, 0);
	}
	reap(0);
	printf("{\"pid\":%d,\"processes\":%d,\"ended_well\":%d,\"seconds\":%.2f}\n", (int)getpid(), ended, ended_well,
	       seconds_since(&begun));
	return ended_well == count ? 0 : 1;
}

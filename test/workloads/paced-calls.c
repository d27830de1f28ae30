// SPDX-License-Identifier: Apache-2.0
/*
 * Makes calls at a steady rate from threads pinned one to a CPU, and says how many: the oracle for what a stream
 * must deliver.
 *
 *   ringside-paced-calls THREADS RATE SECONDS
 *       RATE: calls a second of all threads together; 0: as fast as they go
 *       one line of JSON: {"pid":N,"getppid":N,"clock_nanosleep":N,"seconds":F}
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MOST 64
#define BURST 200

struct worker {
	pthread_t thread;
	int cpu;
	long calls, sleeps;
};

static double rate, seconds;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static void *work(void *argument)
{
	static const struct timespec nap = { 0, 200000 };
	struct worker *worker = argument;
	double begun = now();
	cpu_set_t cpu;

	CPU_ZERO(&cpu);
	CPU_SET(worker->cpu, &cpu);
	sched_setaffinity(0, sizeof(cpu), &cpu);
	for (double passed = 0; passed < seconds; passed = now() - begun) {
		long due = rate ? (long)(passed * rate) : worker->calls + BURST;

		for (; worker->calls < due; worker->calls++)
			syscall(SYS_getppid);
		if (rate) {
			syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &nap, 0);
			worker->sleeps++;
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct worker workers[THREADS_MOST] = { 0 };
	int threads = argc == 4 ? atoi(argv[1]) : 0;
	long calls = 0, sleeps = 0, cpus = sysconf(_SC_NPROCESSORS_ONLN);
	double begun = now();

	if (threads <= 0 || threads > THREADS_MOST) {
		fprintf(stderr, "paced-calls: THREADS RATE SECONDS\n");
		return 64;
	}
	rate = atof(argv[2]) / threads;
	seconds = atof(argv[3]);
	for (int i = 0; i < threads; i++) {
		workers[i].cpu = i % cpus;
		pthread_create(&workers[i].thread, 0, work, &workers[i]);
	}
	for (int i = 0; i < threads; i++) {
		pthread_join(workers[i].thread, 0);
		calls += workers[i].calls;
		sleeps += workers[i].sleeps;
	}
	printf("{\"pid\":%d,\"getppid\":%ld,\"clock_nanosleep\":%ld,\"seconds\":%.3f}\n", (int)getpid(), calls, sleeps,
	       now() - begun);
	return 0;
}

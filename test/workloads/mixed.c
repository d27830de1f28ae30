// SPDX-License-Identifier: Apache-2.0
/*
 * Calls of many lengths, from 100 ns to milliseconds, from three threads, some failing: what percentiles and
 * filters by result are tried on. Says {"pid":N}.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define THREADS 3
#define SHORT_CALLS 4000
#define READS 1500
#define READ_MOST (256 << 10)
#define SLEEPS 150
#define FAILURES 500

static int zero_file;

static void *in_thread(void *seed)
{
	unsigned int random = (long)seed + 1;
	char *memory = malloc(READ_MOST);

	for (int i = 0; i < SHORT_CALLS; i++)
		syscall(SYS_getppid);
	/* Lengths spread evenly over octaves. */
	for (int i = 0; i < READS; i++)
		syscall(SYS_read, zero_file, memory, (READ_MOST >> rand_r(&random) % 16) - rand_r(&random) % 8);
	for (int i = 0; i < SLEEPS; i++) {
		struct timespec length = { .tv_nsec = 4000000 >> rand_r(&random) % 12 };

		syscall(SYS_nanosleep, &length, 0);
	}
	for (int i = 0; i < FAILURES; i++) {
		syscall(SYS_openat, AT_FDCWD, "/there/is/no/such/file", O_RDONLY);
		syscall(SYS_fchdir, -1);
	}
	free(memory);
	return 0;
}

int main(void)
{
	pthread_t threads[THREADS];

	zero_file = open("/dev/zero", O_RDONLY);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&threads[i], 0, in_thread, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], 0);
	printf("{\"pid\":%d}\n", (int)getpid());
	return 0;
}

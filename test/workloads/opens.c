// SPDX-License-Identifier: Apache-2.0
/*
 * Opens and closes files of a folder in turn, on one CPU, flat out or at a steady rate, and says what it did and what
 * an open and its close took: the least of many short chunks, so that an interrupt in one of them does not count.
 *
 *   ringside-opens OPENS CPU FOLDER FILES RATE [mark]
 *       FILES: as many, FOLDER/0 ..., made when they are not there. RATE: opens a second, 0 is flat out.
 *       mark: each open says by its mode which file it asks for. Begins at a byte, or the end, of standard input.
 *       one line of JSON: {"pid":N,"opens":N,"seconds":F,"least_ns":F,"mean_ns":F}
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define CHUNK 1000
#define FILES_MOST 100000
#define NAME_BYTES 512

static char (*names)[NAME_BYTES];
static int marked;

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static void open_next(long index, int files)
{
	int file = open(names[index % files], O_RDONLY | O_CLOEXEC | marked, (mode_t)(index % files));

	if (file < 0) {
		perror(names[index % files]);
		exit(66);
	}
	close(file);
}

int main(int argc, char **argv)
{
	double begun, chunk, took, least = 1e18;
	long opens, rate;
	cpu_set_t cpu;
	int files;
	char byte;

	if (argc != 6 && argc != 7)
		return 64;
	marked = argc == 7 ? O_CREAT : 0;
	opens = atol(argv[1]);
	files = atoi(argv[4]);
	rate = atol(argv[5]);
	if (opens < CHUNK || files < 1 || files > FILES_MOST)
		return 64;
	CPU_ZERO(&cpu);
	CPU_SET(atoi(argv[2]), &cpu);
	sched_setaffinity(0, sizeof(cpu), &cpu);
	names = calloc(files, NAME_BYTES);
	if (!names)
		return 71;
	for (int i = 0; i < files; i++) {
		snprintf(names[i], NAME_BYTES, "%s/%d", argv[3], i);
		close(open(names[i], O_CREAT | O_WRONLY, 0644));
	}
	if (read(0, &byte, 1) < 0)
		return 74;
	begun = now();
	for (long i = 0; i < opens; i += CHUNK) {
		chunk = now();
		for (long j = i; j < i + CHUNK; j++)
			open_next(j, files);
		took = now() - chunk;
		if (took < least)
			least = took;
		while (rate && now() - begun < (i + CHUNK) * 1e9 / rate)
			sched_yield();
	}
	took = now() - begun;
	printf("{\"pid\":%d,\"opens\":%ld,\"seconds\":%.3f,\"least_ns\":%.2f,\"mean_ns\":%.2f}\n", getpid(),
	       (opens + CHUNK - 1) / CHUNK * CHUNK, took / 1e9, least / CHUNK, took / opens);
	return 0;
}

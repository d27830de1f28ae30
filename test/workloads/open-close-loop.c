// SPDX-License-Identifier: Apache-2.0
/*
 * Opens and closes a file, over and over, on one CPU: calls that do something.
 *
 *   ringside-open-close-loop PAIRS CPU FILE
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	cpu_set_t cpu;
	long pairs;

	if (argc < 4) {
		fprintf(stderr, "open-close-loop: PAIRS CPU FILE\n");
		return 64;
	}
	pairs = atol(argv[1]);
	CPU_ZERO(&cpu);
	CPU_SET(atoi(argv[2]), &cpu);
	sched_setaffinity(0, sizeof(cpu), &cpu);
	for (long i = 0; i < pairs; i++) {
		int file = open(argv[3], O_RDONLY | O_CLOEXEC);

		if (file < 0) {
			perror(argv[3]);
			return 66;
		}
		close(file);
	}
	return 0;
}

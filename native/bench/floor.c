// SPDX-License-Identifier: Apache-2.0
/*
 * Attaches the two programs of that name, says "attached", and keeps them until standard input ends.
 *
 *   ringside-bench-floor empty|clock
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "floor.skel.h"

int main(int argc, char **argv)
{
	struct floor *skeleton = floor__open_and_load();
	int clock = argc == 2 && !strcmp(argv[1], "clock");
	char byte;

	if (argc != 2 || (!clock && strcmp(argv[1], "empty"))) {
		fprintf(stderr, "bench-floor: empty|clock\n");
		return 64;
	}
	if (!skeleton)
		return 70;
	if (!bpf_program__attach(clock ? skeleton->progs.clock_enter : skeleton->progs.empty_enter) ||
	    !bpf_program__attach(clock ? skeleton->progs.clock_return : skeleton->progs.empty_return))
		return 71;
	puts("attached");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Becomes a command that inherits whatever its descendants leave behind, so that the processor time of these is in its
 * children's as well.
 *
 *   ringside-adopter COMMAND ARGS...
 */
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 2 || prctl(PR_SET_CHILD_SUBREAPER, 1)) {
		fprintf(stderr, "adopter: COMMAND ARGS...\n");
		return 64;
	}
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Something to see on a quiet machine: for ten seconds, fifty times a second, 20 getppid and 10 openat of a file that
 * does not exist. Changes nothing and ends by itself, or with the engine that started it.
 *
 *   ringside-demo
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define TURNS 500
#define PARENTS 20
#define FILES 10

int main(void)
{
	const struct timespec turn = { .tv_nsec = 20000000 };
	int file;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int i = 0; i < TURNS; i++) {
		for (int j = 0; j < PARENTS; j++)
			syscall(SYS_getppid);
		for (int j = 0; j < FILES; j++) {
			file = open("/nowhere/ringside-demo", O_RDONLY);
			if (file >= 0)
				close(file);
		}
		nanosleep(&turn, NULL);
	}
	return 0;
}

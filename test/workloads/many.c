// SPDX-License-Identifier: Apache-2.0
/*
 * More processes, or more kinds of calls, than small tables have room for; says how many calls of each it made.
 *
 *   ringside-many processes COUNT CALLS   COUNT processes that live at the same time make CALLS getppids each
 *   ringside-many kinds COUNT CALLS       one process makes CALLS calls of each of COUNT numbers that no kernel has,
 *                                         on one CPU; ENOSYS
 *       one line of JSON: {"pid":N,"count":N,"calls":N} (calls: all together)
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define NUMBER_FIRST 1000 /* x86-64 has less than 500, and our numbers end at 4094 */
#define COUNT_MOST 3000

/* A child counts down on one pipe when it has made its calls, and ends when the other is closed. */
static void run_processes(int count, int calls)
{
	int done[2], end[2];
	char byte;

	if (pipe(done) || pipe(end)) {
		perror("many: pipe");
		exit(71);
	}
	for (int i = 0; i < count; i++) {
		pid_t pid = fork();

		if (pid < 0) {
			perror("many: fork");
			exit(71);
		}
		if (pid)
			continue;
		close(end[1]);
		for (int call = 0; call < calls; call++)
			syscall(SYS_getppid);
		if (write(done[1], "d", 1) != 1 || read(end[0], &byte, 1))
			_exit(1);
		_exit(0);
	}
	for (int i = 0; i < count; i++)
		if (read(done[0], &byte, 1) != 1)
			exit(71);
	close(end[1]);
	while (wait(0) > 0)
		;
}

static void run_kinds(int count, int calls)
{
	for (int kind = 0; kind < count; kind++)
		for (int call = 0; call < calls; call++)
			syscall(NUMBER_FIRST + kind);
}

int main(int argc, char **argv)
{
	int count = argc == 4 ? atoi(argv[2]) : 0, calls = argc == 4 ? atoi(argv[3]) : 0;
	char line[128];
	cpu_set_t cpu;
	int length, pid;

	if (count <= 0 || count > COUNT_MOST || calls <= 0) {
		fprintf(stderr, "many: processes|kinds COUNT CALLS\n");
		return 64;
	}
	if (strcmp(argv[1], "processes")) {
		CPU_ZERO(&cpu);
		CPU_SET(0, &cpu);
		sched_setaffinity(0, sizeof(cpu), &cpu);
	}
	/* Now, so that the last line needs no kind of call that is new by then. */
	pid = getpid();
	if (write(1, "", 0))
		return 71;
	if (!strcmp(argv[1], "processes"))
		run_processes(count, calls);
	else
		run_kinds(count, calls);
	length = snprintf(line, sizeof(line), "{\"pid\":%d,\"count\":%d,\"calls\":%ld}\n", pid, count,
			  (long)count * calls);
	return write(1, line, length) == length ? 0 : 71;
}

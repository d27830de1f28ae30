// SPDX-License-Identifier: Apache-2.0
/*
 * Two processes, one after the other, with the same pid and the same name. Run as root: only root may choose
 * a pid. Says {"pid":N,"getpgrp":[FIRST,SECOND]}.
 *
 *   ringside-again [GROUP GROUP]     each goes into its control group first (a folder)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define FIRST 1100
#define SECOND 2300

static int enter(const char *group)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	fd = open(path, O_WRONLY);
	return fd < 0 || write(fd, "0", 1) != 1 || close(fd);
}

/* A child with pid `wanted`, 0 for any, that makes `calls` calls and ends; its pid, or 0. */
static pid_t live(pid_t wanted, int calls, const char *group)
{
	struct clone_args args = { .exit_signal = SIGCHLD };
	int status;
	pid_t child;

	if (wanted) {
		args.set_tid = (uintptr_t)&wanted;
		args.set_tid_size = 1;
	}
	child = syscall(SYS_clone3, &args, sizeof(args));
	if (child == 0) {
		if (group && enter(group))
			_exit(1);
		for (int i = 0; i < calls; i++)
			syscall(SYS_getpgrp);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status)
		return 0;
	return child;
}

int main(int argc, char **argv)
{
	pid_t pid = live(0, FIRST, argc > 2 ? argv[1] : NULL);

	/* Somebody else may have taken it in between. */
	if (!pid || live(pid, SECOND, argc > 2 ? argv[2] : NULL) != pid) {
		perror("clone3 with a chosen pid");
		return errno == EEXIST ? 75 : 1;
	}
	printf("{\"pid\":%d,\"getpgrp\":[%d,%d]}\n", (int)pid, FIRST, SECOND);
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Processes that follow each other at once with the same pid: each a program, a user and a control group of its own,
 * with files and calls of its own. Run as root: only root may choose a pid.
 *
 *   ringside-reused LIVES FOLDER GROUP GROUP       two folders of control groups, taken in turn
 *       a line a life: PID NAME USER GROUP OPENED MISSED GETPGRP STATUS
 *       NAME opens FOLDER/NAME.file OPENED times and FOLDER/NAME.none, which is not there, MISSED times
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define USER 3000
#define OPENED(life) (3 * (life) + 1)
#define MISSED(life) ((life) + 2)
#define GETPGRP(life) (100 + (life))
#define STATUS(life) ((life) + 1)

/* What it was started as does, under its own name. */
static int live(const char *name, int life)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s.file", name);
	for (int i = 0; i < OPENED(life); i++) {
		int file = open(path, O_RDONLY);

		if (file < 0)
			return 99;
		close(file);
	}
	snprintf(path, sizeof(path), "%s.none", name);
	for (int i = 0; i < MISSED(life); i++)
		if (open(path, O_RDONLY) >= 0)
			return 98;
	for (int i = 0; i < GETPGRP(life); i++)
		syscall(SYS_getpgrp);
	return STATUS(life);
}

static void become(const char *name, int life, const char *group)
{
	char path[4096], number[16];
	char *words[] = { (char *)name, number, NULL };
	int file;

	snprintf(path, sizeof(path), "%s/cgroup.procs", group);
	file = open(path, O_WRONLY | O_CLOEXEC);
	snprintf(number, sizeof(number), "%d", life);
	if (file < 0 || write(file, "0", 1) != 1 || setresgid(USER + life, USER + life, USER + life) ||
	    setresuid(USER + life, USER + life, USER + life))
		_exit(97);
	execv(name, words);
	_exit(96);
}

int main(int argc, char **argv)
{
	char self[4096] = { 0 }, name[2048], path[4096];
	struct clone_args args = { .exit_signal = SIGCHLD, .set_tid_size = 0 };
	pid_t pid = 0, child;
	int status;

	if (argc == 2)
		return live(argv[0], atoi(argv[1]));
	if (argc != 5 || readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		return 64;
	for (int life = 0; life < atoi(argv[1]); life++) {
		snprintf(name, sizeof(name), "%s/reused-%d", argv[2], life);
		snprintf(path, sizeof(path), "%s.file", name);
		unlink(name);
		if (symlink(self, name) || close(open(path, O_CREAT | O_WRONLY, 0644)))
			return 73;
	}
	for (int life = 0; life < atoi(argv[1]); life++) {
		snprintf(name, sizeof(name), "%s/reused-%d", argv[2], life);
		args.set_tid = pid ? (uintptr_t)&pid : 0;
		args.set_tid_size = pid ? 1 : 0;
		child = syscall(SYS_clone3, &args, sizeof(args));
		if (child == 0)
			become(name, life, argv[3 + life % 2]);
		/* Somebody else may have taken it in between. */
		if (child < 0)
			return errno == EEXIST ? 75 : 71;
		pid = child;
		if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != STATUS(life))
			return 70;
		printf("%d reused-%d %d %s %d %d %d %d\n", (int)pid, life, USER + life, argv[3 + life % 2], OPENED(life),
		       MISSED(life), GETPGRP(life), STATUS(life));
	}
	return 0;
}

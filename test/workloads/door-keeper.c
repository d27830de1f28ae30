// SPDX-License-Identifier: Apache-2.0
/*
 * Stands in for the service that hands out helpers: a socket pair, a helper as root on one end, and a command
 * as an ordinary user on the other.
 *
 *   ringside-door-keeper UID HELPER SIZE COMMAND ARGS...
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKET_FD 9

int main(int argc, char **argv)
{
	int pair[2], uid = argc > 4 ? atoi(argv[1]) : 0;
	char text[16];
	pid_t helper;

	if (uid <= 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) {
		fprintf(stderr, "door-keeper: UID HELPER SIZE COMMAND ARGS...\n");
		return 64;
	}
	helper = fork();
	if (helper == 0) {
		dup2(pair[1], 0);
		execl(argv[2], argv[2], argv[3], (char *)0);
		perror(argv[2]);
		_exit(127);
	}
	if (helper < 0 || dup2(pair[0], SOCKET_FD) < 0)
		return 71;
	close(pair[1]);
	if (setgroups(0, 0) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid)) {
		perror("door-keeper: cannot become the user");
		return 71;
	}
	snprintf(text, sizeof(text), "%d", SOCKET_FD);
	setenv("RINGSIDE_HELPER_FD", text, 1);
	snprintf(text, sizeof(text), "%d", (int)helper);
	setenv("RINGSIDE_HELPER_PID", text, 1);
	setenv("HOME", "/tmp", 1);
	execvp(argv[4], argv + 4);
	perror(argv[4]);
	return 127;
}

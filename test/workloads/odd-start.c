// SPDX-License-Identifier: Apache-2.0
/*
 * Becomes PROGRAM the way nobody should start it: with descriptor 0 of a KIND, and with descriptors closed.
 *
 *   ringside-odd-start KIND CLOSED UID PROGRAM [ARGS...]
 *       KIND    what descriptor 0 is: socket (as it should be), unconnected, listening, stream, datagram, inet,
 *               pipe, file, terminal, closed
 *       CLOSED  of the digits 1 and 2 those that are closed, or 0
 *       UID     who starts it
 *       PROGRAM "-": the first of ARGS, with an empty argument list (argc 0)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* A descriptor of the kind; its other end, where it has one, stays open in the parent's stead as 9. */
static int of_kind(const char *kind)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int pair[2] = { -1, -1 };

	if (!strcmp(kind, "socket") && !socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair))
		return dup2(pair[1], 9) < 0 ? -1 : pair[0];
	if (!strcmp(kind, "stream") && !socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return dup2(pair[1], 9) < 0 ? -1 : pair[0];
	if (!strcmp(kind, "datagram") && !socketpair(AF_UNIX, SOCK_DGRAM, 0, pair))
		return dup2(pair[1], 9) < 0 ? -1 : pair[0];
	if (!strcmp(kind, "pipe") && !pipe(pair))
		return dup2(pair[1], 9) < 0 ? -1 : pair[0];
	if (!strcmp(kind, "unconnected"))
		return socket(AF_UNIX, SOCK_SEQPACKET, 0);
	if (!strcmp(kind, "listening")) {
		pair[0] = socket(AF_UNIX, SOCK_SEQPACKET, 0);
		/* The family alone: the kernel picks an abstract name. */
		return bind(pair[0], (struct sockaddr *)&name, sizeof(sa_family_t)) || listen(pair[0], 1) ? -1 : pair[0];
	}
	if (!strcmp(kind, "inet"))
		return socket(AF_INET, SOCK_STREAM, 0);
	if (!strcmp(kind, "file"))
		return open("/proc/self/exe", O_RDONLY);
	if (!strcmp(kind, "terminal"))
		return posix_openpt(O_RDWR | O_NOCTTY);
	return -1;
}

int main(int argc, char **argv)
{
	char *nothing[] = { 0 };
	int fd, uid;

	if (argc < 5) {
		fprintf(stderr, "odd-start: KIND CLOSED UID PROGRAM [ARGS...]\n");
		return 100;
	}
	uid = atoi(argv[3]);
	if (strcmp(argv[1], "closed")) {
		fd = of_kind(argv[1]);
		if (fd < 0 || dup2(fd, 0) < 0) {
			perror(argv[1]);
			return 100;
		}
		close(fd);
	} else {
		close(0);
	}
	if (uid && (setgroups(0, 0) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid))) {
		perror("odd-start: cannot become the user");
		return 100;
	}
	if (strchr(argv[2], '1'))
		close(1);
	if (strchr(argv[2], '2'))
		close(2);
	if (!strcmp(argv[4], "-"))
		execve(argv[5], nothing, environ);
	else
		execv(argv[4], argv + 4);
	return 100;
}

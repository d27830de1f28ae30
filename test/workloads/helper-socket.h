/* SPDX-License-Identifier: Apache-2.0 */
/* A helper for test programs: started behind a socket as the engine does it, spoken to without the addon. */
#ifndef RINGSIDE_HELPER_SOCKET_H
#define RINGSIDE_HELPER_SOCKET_H

#include "../../native/protocol/protocol.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FDS_MOST (MAX_CPUS + MAX_TABLES)

static inline void give_up(const char *what)
{
	perror(what);
	exit(71);
}

static inline double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static inline void nap_us(long us)
{
	struct timespec span = { us / 1000000, us % 1000000 * 1000 };

	nanosleep(&span, 0);
}

/* Root only. The helper's pid; *ours is the engine's end of the socket. */
static inline pid_t start_helper(const char *path, const char *size, int *ours)
{
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		give_up("socketpair");
	pid = fork();
	if (pid == 0) {
		dup2(pair[1], 0);
		execl(path, path, size, (char *)0);
		perror(path);
		_exit(127);
	}
	if (pid < 0)
		give_up("fork");
	close(pair[1]);
	*ours = pair[0];
	return pid;
}

/* READY with its descriptors, rings first, then tables; returns how many, -1 when it did not come. */
static inline int receive_ready(int socket, struct ready *ready, int *fds)
{
	char control[CMSG_SPACE(FDS_MOST * sizeof(int))];
	struct iovec part = { ready, sizeof(*ready) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control };
	struct cmsghdr *header;
	int count;

	message.msg_controllen = sizeof(control);
	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != sizeof(*ready))
		return -1;
	header = CMSG_FIRSTHDR(&message);
	if (!header || header->cmsg_type != SCM_RIGHTS)
		return 0;
	count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	memcpy(fds, CMSG_DATA(header), count * sizeof(int));
	return count;
}

/* `bytes` of `message`, and with them `count` descriptors. */
static inline ssize_t send_with(int socket, const void *message, size_t bytes, const int *fds, int count)
{
	char control[CMSG_SPACE(FDS_MOST * sizeof(int))] = { 0 };
	struct iovec part = { (void *)message, bytes };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1 };
	struct cmsghdr *rights;

	if (count) {
		header.msg_control = control;
		header.msg_controllen = CMSG_SPACE(count * sizeof(int));
		rights = CMSG_FIRSTHDR(&header);
		rights->cmsg_level = SOL_SOCKET;
		rights->cmsg_type = SCM_RIGHTS;
		rights->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(rights), fds, count * sizeof(int));
	}
	return sendmsg(socket, &header, MSG_NOSIGNAL);
}

/* One request and its answer; the answer's error, or 1 when the helper is gone. */
static inline int ask(int socket, const struct request *request, struct reply *reply)
{
	if (send(socket, request, sizeof(*request), MSG_NOSIGNAL) != sizeof(*request))
		return 1;
	if (recv(socket, reply, sizeof(*reply), 0) != sizeof(*reply))
		return 1;
	return reply->error;
}

/* Everything attached and noted, streams too: what must be gone when the helper is. */
static inline void attach_all(int socket, const struct ready *ready)
{
	struct request request = { 0 };
	struct reply reply;

	for (u32 i = 0; i < ready->program_count; i++) {
		request.kind = REQUEST_ATTACH;
		request.index = i;
		if (ready->programs[i].kind == PROGRAM_ATTACHED && !ready->programs[i].error &&
		    ask(socket, &request, &reply))
			give_up("attach");
	}
	request.kind = REQUEST_START;
	request.index = CAPTURE_STREAM;
	if (ask(socket, &request, &reply))
		give_up("start");
}

/* The status of `pid` as waitpid() tells it, waited for at most `limit_ms`; -1 when it still runs. */
static inline int ended(pid_t pid, double limit_ms)
{
	double until = now_ms() + limit_ms;
	int status;

	do {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		nap_us(200);
	} while (now_ms() < until);
	return -1;
}

/* kB of a line of /proc/PID/status, such as "VmRSS:". */
static inline long status_kb(pid_t pid, const char *name)
{
	char path[64], line[256];
	long kb = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, name, strlen(name)))
			kb = atol(line + strlen(name));
	if (file)
		fclose(file);
	return kb;
}

#endif

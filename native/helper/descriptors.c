// SPDX-License-Identifier: Apache-2.0
/*
 * READY, with the only descriptors that ever leave: the rings and the frozen tables. Never a program, a link or
 * a map whose contents can be written (of a ring, the reader owns its own position alone): whoever holds one of
 * those could pin it and outlive us, or bend what we do.
 */
#define _GNU_SOURCE
#include "helper.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void send_ready(struct session *session)
{
	int rings = session->ready.flags & READY_RINGS_SHARED ? (int)session->ready.cpus : 0;
	int tables = session->ready.table_count, count = 0;
	int fds[MAX_CPUS + MAX_TABLES];
	char control[CMSG_SPACE(sizeof(fds))] = { 0 };
	struct iovec part = { &session->ready, sizeof(session->ready) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control };
	struct cmsghdr *header;

	for (int i = 0; i < rings; i++)
		fds[count++] = session->ring_fds[i];
	for (int i = 0; i < tables; i++)
		fds[count++] = session->table_fds[i];
	message.msg_controllen = CMSG_SPACE(count * sizeof(int));
	header = CMSG_FIRSTHDR(&message);
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(count * sizeof(int));
	memcpy(CMSG_DATA(header), fds, count * sizeof(int));
	if (sendmsg(CONTROL_FD, &message, MSG_NOSIGNAL) != (ssize_t)sizeof(session->ready))
		_exit(EXIT_ENDED);
	for (u32 i = 0; i < session->ready.cpus; i++)
		close(session->ring_fds[i]);
	for (int i = 0; i < tables; i++)
		close(session->table_fds[i]);
}

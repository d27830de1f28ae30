/* SPDX-License-Identifier: Apache-2.0 */
/* What passes the door: one word and one descriptor in, and the helper's wait status out when it has ended. */
#ifndef RINGSIDE_KNOCK_H
#define RINGSIDE_KNOCK_H

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SIZE_WORD 16

struct knock_message {
	char size[SIZE_WORD]; /* the helper's: small, normal or large, and which tracers; ended by zeros; the helper itself refuses others */
};

/* The one descriptor that came with the message, or -1. */
static inline int knock_receive(int socket, struct knock_message *message)
{
	char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
	struct iovec part = { message, sizeof(*message) };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
				 .msg_controllen = sizeof(control) };
	ssize_t got = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
	struct cmsghdr *rights = got < 0 ? NULL : CMSG_FIRSTHDR(&header);
	int fd = -1;

	if (rights && rights->cmsg_type == SCM_RIGHTS && rights->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(&fd, CMSG_DATA(rights), sizeof(fd));
	if (fd >= 0 && (got != sizeof(*message) || header.msg_flags & MSG_CTRUNC)) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Sends the message with one descriptor; 0 when it went. */
static inline int knock_send(int socket, const struct knock_message *message, int fd)
{
	char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8))) = { 0 };
	struct iovec part = { (void *)message, sizeof(*message) };
	struct msghdr header = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = control,
				 .msg_controllen = sizeof(control) };
	struct cmsghdr *rights = CMSG_FIRSTHDR(&header);

	rights->cmsg_level = SOL_SOCKET;
	rights->cmsg_type = SCM_RIGHTS;
	rights->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(rights), &fd, sizeof(fd));
	return sendmsg(socket, &header, MSG_NOSIGNAL) == sizeof(*message) ? 0 : -1;
}

#endif

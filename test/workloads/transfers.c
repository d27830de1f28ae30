// SPDX-License-Identifier: Apache-2.0
/*
 * Sends itself known numbers of bytes by sockets of each kind, and counts them.
 *
 *   ringside-transfers calls       send and receive families, looks without taking (MSG_PEEK), empty datagrams, failures
 *   ringside-transfers files       sendfile() and splice() into a socket
 *       {"pid":N,"tcp_sends":N,"tcp_receives":N,"tcp_bytes_sent":N,"tcp_bytes_received":N,"udp_sends": ...}
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct kind {
	const char *name;
	long sends, receives, bytes_sent, bytes_received;
};

static struct kind kinds[] = { { .name = "tcp" }, { .name = "udp" }, { .name = "unix" } };
static char bytes[70000];

static int sound(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(66);
	}
	return result;
}

static void sent(struct kind *kind, long count)
{
	kind->sends++;
	kind->bytes_sent += sound(count, "send");
}

static void received(struct kind *kind, long count)
{
	kind->receives++;
	kind->bytes_received += sound(count, "receive");
}

/* All ways to send, and to receive; a stream may give less than is asked for, so each is taken before the next. */
static void exchange(struct kind *kind, int from, int to, int datagrams)
{
	struct iovec parts[2] = { { bytes, 100 }, { bytes, 23 } };
	struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
	struct mmsghdr two[2] = { { .msg_hdr = message }, { .msg_hdr = message } };

	for (int i = 0; i < 50; i++) {
		sent(kind, write(from, bytes, 1000 + i));
		received(kind, read(to, bytes, sizeof(bytes)));
		sent(kind, send(from, bytes, 200, 0));
		sound(recv(to, bytes, sizeof(bytes), MSG_PEEK), "peek");
		received(kind, recv(to, bytes, sizeof(bytes), 0));
		sent(kind, sendto(from, bytes, 300, 0, NULL, 0));
		received(kind, recvfrom(to, bytes, sizeof(bytes), 0, NULL, NULL));
		sent(kind, writev(from, parts, 2));
		received(kind, readv(to, &(struct iovec){ bytes, sizeof(bytes) }, 1));
		sent(kind, sendmsg(from, &message, 0));
		received(kind, recvmsg(to, &(struct msghdr){ .msg_iov = &(struct iovec){ bytes, sizeof(bytes) }, .msg_iovlen = 1 }, 0));
		if (recv(to, bytes, sizeof(bytes), MSG_DONTWAIT) >= 0 || errno != EAGAIN)
			exit(67);
	}
	if (!datagrams)
		return;
	sound(sendmmsg(from, two, 2, 0), "sendmmsg");
	kind->sends += 2;
	kind->bytes_sent += two[0].msg_len + two[1].msg_len;
	received(kind, read(to, bytes, sizeof(bytes)));
	received(kind, read(to, bytes, sizeof(bytes)));
	sent(kind, send(from, bytes, 0, 0));
	received(kind, recv(to, bytes, sizeof(bytes), 0));
}

/* Two sockets of the loopback that are connected with each other. */
static void pair(int type, const char *address, int fds[2])
{
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 }, peer;
	socklen_t length = sizeof(v6);
	int listener;

	inet_pton(AF_INET6, address, &v6.sin6_addr);
	listener = sound(socket(AF_INET6, type, 0), "socket");
	sound(bind(listener, (struct sockaddr *)&v6, sizeof(v6)), "bind");
	sound(getsockname(listener, (struct sockaddr *)&v6, &length), "getsockname");
	fds[0] = sound(socket(AF_INET6, type, 0), "socket");
	if (type == SOCK_STREAM)
		sound(listen(listener, 1), "listen");
	sound(connect(fds[0], (struct sockaddr *)&v6, sizeof(v6)), "connect");
	fds[1] = listener;
	if (type == SOCK_STREAM) {
		fds[1] = sound(accept(listener, NULL, NULL), "accept");
		close(listener);
		return;
	}
	length = sizeof(peer);
	sound(getsockname(fds[0], (struct sockaddr *)&peer, &length), "getsockname");
	sound(connect(fds[1], (struct sockaddr *)&peer, length), "connect");
}

static void files(void)
{
	int file = sound(memfd_create("sent", 0), "memfd_create"), fds[2], pipe_fds[2];
	struct kind *tcp = &kinds[0];

	pair(SOCK_STREAM, "::1", fds);
	sound(pipe(pipe_fds), "pipe");
	sound(write(file, bytes, 60000), "write");
	for (int done = 0; done < 60000;) {
		off_t at = done;
		int part = sound(sendfile(fds[0], file, &at, 60000 - done), "sendfile");

		tcp->bytes_sent += part;
		for (int got = 0; got < part;) {
			int more = sound(read(fds[1], bytes, sizeof(bytes)), "read");

			tcp->receives++;
			tcp->bytes_received += more;
			got += more;
		}
		done += part;
	}
	sound(write(pipe_fds[1], bytes, 5000), "write");
	for (int done = 0; done < 5000;) {
		int part = sound(splice(pipe_fds[0], NULL, fds[0], NULL, 5000 - done, 0), "splice");

		tcp->bytes_sent += part;
		for (int got = 0; got < part;) {
			int more = sound(read(fds[1], bytes, sizeof(bytes)), "read");

			tcp->receives++;
			tcp->bytes_received += more;
			got += more;
		}
		done += part;
	}
}

static void calls(void)
{
	int fds[2];

	for (int i = 0; i < 2; i++) {
		pair(SOCK_STREAM, i ? "::1" : "::ffff:127.0.0.1", fds);
		exchange(&kinds[0], fds[0], fds[1], 0);
		exchange(&kinds[0], fds[1], fds[0], 0);
		shutdown(fds[0], SHUT_WR);
		if (read(fds[1], bytes, sizeof(bytes)) != 0)
			exit(68);
		pair(SOCK_DGRAM, i ? "::1" : "::ffff:127.0.0.1", fds);
		exchange(&kinds[1], fds[0], fds[1], 1);
		sound(socketpair(AF_UNIX, i ? SOCK_STREAM : SOCK_DGRAM, 0, fds), "socketpair");
		exchange(&kinds[2], fds[0], fds[1], !i);
	}
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	if (!strcmp(argv[1], "files"))
		files();
	else
		calls();
	printf("{\"pid\":%d", getpid());
	for (unsigned int i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		printf(",\"%s_sends\":%ld,\"%s_receives\":%ld,\"%s_bytes_sent\":%ld,\"%s_bytes_received\":%ld", kinds[i].name,
		       kinds[i].sends, kinds[i].name, kinds[i].receives, kinds[i].name, kinds[i].bytes_sent, kinds[i].name,
		       kinds[i].bytes_received);
	puts("}");
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Holds open one of each kind of file and socket, and waits.
 *
 *   ringside-holds FOLDER
 *       {"ready":1} when all are open; ends when it is killed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int sound(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(66);
	}
	return result;
}

/* Bound to a free port; `length` bytes of it are the address afterwards. */
static int bound(int type, struct sockaddr *address, socklen_t *length)
{
	int fd = sound(socket(address->sa_family, type, 0), "socket");

	sound(bind(fd, address, *length), "bind");
	sound(getsockname(fd, address, length), "getsockname");
	return fd;
}

/* Listens, connects to itself, and accepts: three sockets. */
static void pair(struct sockaddr *address, socklen_t length)
{
	int listener = bound(SOCK_STREAM, address, &length);
	int client = sound(socket(address->sa_family, SOCK_STREAM, 0), "socket");

	sound(listen(listener, 1), "listen");
	sound(connect(client, address, length), "connect");
	sound(accept(listener, NULL, NULL), "accept");
}

static void internet(void)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	struct sockaddr_in6 any = { .sin6_family = AF_INET6 };
	struct sockaddr_in remote = { .sin_family = AF_INET, .sin_port = htons(9) };
	socklen_t length = sizeof(v4);
	int udp;

	pair((struct sockaddr *)&v4, sizeof(v4));
	pair((struct sockaddr *)&v6, sizeof(v6));
	length = sizeof(any);
	bound(SOCK_DGRAM, (struct sockaddr *)&any, &length);
	/* IPv4 over a socket of IPv6. */
	any.sin6_port = 0;
	inet_pton(AF_INET6, "::ffff:127.0.0.1", &any.sin6_addr);
	bound(SOCK_DGRAM, (struct sockaddr *)&any, &length);
	inet_pton(AF_INET, "127.0.0.9", &remote.sin_addr);
	udp = sound(socket(AF_INET, SOCK_DGRAM, 0), "socket");
	sound(connect(udp, (struct sockaddr *)&remote, sizeof(remote)), "connect");
}

static void local(const char *folder)
{
	struct sockaddr_un path = { .sun_family = AF_UNIX }, abstract = { .sun_family = AF_UNIX };
	socklen_t length;
	int two[2];

	snprintf(path.sun_path, sizeof(path.sun_path), "%s/socket", folder);
	length = sizeof(path);
	pair((struct sockaddr *)&path, length);
	length = offsetof(struct sockaddr_un, sun_path) + 1 +
		 snprintf(abstract.sun_path + 1, sizeof(abstract.sun_path) - 1, "ringside-holds-%d", getpid());
	bound(SOCK_DGRAM, (struct sockaddr *)&abstract, &length);
	sound(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, two), "socketpair");
	sound(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE), "netlink");
}

int main(int argc, char **argv)
{
	int two[2];

	if (argc != 2)
		return 64;
	sound(chdir(argv[1]), argv[1]);
	sound(write(sound(open("written", O_CREAT | O_RDWR | O_APPEND, 0600), "written"), "ringside", 8), "write");
	sound(open("gone", O_CREAT | O_WRONLY, 0600), "gone");
	sound(unlink("gone"), "unlink");
	sound(open(".", O_RDONLY | O_DIRECTORY), ".");
	sound(open(".", O_PATH), ".");
	sound(pipe2(two, O_NONBLOCK), "pipe2");
	sound(eventfd(7, 0), "eventfd");
	sound(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
	sound(memfd_create("ringside", 0), "memfd_create");
	sound(open("/dev/zero", O_RDONLY), "/dev/zero");
	sound(open("/proc/self/status", O_RDONLY), "status");
	internet();
	local(argv[1]);
	puts("{\"ready\":1}");
	fflush(stdout);
	pause();
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Sends datagrams over the loopback that the kernel has to throw away, and says how many it did.
 *
 *   ringside-drops PORT
 *       {"closed":N,"full":N,"filtered":N,"damaged":N}
 *       closed: nobody listens at port 9; full: the receive queue is, as the socket counts it; filtered: sent to PORT, which
 *       a rule has to drop; damaged: with a wrong checksum
 */
#include <arpa/inet.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SO_MEMINFO_NR 55
#define MEMINFO_DROPS 8 /* linux/sock_diag.h */

static int sound(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(66);
	}
	return result;
}

static struct sockaddr_in at(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };

	inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
	return address;
}

static int send_to(int port, int count, int size)
{
	static char bytes[1024];
	struct sockaddr_in to = at(port);
	int fd = sound(socket(AF_INET, SOCK_DGRAM, 0), "socket");

	for (int i = 0; i < count; i++)
		sound(sendto(fd, bytes, size, 0, (struct sockaddr *)&to, sizeof(to)), "sendto");
	close(fd);
	return count;
}

static unsigned int full(void)
{
	int fd = sound(socket(AF_INET, SOCK_DGRAM, 0), "socket"), room = 4096;
	struct sockaddr_in here = at(0);
	socklen_t length = sizeof(here);
	unsigned int info[16] = {};

	sound(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room)), "SO_RCVBUF");
	sound(bind(fd, (struct sockaddr *)&here, sizeof(here)), "bind");
	sound(getsockname(fd, (struct sockaddr *)&here, &length), "getsockname");
	send_to(ntohs(here.sin_port), 100, 1000);
	length = sizeof(info);
	sound(getsockopt(fd, SOL_SOCKET, SO_MEMINFO_NR, info, &length), "SO_MEMINFO");
	return info[MEMINFO_DROPS];
}

static int damaged(int count)
{
	int fd = sound(socket(AF_INET, SOCK_DGRAM, 0), "socket"), raw = sound(socket(AF_INET, SOCK_RAW, IPPROTO_UDP), "raw");
	struct sockaddr_in here = at(0);
	socklen_t length = sizeof(here);
	char packet[sizeof(struct udphdr) + 4] = {};
	struct udphdr *header = (struct udphdr *)packet;

	sound(bind(fd, (struct sockaddr *)&here, sizeof(here)), "bind");
	sound(getsockname(fd, (struct sockaddr *)&here, &length), "getsockname");
	header->source = htons(7);
	header->dest = here.sin_port;
	header->len = htons(sizeof(packet));
	header->check = htons(1);
	here.sin_port = 0;
	for (int i = 0; i < count; i++)
		sound(sendto(raw, packet, sizeof(packet), 0, (struct sockaddr *)&here, sizeof(here)), "sendto");
	return count;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 64;
	printf("{\"closed\":%d,\"full\":%u,\"filtered\":%d,\"damaged\":%d}\n", send_to(9, 30, 10), full(),
	       send_to(atoi(argv[1]), 20, 10), damaged(10));
	return 0;
}

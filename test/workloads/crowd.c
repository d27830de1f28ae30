// SPDX-License-Identifier: Apache-2.0
/*
 * Listens at as many sockets at once as one likes, at addresses of the loopback.
 *
 *   ringside-crowd N
 *       {"what":"crowd"} when all listen; ends with its standard input, after a line
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define A_CHILD 900 /* a process may have no more */
#define PORTS 60000

static int sound(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(66);
	}
	return result;
}

/* At ports that are chosen: to look for free ones among so many would take long. */
static void listens(int number)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(2000 + number % PORTS) };
	int fd = sound(socket(AF_INET, SOCK_STREAM, 0), "socket");

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number / PORTS);
	sound(bind(fd, (struct sockaddr *)&at, sizeof(at)), "bind");
	sound(listen(fd, 1), "listen");
}

int main(int argc, char **argv)
{
	int ready[2], go[2], children = 0, count = argc == 2 ? atoi(argv[1]) : 0;
	char byte;

	if (count <= 0)
		return 64;
	sound(pipe(ready), "pipe");
	sound(pipe(go), "pipe");
	for (int first = 0; first < count; first += A_CHILD, children++) {
		if (sound(fork(), "fork"))
			continue;
		close(go[1]);
		for (int i = first; i < count && i < first + A_CHILD; i++)
			listens(i);
		sound(write(ready[1], "r", 1), "write");
		exit(read(go[0], &byte, 1) == 0 ? 0 : 67);
	}
	for (int i = 0; i < children; i++)
		sound(read(ready[0], &byte, 1), "read");
	puts("{\"what\":\"crowd\"}");
	fflush(stdout);
	sound(read(0, &byte, 1), "stdin");
	close(go[1]);
	while (children--)
		sound(wait(NULL), "wait");
	return 0;
}

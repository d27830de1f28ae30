// SPDX-License-Identifier: Apache-2.0
/*
 * Asks name servers in the ways in which a program can, and says of each question what came of it.
 *
 *   ringside-asks SERVER WAY NAME [WAY NAME ...]
 *       ways, each with a socket and a number of its own:
 *       sendto      sendto() and recvfrom(), which says from whom
 *       blind       the same, and does not ask from whom
 *       write       connect(), write() and read()
 *       sendmsg     in two pieces each way
 *       sendmmsg    A and AAAA in one call, and both answers in one
 *       peek        looks at the answer before it takes it
 *       again       up to three times, 300 ms each
 *       same        a parent and its child with the same number for the same name, at once
 *       unmapped    the question lies in a page that nobody has touched
 *       tcp         length and question in one writev(); reads the length alone
 *       tcp-whole   length and question in one buffer; reads as much as there is
 *       tls         three messages to port 853
 *   Writes a line of JSON for each: way, pid, id, name, bytes of the answer (0: none), and how long it took.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TYPE_A 1
#define TYPE_AAAA 28
#define SAME_ID 4242

static struct sockaddr_in server;
static unsigned next_id = 1000;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static unsigned long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_BOOTTIME, &time);
	return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static void say(const char *way, unsigned id, const char *name, const char *type, long bytes, int times, unsigned long long ns)
{
	printf("{\"way\":\"%s\",\"pid\":%d,\"id\":%u,\"name\":\"%s\",\"type\":\"%s\",\"bytes\":%ld,\"times\":%d,\"ns\":%llu}\n",
	       way, getpid(), id, name, type, bytes > 0 ? bytes : 0, times, ns);
	fflush(stdout);
}

/* Returns its length. */
static size_t question(unsigned char *to, unsigned id, const char *name, unsigned type)
{
	unsigned char *at = to + 12;
	char copy[256], *save, *label;

	memset(to, 0, 12);
	to[0] = id >> 8;
	to[1] = id;
	to[2] = 1; /* recursion is desired */
	to[5] = 1;
	snprintf(copy, sizeof(copy), "%s", name);
	for (label = strtok_r(copy, ".", &save); label; label = strtok_r(0, ".", &save)) {
		*at++ = strlen(label);
		memcpy(at, label, strlen(label));
		at += strlen(label);
	}
	*at++ = 0;
	*at++ = 0;
	*at++ = type;
	*at++ = 0;
	*at++ = 1;
	return at - to;
}

static int begin(int type, int port)
{
	int fd = socket(AF_INET, type, 0);
	struct timeval patience = { .tv_sec = 2 };

	server.sin_port = htons(port);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)))
		die("socket");
	return fd;
}

static int begin_connected(int type, int port)
{
	int fd = begin(type, port);

	if (connect(fd, (struct sockaddr *)&server, sizeof(server)))
		die("connect");
	return fd;
}

static long whole(int fd, unsigned char *to, long bytes)
{
	long have = 0, got;

	while (have < bytes && (got = read(fd, to + have, bytes - have)) > 0)
		have += got;
	return have;
}

static void two(const char *name)
{
	unsigned char out[2][300], in[2][1500];
	struct iovec send[2], take[2];
	struct mmsghdr outs[2] = {}, ins[2] = {};
	unsigned first = next_id;
	unsigned long long begun;
	int fd = begin_connected(SOCK_DGRAM, 53), got = 0;

	next_id += 2;
	for (int i = 0; i < 2; i++) {
		send[i] = (struct iovec){ out[i], question(out[i], first + i, name, i ? TYPE_AAAA : TYPE_A) };
		take[i] = (struct iovec){ in[i], sizeof(in[i]) };
		outs[i].msg_hdr.msg_iov = &send[i];
		ins[i].msg_hdr.msg_iov = &take[i];
		outs[i].msg_hdr.msg_iovlen = ins[i].msg_hdr.msg_iovlen = 1;
	}
	begun = now();
	if (sendmmsg(fd, outs, 2, 0) != 2)
		die("sendmmsg");
	/* Until both are there, or it may take two calls. */
	while (got < 2) {
		int more = recvmmsg(fd, ins + got, 2 - got, MSG_WAITFORONE, 0);

		if (more <= 0)
			break;
		got += more;
	}
	for (int i = 0; i < 2; i++)
		say("sendmmsg", first + i, name, i ? "AAAA" : "A", i < got ? (long)ins[i].msg_len : 0, 1, now() - begun);
	close(fd);
}

static void one(const char *way, const char *name, unsigned id)
{
	unsigned char room[302], in[65537], *out = room + 2;
	struct sockaddr_in from;
	socklen_t length = sizeof(from);
	size_t bytes = question(out, id, name, TYPE_A);
	struct iovec send[2] = { { out, 12 }, { out + 12, bytes - 12 } }, take[2] = { { in, 20 }, { in + 20, sizeof(in) - 20 } };
	struct msghdr outgoing = { .msg_iov = send, .msg_iovlen = 2 }, incoming = { .msg_iov = take, .msg_iovlen = 2 };
	unsigned long long begun;
	int fd, times = 1;
	long got = 0;

	room[0] = bytes >> 8;
	room[1] = bytes;
	begun = now();
	if (!strcmp(way, "sendto") || !strcmp(way, "blind")) {
		fd = begin(SOCK_DGRAM, 53);
		sendto(fd, out, bytes, 0, (struct sockaddr *)&server, sizeof(server));
		got = *way == 's' ? recvfrom(fd, in, sizeof(in), 0, (struct sockaddr *)&from, &length)
				  : recv(fd, in, sizeof(in), 0);
	} else if (!strcmp(way, "sendmsg")) {
		fd = begin_connected(SOCK_DGRAM, 53);
		sendmsg(fd, &outgoing, 0);
		got = recvmsg(fd, &incoming, 0);
	} else if (!strcmp(way, "again")) {
		fd = begin_connected(SOCK_DGRAM, 53);
		for (times = 1; times <= 3; times++) {
			struct pollfd wait = { .fd = fd, .events = POLLIN };

			if (write(fd, out, bytes) < 0)
				die("write");
			if (poll(&wait, 1, 300) == 1) {
				got = read(fd, in, sizeof(in));
				break;
			}
		}
		times = times > 3 ? 3 : times;
	} else if (!strcmp(way, "unmapped")) {
		FILE *file = tmpfile();
		void *page;

		if (!file || fwrite(out, 1, bytes, file) != bytes || fflush(file))
			die("tmpfile");
		page = mmap(0, bytes, PROT_READ, MAP_PRIVATE, fileno(file), 0);
		fd = begin_connected(SOCK_DGRAM, 53);
		begun = now();
		if (write(fd, page, bytes) < 0)
			die("write");
		got = read(fd, in, sizeof(in));
	} else if (!strcmp(way, "tcp")) {
		struct iovec pieces[2] = { { room, 2 }, { out, bytes } };

		fd = begin_connected(SOCK_STREAM, 53);
		if (writev(fd, pieces, 2) < 0)
			die("writev");
		if (whole(fd, in, 2) == 2)
			got = whole(fd, in + 2, in[0] << 8 | in[1]);
	} else if (!strcmp(way, "tcp-whole")) {
		fd = begin_connected(SOCK_STREAM, 53);
		if (write(fd, room, bytes + 2) < 0)
			die("send");
		usleep(100000);
		got = recv(fd, in, sizeof(in), 0) - 2;
	} else if (!strcmp(way, "tls")) {
		fd = begin_connected(SOCK_STREAM, 853);
		for (int i = 0; i < 3; i++)
			if (write(fd, "\x17\x03\x03\x00\x01x", 6) < 0)
				die("write");
	} else {
		fd = begin_connected(SOCK_DGRAM, 53);
		if (write(fd, out, bytes) < 0)
			die("write");
		if (!strcmp(way, "peek"))
			recv(fd, in, sizeof(in), MSG_PEEK);
		got = read(fd, in, sizeof(in));
	}
	say(way, id, name, "A", got, times, now() - begun);
	close(fd);
}

int main(int count, char **words)
{
	if (count < 4 || count % 2 || inet_pton(AF_INET, words[1], &server.sin_addr) != 1) {
		fprintf(stderr, "ringside-asks SERVER WAY NAME ...\n");
		return 64;
	}
	server.sin_family = AF_INET;
	for (int i = 2; i < count; i += 2) {
		if (!strcmp(words[i], "sendmmsg")) {
			two(words[i + 1]);
		} else if (!strcmp(words[i], "same")) {
			pid_t child = fork();

			one("same", words[i + 1], SAME_ID);
			if (!child)
				return 0;
			waitpid(child, 0, 0);
		} else {
			one(words[i], words[i + 1], next_id++);
		}
	}
	return 0;
}

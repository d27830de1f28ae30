// SPDX-License-Identifier: Apache-2.0
/*
 * Makes TCP connections in the ways in which one can begin and end, and says of each what getsockopt(TCP_INFO) says of
 * it before it is closed.
 *
 *   ringside-talks ADDRESS WAY ...
 *       ways, in their order; each takes a socket of its own at ADDRESS:
 *       plain N      N connections, one after the other: a known number of bytes each way, the client ends first
 *       many N       N connections of one byte, which are not said: only how many
 *       served       the server ends first
 *       half         the client shuts down, and gets its answer then
 *       refused      nobody listens
 *       nonblocking  connect() that says EINPROGRESS
 *       reset        the server ends with bytes unread
 *       linger       the client ends with SO_LINGER 0
 *       worker       a child accepts at the parent's listener
 *       passed       the child goes on with the parent's connection, which closes it
 *       killed       a child that is killed with its connection open
 *       given-up     a connect that is closed before an answer (to an address that nobody has: 192.0.2.1)
 *       silent MS    one that is not answered within MS (there too)
 *       nowhere      one without a route (to 240.0.0.1)
 *       stalled      sends after a line has come on standard input, says so, and goes on until it is acknowledged
 *   Writes lines of JSON: one for each connect, accept, listen and close of a process, in its order.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define SENT 100003
#define ANSWERED 7001

static struct sockaddr_storage base;
static socklen_t base_length;
static char bytes[1 << 20];

static int sound(int result, const char *what)
{
	if (result < 0) {
		perror(what);
		exit(66);
	}
	return result;
}

static const char *text_of(const struct sockaddr_storage *address, int *port)
{
	static char texts[4][INET6_ADDRSTRLEN];
	static int next;
	char *text = texts[next++ & 3];
	const struct sockaddr_in6 *v6 = (const void *)address;
	const struct sockaddr_in *v4 = (const void *)address;

	*port = ntohs(v4->sin_port);
	if (address->ss_family == AF_INET)
		return inet_ntop(AF_INET, &v4->sin_addr, text, INET6_ADDRSTRLEN);
	if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
		return inet_ntop(AF_INET, &v6->sin6_addr.s6_addr[12], text, INET6_ADDRSTRLEN);
	return inet_ntop(AF_INET6, &v6->sin6_addr, text, INET6_ADDRSTRLEN);
}

static void say_to(const char *what, const struct sockaddr_storage *from, const struct sockaddr_storage *to, int error)
{
	const char *local, *remote;
	int local_port, remote_port;

	local = text_of(from, &local_port);
	remote = text_of(to, &remote_port);
	printf("{\"what\":\"%s\",\"pid\":%d,\"tid\":%d,\"local\":\"%s\",\"local_port\":%d,\"remote\":\"%s\","
	       "\"remote_port\":%d,\"errno\":%d",
	       what, getpid(), (int)syscall(SYS_gettid), local, local_port, remote, remote_port, error);
}

static void ends_of(int fd, struct sockaddr_storage *from, struct sockaddr_storage *to)
{
	socklen_t length = sizeof(*from);

	memset(from, 0, sizeof(*from));
	sound(getsockname(fd, (struct sockaddr *)from, &length), "getsockname");
	memset(to, 0, sizeof(*to));
	to->ss_family = from->ss_family;
	length = sizeof(*to);
	getpeername(fd, (struct sockaddr *)to, &length);
}

static void say(const char *what, int fd, int error)
{
	struct sockaddr_storage from, to;

	ends_of(fd, &from, &to);
	say_to(what, &from, &to, error);
	puts("}");
	fflush(stdout);
}

/* What the kernel says of it now; with `whose`, the process that will be asked for. */
static void say_close(int fd, int whose, const struct sockaddr_storage *from, const struct sockaddr_storage *to, int error)
{
	struct tcp_info info = {};
	socklen_t length = sizeof(info);

	sound(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length), "TCP_INFO");
	say_to("close", from, to, error);
	printf(",\"owner\":%d,\"bytes_sent\":%llu,\"bytes_received\":%llu,\"bytes_retransmitted\":%llu,"
	       "\"retransmits\":%u,\"rtt_us\":%u,\"min_rtt_us\":%u,\"state\":%u}\n",
	       whose, (unsigned long long)(info.tcpi_bytes_sent - info.tcpi_bytes_retrans),
	       (unsigned long long)info.tcpi_bytes_received, (unsigned long long)info.tcpi_bytes_retrans,
	       info.tcpi_total_retrans, info.tcpi_rtt, info.tcpi_min_rtt, info.tcpi_state);
	fflush(stdout);
}

static void put(int fd, int count)
{
	for (int done = 0; done < count;)
		done += sound(write(fd, bytes, count - done > 4096 ? 4096 : count - done), "write");
}

static void get(int fd, int count)
{
	for (int done = 0, part; done < count; done += part)
		if ((part = sound(read(fd, bytes, sizeof(bytes)), "read")) == 0)
			exit(67);
}

static void expect_end(int fd)
{
	if (sound(read(fd, bytes, sizeof(bytes)), "read") != 0)
		exit(68);
}

/* Until both sides are through: what TCP_INFO says then is the last word. */
static void wait_closed(int fd)
{
	struct tcp_info info;
	socklen_t length = sizeof(info);

	for (int i = 0; i < 2000; i++) {
		sound(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &length), "TCP_INFO");
		if (info.tcpi_state == 7) /* closed */
			return;
		usleep(1000);
	}
	exit(69);
}

static int listener(void)
{
	int fd = sound(socket(base.ss_family, SOCK_STREAM, 0), "socket"), on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	sound(bind(fd, (struct sockaddr *)&base, base_length), "bind");
	sound(listen(fd, 17), "listen");
	say("listen", fd, 0);
	return fd;
}

static int connected(int server)
{
	struct sockaddr_storage to;
	socklen_t length = sizeof(to);
	int fd = sound(socket(base.ss_family, SOCK_STREAM, 0), "socket");

	sound(getsockname(server, (struct sockaddr *)&to, &length), "getsockname");
	sound(connect(fd, (struct sockaddr *)&to, length), "connect");
	say("connect", fd, 0);
	return fd;
}

static int accepted(int server)
{
	int fd = sound(accept4(server, NULL, NULL, SOCK_CLOEXEC), "accept4");

	say("accept", fd, 0);
	return fd;
}

static void stop(int server)
{
	struct sockaddr_storage from, to;

	ends_of(server, &from, &to);
	say_to("stop", &from, &to, 0);
	puts("}");
	close(server);
}

/* Ends both: whoever is `first` says so first. Each is asked when both sides are through. */
static void end(int first, int second)
{
	struct sockaddr_storage from[2], to[2];

	ends_of(first, &from[0], &to[0]);
	ends_of(second, &from[1], &to[1]);
	sound(shutdown(first, SHUT_WR), "shutdown");
	expect_end(second);
	sound(shutdown(second, SHUT_WR), "shutdown");
	expect_end(first);
	wait_closed(first);
	wait_closed(second);
	say_close(first, getpid(), &from[0], &to[0], 0);
	say_close(second, getpid(), &from[1], &to[1], 0);
	close(first);
	close(second);
}

static void talk(int count, int server_first)
{
	int server = listener();

	for (int i = 0; i < count; i++) {
		int client = connected(server), served = accepted(server);

		for (int done = 0; done < SENT; done += 10000) {
			int part = SENT - done > 10000 ? 10000 : SENT - done;

			put(client, part);
			get(served, part);
		}
		put(served, ANSWERED);
		get(client, ANSWERED);
		if (server_first)
			end(served, client);
		else
			end(client, served);
	}
	stop(server);
}

static void half(void)
{
	int server = listener(), client = connected(server), served = accepted(server);
	struct sockaddr_storage from[2], to[2];

	ends_of(client, &from[0], &to[0]);
	ends_of(served, &from[1], &to[1]);
	put(client, SENT / 10);
	sound(shutdown(client, SHUT_WR), "shutdown");
	get(served, SENT / 10);
	expect_end(served);
	put(served, ANSWERED);
	get(client, ANSWERED);
	sound(shutdown(served, SHUT_WR), "shutdown");
	expect_end(client);
	wait_closed(client);
	wait_closed(served);
	say_close(client, getpid(), &from[0], &to[0], 0);
	say_close(served, getpid(), &from[1], &to[1], 0);
	close(client);
	close(served);
	stop(server);
}

static void fails(const char *address, int port, int expected, int milliseconds, int give_up)
{
	struct sockaddr_storage from, to = base;
	struct sockaddr_in *v4 = (struct sockaddr_in *)&to;
	socklen_t length = base_length;
	int fd, error = 0;

	if (address) {
		memset(&to, 0, sizeof(to));
		v4->sin_family = AF_INET;
		inet_pton(AF_INET, address, &v4->sin_addr);
		length = sizeof(*v4);
	}
	v4->sin_port = htons(port);
	fd = sound(socket(to.ss_family, SOCK_STREAM | (give_up ? SOCK_NONBLOCK : 0), 0), "socket");
	if (milliseconds)
		sound(setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof(milliseconds)), "TCP_USER_TIMEOUT");
	if (connect(fd, (struct sockaddr *)&to, length) == 0)
		exit(70);
	error = errno;
	if (error != expected) {
		fprintf(stderr, "connect: %s\n", strerror(error));
		exit(71);
	}
	memset(&from, 0, sizeof(from));
	length = sizeof(from);
	getsockname(fd, (struct sockaddr *)&from, &length);
	say_to("connect", &from, &to, give_up ? ECANCELED : error);
	puts("}");
	close(fd);
}

static void nonblocking(void)
{
	int server = listener(), client = sound(socket(base.ss_family, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket"), served;
	struct sockaddr_storage to;
	socklen_t length = sizeof(to);
	struct pollfd wait = { .fd = client, .events = POLLOUT };

	sound(getsockname(server, (struct sockaddr *)&to, &length), "getsockname");
	if (connect(client, (struct sockaddr *)&to, length) == 0 || errno != EINPROGRESS)
		exit(72);
	sound(poll(&wait, 1, 5000), "poll");
	if (connect(client, (struct sockaddr *)&to, length) != 0)
		exit(73);
	say("connect", client, 0);
	served = accepted(server);
	fcntl(client, F_SETFL, 0);
	end(client, served);
	stop(server);
}

static void many(int count)
{
	int server = listener();

	for (int i = 0; i < count; i++) {
		struct sockaddr_storage to;
		socklen_t length = sizeof(to);
		int client = sound(socket(base.ss_family, SOCK_STREAM, 0), "socket"), served;

		sound(getsockname(server, (struct sockaddr *)&to, &length), "getsockname");
		sound(connect(client, (struct sockaddr *)&to, length), "connect");
		served = sound(accept(server, NULL, NULL), "accept");
		put(client, 1);
		get(served, 1);
		close(client);
		expect_end(served);
		close(served);
	}
	printf("{\"what\":\"many\",\"count\":%d}\n", count);
	stop(server);
}

/* One ends without the other's consent: the other one reads that it was reset. */
static void reset(int by_linger)
{
	int server = listener(), client = connected(server), served = accepted(server);
	int ends = by_linger ? client : served, left = by_linger ? served : client;
	struct linger at_once = { .l_onoff = 1 };
	struct sockaddr_storage from[2], to[2];

	ends_of(ends, &from[0], &to[0]);
	ends_of(left, &from[1], &to[1]);
	put(left, 1000);
	if (by_linger)
		sound(setsockopt(ends, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once)), "SO_LINGER");
	say_close(ends, getpid(), &from[0], &to[0], 0);
	close(ends);
	if (read(left, bytes, sizeof(bytes)) >= 0 || errno != ECONNRESET)
		exit(74);
	say_close(left, getpid(), &from[1], &to[1], ECONNRESET);
	close(left);
	stop(server);
}

static void child(int server, int client, int killed)
{
	struct sockaddr_storage from, to;
	int parent = getpid(), status;
	pid_t pid = fork();

	if (pid == 0 && killed) {
		client = connected(server);
		put(client, 10);
		raise(SIGKILL);
	}
	if (pid == 0 && client >= 0) {
		put(client, 500);
		ends_of(client, &from, &to);
		say_close(client, parent, &from, &to, 0);
		exit(0);
	}
	if (pid == 0) {
		int served = accepted(server);

		get(served, 300);
		ends_of(served, &from, &to);
		say_close(served, getpid(), &from, &to, 0);
		exit(0);
	}
	if (client >= 0)
		close(client);
	if (!killed && client < 0) {
		client = connected(server);
		put(client, 300);
		expect_end(client);
		ends_of(client, &from, &to);
		say_close(client, getpid(), &from, &to, 0);
		close(client);
	}
	sound(waitpid(pid, &status, 0), "waitpid");
}

static void stalled(void)
{
	int server = listener(), client = connected(server), served = accepted(server);
	char line[16];

	puts("{\"what\":\"ready\"}");
	fflush(stdout);
	sound(read(0, line, sizeof(line)), "stdin");
	put(client, 5000);
	puts("{\"what\":\"put\"}");
	fflush(stdout);
	get(served, 5000);
	end(client, served);
	stop(server);
}

int main(int argc, char **argv)
{
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&base;
	struct sockaddr_in *v4 = (struct sockaddr_in *)&base;
	int server, client, served;

	if (argc < 3)
		return 64;
	signal(SIGPIPE, SIG_IGN);
	if (inet_pton(AF_INET, argv[1], &v4->sin_addr) == 1) {
		base.ss_family = AF_INET;
		base_length = sizeof(*v4);
	} else {
		base.ss_family = AF_INET6;
		base_length = sizeof(*v6);
		if (inet_pton(AF_INET6, argv[1], &v6->sin6_addr) != 1)
			return 64;
	}
	for (int i = 2; i < argc; i++) {
		const char *way = argv[i];

		if (!strcmp(way, "plain"))
			talk(atoi(argv[++i]), 0);
		else if (!strcmp(way, "many"))
			many(atoi(argv[++i]));
		else if (!strcmp(way, "served"))
			talk(1, 1);
		else if (!strcmp(way, "half"))
			half();
		else if (!strcmp(way, "refused"))
			fails(NULL, 9, ECONNREFUSED, 0, 0);
		else if (!strcmp(way, "nonblocking"))
			nonblocking();
		else if (!strcmp(way, "reset") || !strcmp(way, "linger"))
			reset(way[0] == 'l');
		else if (!strcmp(way, "given-up"))
			fails("192.0.2.1", 9, EINPROGRESS, 0, 1);
		else if (!strcmp(way, "silent"))
			fails("192.0.2.1", 9, ETIMEDOUT, atoi(argv[++i]), 0);
		else if (!strcmp(way, "nowhere"))
			fails("240.0.0.1", 9, ENETUNREACH, 0, 0);
		else if (!strcmp(way, "stalled"))
			stalled();
		else if (!strcmp(way, "worker")) {
			server = listener();
			child(server, -1, 0);
			stop(server);
		} else if (!strcmp(way, "passed")) {
			server = listener();
			client = connected(server);
			served = accepted(server);
			child(server, client, 0);
			get(served, 500);
			expect_end(served);
			close(served);
			stop(server);
		} else if (!strcmp(way, "killed")) {
			server = listener();
			child(server, -1, 1);
			served = accepted(server);
			get(served, 10);
			expect_end(served);
			close(served);
			stop(server);
		} else {
			return 64;
		}
	}
	return 0;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * Stands where the helper should, and behaves otherwise: as RINGSIDE_STAND_IN says. Most ways start the real
 * helper behind a second socket and pass on what it says, changed.
 *
 *   engine == 0 [stand-in] socket == real helper
 *
 *   ringside-stand-in SIZE        door-keeper starts it like a helper
 */
#define _GNU_SOURCE
#include "helper-socket.h"
#include <libgen.h>
#include <limits.h>
#include <poll.h>

static struct ready ready;
static int fds[FDS_MOST], count;

static int is(const char *way)
{
	const char *asked = getenv("RINGSIDE_STAND_IN");

	return asked && !strcmp(asked, way);
}

static int start_real(const char *size)
{
	char path[PATH_MAX + 32] = "";
	int socket;

	if (readlink("/proc/self/exe", path, PATH_MAX) < 0)
		give_up("/proc/self/exe");
	strcat(dirname(path), "/ringside-helper");
	start_helper(path, size, &socket);
	count = receive_ready(socket, &ready, fds);
	if (count < 0)
		give_up("READY");
	return socket;
}

/* Ends of a pipe instead of maps, from number `first` to before number `last`. */
static void garble_descriptors(int first, int last)
{
	int ends[2];

	if (pipe(ends))
		give_up("pipe");
	for (int i = first; i < last; i++)
		dup2(ends[0], fds[i]);
}

static void send_changed_ready(void)
{
	static char longer[sizeof(ready) + 100];
	int rings = ready.flags & READY_RINGS_SHARED ? (int)ready.cpus : 0;
	size_t bytes = sizeof(ready);

	if (is("other-magic"))
		ready.magic++;
	if (is("other-version"))
		ready.version++;
	if (is("other-schema"))
		ready.schema[0] ^= 1;
	if (is("too-many-tables"))
		ready.table_count = MAX_TABLES + 1;
	if (is("no-descriptors"))
		count = 0;
	if (is("garbage-tables"))
		garble_descriptors(rings, count);
	if (is("garbage-rings"))
		garble_descriptors(0, rings);
	if (is("rings-not-shared")) {
		ready.flags &= ~(u32)READY_RINGS_SHARED;
		memmove(fds, fds + rings, (count - rings) * sizeof(int));
		count -= rings;
	}
	if (is("truncated"))
		bytes -= 100;
	if (is("too-long"))
		bytes += 100;
	memcpy(longer, &ready, sizeof(ready));
	if (send_with(0, longer, bytes, fds, count) < 0)
		give_up("send");
	for (int i = 0; i < count; i++)
		close(fds[i]);
}

/* Whether the engine still listens. */
static int pass_on(int socket)
{
	static unsigned int asked;
	struct request request;
	struct reply reply;
	ssize_t got = recv(0, &request, sizeof(request), 0);

	if (got <= 0 || send(socket, &request, got, MSG_NOSIGNAL) != got)
		return 0;
	got = recv(socket, &reply, sizeof(reply), 0);
	if (got != sizeof(reply))
		return 0;
	asked++;
	if (is("mute"))
		return 1;
	if (is("leaves") && asked == 10)
		return 0;
	if (is("other-answers") && asked == 10)
		reply.kind++;
	if (is("short-answers") && asked == 10)
		got -= 8;
	return send(0, &reply, got, MSG_NOSIGNAL) == got;
}

int main(int argc, char **argv)
{
	int socket;

	if (is("sleeps")) {
		/* Whoever reads what the engine says must not wait for us. */
		close(1);
		close(2);
		sleep(300);
		return 0;
	}
	if (argc != 2 || is("ends"))
		return 1;
	socket = start_real(argv[1]);
	send_changed_ready();
	while (pass_on(socket))
		;
	return 0;
}

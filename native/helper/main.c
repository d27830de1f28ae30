// SPDX-License-Identifier: Apache-2.0
/*
 * ringside-helper: root for less than a second. Loads its built-in BPF programs, gives every right up, proves
 * it, says READY, and only then reads its first request. The order of the lines in main() is the security.
 */
#include "helper.h"
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void fail(enum helper_exit code, const char *what, int error)
{
	if (error)
		dprintf(2, "ringside-helper: %s: %s\n", what, strerror(error));
	else
		dprintf(2, "ringside-helper: %s\n", what);
	_exit(code);
}

static u64 monotonic_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ull + now.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
	static struct session session;
	u64 begun = monotonic_us();
	struct asked asked = start_check(argc, argv);

	start_limit();
	load_session(&session, &asked);
	drop_rights(session.ready.flags & READY_KEEPS_RIGHTS);
	session.ready.ready_us = monotonic_us() - begun;
	send_ready(&session);
	_exit(serve(&session));
}

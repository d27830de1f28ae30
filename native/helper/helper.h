/* SPDX-License-Identifier: Apache-2.0 */
/* The privileged helper: what its parts know of one another. See README.md for the picture. */
#ifndef RINGSIDE_HELPER_H
#define RINGSIDE_HELPER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "../protocol/protocol.h"

#define CONTROL_FD 0

/* Exit codes; the engine turns each into a sentence. */
enum helper_exit {
	EXIT_ENDED = 0,	    /* the engine closed the socket */
	EXIT_USAGE = 64,    /* started in a way that we do not accept */
	EXIT_NOT_ROOT = 65, /* started without the rights to load programs */
	EXIT_LOAD = 70,	    /* the kernel refused the programs or maps */
	EXIT_DROP = 71,	    /* rights could not be given up, or not verifiably so */
	EXIT_PROTOCOL = 72, /* a message that the protocol does not have */
	EXIT_SILENCE = 73,  /* the engine said nothing for SILENCE_SECONDS */
};

#define SILENCE_SECONDS 120

struct size_class {
	const char *word;
	u32 ring_bytes_most; /* of one ring */
	u32 tally_shift;
	u32 process_slots;
	u32 group_slots;
};

/* All that is left after loading: no path leads from here to more. */
struct session {
	struct ready ready;
	int ring_fds[MAX_CPUS];
	int table_fds[MAX_TABLES];
	int program_fds[MAX_PROGRAMS];
	int link_fds[MAX_PROGRAMS]; /* -1 while detached */
	int subtree_fd;
	int own_fd;
	volatile struct capture *capture;
};

/* What was asked for on the argument list. */
struct asked {
	const struct size_class *size;
	u32 tracers; /* a bit each, in the order of the schema */
};

/* start.c: as root, before anything is read. Ends the process when something is not as it must be. */
struct asked start_check(int argc, char **argv);
void start_limit(void);

/* load.c: loads every program and map, attaches none. */
void load_session(struct session *session, const struct asked *asked);

/* drop.c: gives everything up and proves it. */
void drop_rights(bool keep_bpf);

/* descriptors.c */
void send_ready(struct session *session);

/* serve.c: the request table; serve() returns an exit code when the engine is gone or not to be served. */
#define ANSWERED (-1)
int answer(struct session *session, const struct request *request, ssize_t got, int flags, struct reply *reply);
int serve(struct session *session);

/* main.c */
void fail(enum helper_exit code, const char *what, int error) __attribute__((noreturn));

#endif

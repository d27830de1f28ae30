/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the engine's addon and the privileged helper say to each other, over one SOCK_SEQPACKET socket.
 * Every message has one fixed size; there are no paths, no code and no text but a 16-byte comm.
 *
 *   helper  -> engine   struct ready, once, with the descriptors (rings first, then tables, in its order)
 *   engine  -> helper   struct request
 *   helper  -> engine   struct reply, one for each request, in order
 *
 * Anything else, in either direction, ends the session.
 */
#ifndef RINGSIDE_PROTOCOL_H
#define RINGSIDE_PROTOCOL_H

#include "../../bpf/lib/tables.h"

#define PROTOCOL_MAGIC 0x52494e47u
#define PROTOCOL_VERSION 2

#define MAX_PROGRAMS 96
#define MAX_TABLES 48
#define NAME_BYTES 32
#define HASH_BYTES 72

enum request_kind {
	REQUEST_ATTACH = 1,
	REQUEST_DETACH,
	REQUEST_START,	/* a new generation: filter and flags */
	REQUEST_STOP,	/* nothing is noted from here on; what was under way stays marked so */
	REQUEST_FOLLOW, /* a process into the watched subtree */
	REQUEST_OWN,	/* a process of ours, never reported; or to be reported again */
	REQUEST_SURVEY, /* walk the tasks with an iterator program */
	REQUEST_CLEAR,	/* forget programs that ended before a time that the engine has read past */
	REQUEST_STATISTICS,
	REQUEST_KINDS
};

struct request {
	u32 kind;
	u32 index; /* program (ATTACH, DETACH, SURVEY); pid (FOLLOW, OWN); flags (START) */
	u64 value; /* start time in ticks (FOLLOW, OWN); boot_ns (CLEAR) */
	u32 state; /* enum subtree_state (FOLLOW), enum own_state (OWN) */
	u32 unused;
	struct capture_filter filter; /* START */
};

struct program_statistics {
	u64 recursion_misses;
	u32 attached;
	u32 id;
};

struct reply {
	u32 kind;
	s32 error; /* negative errno, 0 is done */
	u64 value; /* generation (START), programs forgotten (CLEAR) */
	struct program_statistics programs[MAX_PROGRAMS]; /* STATISTICS */
};

enum ready_flag {
	READY_RINGS_SHARED = 1, /* descriptors of the rings are passed: the kernel's reservations are sound */
	READY_KEEPS_RIGHTS = 2, /* before 5.19 bpf() needs CAP_BPF for every command */
};

enum program_kind {
	PROGRAM_ATTACHED = 0, /* at a tracepoint, by request */
	PROGRAM_ITERATOR,     /* walks, by request */
	PROGRAM_RUN,	      /* runs once, by request: clears */
};

struct ready_program {
	char name[NAME_BYTES];
	s32 error; /* why it is not loaded; 0 when it is */
	u32 kind;  /* enum program_kind */
};

/* A table that the engine may map; it is frozen, so only to read. */
struct ready_table {
	char name[NAME_BYTES];
	u64 bytes;
	u32 entry_bytes;
	u32 entries;
};

struct ready {
	u32 magic;
	u32 version;
	char schema[HASH_BYTES];
	u32 cpus; /* possible, also the number of ring descriptors when they are shared */
	u32 flags;
	u64 ring_bytes; /* of one ring */
	u64 memory_bytes;
	u32 process_slots;
	u32 tally_shift;
	u32 load_us;
	u32 ready_us;
	u32 program_count;
	u32 table_count;
	struct ready_program programs[MAX_PROGRAMS];
	struct ready_table tables[MAX_TABLES];
};

#endif

/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Tables that the kernel side and the helper both write: what is asked for, and who is who. Plain structs,
 * the same bytes on both sides.
 */
#ifndef RINGSIDE_TABLES_H
#define RINGSIDE_TABLES_H

#include "units.bpf.h"

#define FILTER_SLOTS 16
#define FILTER_CALL_WORDS 16
#define FILTER_STREAMS 16

#define PROCESS_FOLDS 64

enum capture_flag {
	CAPTURE_ON = 1,
	CAPTURE_REJUDGE = 2, /* by a property that can change between two calls: judge each call */
	CAPTURE_CALLS = 4,
	CAPTURE_EVENTS = 8, /* not everything that is counted becomes an event */
	CAPTURE_STREAM = 16, /* single events are wanted; can change without a new generation */
};

enum filter_by {
	BY_PID = 1,
	BY_SUBTREE = 2,
	BY_COMM = 4,
	BY_CGROUP = 8,
	BY_UID = 16,
	BY_CALL = 32,
	BY_ERRORS = 64,
	BY_LONGER = 128,
	BY_STREAM = 256,
	BY_WHOLE = 512,
};

struct capture_filter {
	/* Who and what is counted; judged at the entry and remembered by task. All that is named must hold. */
	u32 by; /* enum filter_by, up to BY_CALL */
	pid_nr pid;
	u64 start_ticks; /* of that pid, as /proc tells it; 0 takes any */
	cgroup_id cgroup; /* it, and those below it */
	uid_nr uid;
	hierarchy_nr hierarchy; /* of that group */
	char comm[COMM_BYTES];
	u64 calls[FILTER_CALL_WORDS]; /* one bit a call: x86-64 0-511, then i386 0-511 */

	/* What of it becomes an event as well; judged at the return, changed without a new generation. */
	u32 event_by; /* BY_PID, BY_CALL, BY_ERRORS, BY_LONGER, BY_STREAM; BY_WHOLE beside them */
	pid_nr event_pid;
	duration_ns longer_than;
	u64 event_calls[FILTER_CALL_WORDS]; /* bits as in `calls` */
	stream_id event_streams[FILTER_STREAMS]; /* any of them; 0 is none */
	stream_id event_whole[FILTER_STREAMS];	 /* of these everything, whatever the others say */
};

/* word = generation << 32 | slot << 8 | enum capture_flag; a slot is written before the word that names it. */
struct capture {
	u64 word;
	boot_ns asked; /* when the word was written: texts that were told before are told again */
	struct capture_filter filters[FILTER_SLOTS];
};

/* A process, as /proc names it: its pid alone may be somebody else's by now. */
struct process_name {
	pid_nr pid;
	u32 unused;
	u64 start_ticks;
};

enum subtree_state {
	SUBTREE_GATE = 1, /* waits to become the command: not reported until it execs */
	SUBTREE_MEMBER = 2,
};

enum own_state {
	OWN_NOT = 0, /* of ours, but to be reported: a demonstration */
	OWN_ALONE = 1,
	OWN_TREE = 2, /* and whatever it starts: a window's renderers come and go */
};

struct process_row {
	opaque_word owner; /* whose it is; 0 is free. Claimed by compare-and-swap. */
	process_ref process;
	pid_nr pid; /* 0 in a fold */
	boot_ns started;
	boot_ns ended; /* 0 while it runs */
	cgroup_id cgroup;    /* in the v2 tree */
	cgroup_id cgroup_v1; /* in the v1 tree `hierarchy`, below its root; 0 is none */
	event_count folded; /* in a fold: processes that share it */
	uid_nr uid;
	pid_nr parent;
	namespace_inode mount_ns;
	namespace_inode net_ns;
	namespace_inode pid_ns;
	process_ref fold; /* where its calls go when a tally is full */
	plain_number generation; /* survives clearing */
	plain_number execs;	 /* which program of the process this is */
	hierarchy_nr hierarchy;
	u32 unused;
	char comm[COMM_BYTES];
};

/* A control group: found by (number, tree), named by its path. See group_table.bpf.h. */
struct group_row {
	opaque_word owner; /* whose it is; 0 is free. Claimed by compare-and-swap. */
	cgroup_id id;	   /* 0 until the row is whole */
	boot_ns removed;   /* 0 while it is there */
	hierarchy_nr hierarchy;
	namespace_inode uts_ns; /* of the host name; 0 is the host's own */
	char host[HOST_BYTES];
	char path[GROUP_PATH_BYTES]; /* from the root of its tree; nothing is the root */
};

/* The books of one program on one CPU; see account.bpf.h for what must add up. */
struct account {
	event_count seen;	     /* runs while recording */
	event_count tallied;	     /* counted into a cell, or taken note of */
	event_count tally_full;	     /* no cell left, not even in the fold */
	event_count folded;	     /* cells used that several processes share */
	event_count filtered;	     /* of a process or call that was not asked for */
	event_count no_enter;	     /* no entry seen: began before us, or refused ahead of the tracepoint */
	event_count newborn;	     /* a new task's first way out of the kernel, no call of its own */
	event_count no_storage;	     /* the kernel had no memory for the task's state */
	event_count delivered;	     /* handed to the ring */
	event_count ring_full;
	event_count busy;	     /* ring locked by an interrupt that came in between */
	event_count result_filtered; /* counted, but not an event: not slow or failed as asked, or events are off */
	event_count texts;	     /* texts told, before the event that names them */
	event_count texts_lost;	     /* no room in the ring: the event names a text that nobody knows */
	event_count exit_missed;     /* an earlier call of the task whose return was not seen */
	event_count metered;	     /* runs that were timed */
	duration_ns metered_ns;
	plain_number since_wakeup;   /* bytes written since the reader was last woken */
	u32 unused;
};

#endif

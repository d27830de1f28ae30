/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* What is told of processes one by one, and what is counted of each. */
#ifndef RINGSIDE_PROCESS_EVENTS_H
#define RINGSIDE_PROCESS_EVENTS_H

typedef s32 signal_code;       /* SI_*, SEGV_* ...: who sent the signal, and why */
typedef u16 signal_result;     /* 0 delivered, 1 ignored, 2 pending already, 3 queue full, 4 told without its details */
typedef u16 exit_status;       /* what the program gave to exit() */

/* `process`, `pid` and `tid` are of whoever forks; a thread is a child of the same process. */
struct process_fork_event {
	stream_id stream;
	cpu_nr cpu;
	yes_no thread;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	process_ref child;
	pid_nr child_pid;
	tid_nr child_tid;
};

struct process_exec_event {
	stream_id stream;
	cpu_nr cpu;
	errno_nr error; /* 0: the program runs; else the one before goes on */
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	tid_nr from_tid; /* the thread that called: it becomes the process's first one */
	path_kind path_kind;
	u16 unused;
	u32 unused_too;
	text_ref path;	   /* of the file that is run; of a failure, what the caller wrote */
	text_ref asked_path; /* as the caller wrote it: a script's, where `path` is its interpreter's */
	text_ref argv;	   /* each ended by a NUL */
	text_ref cwd;
	text_ref old_comm;
	byte_count argv_bytes; /* of which `argv` has the first 4,096 */
};

struct process_exit_event {
	stream_id stream;
	cpu_nr cpu;
	exit_status status;
	boot_ns at;
	duration_ns duration; /* since its birth */
	process_ref process;
	pid_nr pid;
	tid_nr tid; /* the last thread */
	signal_nr signal; /* that ended it; 0 where it ended itself */
	yes_no core_dumped;
	duration_ns cpu_ns; /* of all its threads */
	byte_count peak_rss_bytes;
};

/* `process`, `pid` and `tid` are of whoever was running when it was sent: the sender, unless `code` says otherwise. */
struct process_signal_event {
	stream_id stream;
	cpu_nr cpu;
	signal_nr signal;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	process_ref receiver;
	pid_nr receiver_pid;
	tid_nr receiver_tid;
	signal_code code;
	signal_result result;
	yes_no group; /* to the process, not to one thread of it */
};

struct process_rename_event {
	stream_id stream;
	cpu_nr cpu;
	u16 unused;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	u32 unused_too;
	text_ref old_comm;
	text_ref new_comm;
};

struct process_count_key {
	process_ref process;
	u32 unused;
};

struct process_count_cell {
	event_count count; /* all that it did: of the following, all but the signals that it got */
	event_count forks;
	event_count threads;
	event_count execs;
	event_count exec_errors;
	event_count renames;
	event_count exits;
	event_count signals_sent;
	event_count signals_received;
	duration_ns cpu_ns;	 /* of those that ended, as the following */
	duration_ns lifetime_ns;
	byte_count_max peak_rss_bytes;
};

struct process_exit_key {
	process_ref process;
	exit_status status;
	signal_nr signal;
};

struct process_exit_cell {
	event_count count;
};

EVENT_STREAM(process_fork, process_fork_event);
EVENT_STREAM(process_exec, process_exec_event);
EVENT_STREAM(process_exit, process_exit_event);
EVENT_STREAM(process_signal, process_signal_event);
EVENT_STREAM(process_rename, process_rename_event);
TALLY(process_counts, process_count_key, process_count_cell, 8192);
TALLY(process_exits, process_exit_key, process_exit_cell, 8192);

enum process_act {
	ACT_FORK,
	ACT_THREAD,
	ACT_EXEC,
	ACT_EXEC_ERROR,
	ACT_RENAME,
	ACT_EXIT,
	ACT_SIGNAL_SENT,
	ACT_SIGNAL_RECEIVED,
};

/* How a process ended. */
struct process_end {
	duration_ns cpu_ns;
	duration_ns lifetime_ns;
	byte_count peak_rss_bytes;
	exit_status status;
	signal_nr signal;
	yes_no core_dumped;
	u16 unused;
};

/*
 * Counts one act; false when no cell has room. Not static: so that its loops are verified once. `end` is looked at for
 * an exit alone.
 */
__noinline int count_act(struct account *account, process_ref process, u32 act, const struct process_end *end)
{
	struct process_count_cell *cell;

	if (!account || !end)
		return false;
	cell = process_counts_cell(account, bpf_get_smp_processor_id(), process);
	if (!cell)
		return false;
	if (act != ACT_SIGNAL_RECEIVED)
		cell->count++;
	switch (act) {
	case ACT_FORK:
		cell->forks++;
		break;
	case ACT_THREAD:
		cell->threads++;
		break;
	case ACT_EXEC:
		cell->execs++;
		break;
	case ACT_EXEC_ERROR:
		cell->exec_errors++;
		break;
	case ACT_RENAME:
		cell->renames++;
		break;
	case ACT_SIGNAL_SENT:
		cell->signals_sent++;
		break;
	case ACT_SIGNAL_RECEIVED:
		cell->signals_received++;
		break;
	case ACT_EXIT:
		cell->exits++;
		cell->cpu_ns += end->cpu_ns;
		cell->lifetime_ns += end->lifetime_ns;
		if (end->peak_rss_bytes > cell->peak_rss_bytes)
			cell->peak_rss_bytes = end->peak_rss_bytes;
		break;
	}
	return true;
}

/* Counts how it ended. Apart: a second table would take each program as long again to load. */
static __always_inline void count_end(struct account *account, process_ref process, const struct process_end *end)
{
	u64 key = process | (u64)end->status << 32 | (u64)end->signal << 48;
	struct process_exit_cell *cell = process_exits_cell(account, bpf_get_smp_processor_id(), key);

	if (cell)
		cell->count++;
}

#endif

/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* An open as it is counted and told, whoever made it: a system call or a ring. */
#ifndef RINGSIDE_OPEN_EVENTS_H
#define RINGSIDE_OPEN_EVENTS_H

struct file_open_event {
	stream_id stream;
	cpu_nr cpu;
	call_nr call;
	boot_ns at;
	duration_ns duration;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	errno_nr error;
	path_kind path_kind;
	text_ref path;
	text_ref host_path; /* where the host sees it elsewhere; else 0 */
	open_flags flags;
	file_mode mode;
	fd_nr fd;
	u32 unused;
};

struct file_open_key {
	process_ref process;
	u32 unused;
};

struct file_open_error_key {
	process_ref process;
	errno_nr error;
	u16 unused;
};

struct file_open_error_cell {
	event_count count;
};

EVENT_STREAM(file_open, file_open_event);
TALLY(file_opens, file_open_key, call_cell, 8192);
TALLY(file_open_errors, file_open_error_key, file_open_error_cell, 8192);

/* One that has come back. */
struct open_done {
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	call_nr call;
	errno_nr error;
	boot_ns at;
	duration_ns duration;
	fd_nr fd; /* -1 where it failed, or has none */
	u32 unused;
};

static __always_inline void tally_open(struct account *account, u32 cpu, process_ref process, u64 duration,
				       errno_nr error)
{
	struct file_open_error_cell *errors;

	if (!count_call(account, file_opens_cell(account, cpu, process), duration, error) || !error)
		return;
	errors = file_open_errors_cell(account, cpu, process | (u64)error << 32);
	if (errors)
		errors->count++;
}

/* The path as the host has it, where that is another one; 0 elsewhere. `place` is another one after this. */
static __always_inline text_ref host_path(struct host_view *view, struct path_place *place,
					  const struct path_found *seen, struct account *account, struct text_room *room)
{
	struct path_found found = {};

	if (seen->kind & PATH_NO_TREE || !place_on_host(view, place, seen->text))
		return 0;
	path_tell(place, &found, account, room);
	return found.text;
}

static __always_inline void tell_open(struct account *account, const struct open_done *done,
				      const struct path_found *found, text_ref host, const struct open_asked *asked)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct file_open_event *event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));

	if (!event)
		return;
	event->stream = STREAM_ID(file_open);
	event->cpu = cpu;
	event->call = done->call;
	event->at = done->at;
	event->duration = done->duration;
	event->process = done->process;
	event->pid = done->pid;
	event->tid = done->tid;
	event->error = done->error;
	event->path_kind = found->kind;
	event->path = found->text;
	event->host_path = host;
	event->flags = asked->flags;
	event->mode = asked->mode;
	event->fd = done->fd;
	event->unused = 0;
	stream_submit(account, event, sizeof(*event));
}

#endif

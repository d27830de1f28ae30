// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What processes hold open already when somebody begins to watch: each descriptor once, with its path, or with what its
 * socket is bound to. A walk over all tasks that are watched, run when single events are asked for.
 */
#include "ringside.bpf.h"
#include "socket-text.bpf.h"

#define S_IFMT 0170000
#define S_IFSOCK 0140000

struct file_held_event {
	stream_id stream;
	cpu_nr cpu;
	path_kind path_kind;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	text_ref path; /* 0 of a socket */
	text_ref host_path; /* where the process has a root of its own; else 0 */
	text_ref socket; /* 0 of anything else */
	file_length position;
	open_flags flags;
	fd_nr fd;
};

EVENT_STREAM(file_held, file_held_event);
TEXT_ROOM(held_room);
ACCOUNTS(on_held);

/* Of one descriptor. */
struct held_names {
	struct path_found path;
	text_ref host_path;
	text_ref socket;
};

static __always_inline void held_name(struct task_struct *task, struct file *file, struct account *account,
				      struct text_room *room, struct held_names *names)
{
	struct path_found host = {};
	struct path_place place = {};

	if ((BPF_CORE_READ(file, f_inode, i_mode) & S_IFMT) == S_IFSOCK) {
		names->path.kind = PATH_OBJECT | PATH_NO_TREE;
		names->socket = socket_tell(address_of(BPF_CORE_READ(file, private_data)), account, room);
		return;
	}
	place_from_root(task, &place);
	if (!read_path(__builtin_preserve_access_index(&file->f_path), &place.dentry, &place.mount))
		return;
	path_tell(&place, &names->path, account, room);
	if (names->path.kind & PATH_NO_TREE || root_is_top(&place))
		return;
	place.root_dentry = place.root_mount = 0;
	path_tell(&place, &host, account, room);
	names->host_path = host.text;
}

static __always_inline void held_stream(struct account *account, u32 cpu, struct bpf_iter__task_file *ctx,
					struct task_struct *task, struct file *file, struct text_room *room)
{
	struct held_names names = {};
	struct file_held_event *event;
	process_ref process = process_of(task);

	held_name(task, file, account, room, &names);
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(file_held);
	event->cpu = cpu;
	event->path_kind = names.path.kind;
	event->at = room->at;
	event->process = process;
	event->pid = task->tgid;
	event->path = names.path.text;
	event->host_path = names.host_path;
	event->socket = names.socket;
	event->position = file->f_pos;
	event->flags = file->f_flags;
	event->fd = ctx->fd;
	stream_submit(account, event, sizeof(*event));
}

SEC("iter/task_file")
int on_held(struct bpf_iter__task_file *ctx)
{
	u32 cpu = bpf_get_smp_processor_id(), first = 0;
	struct account *account = account_here(accounts_of_on_held, cpu);
	struct text_room *room = bpf_map_lookup_elem(&held_room, &first);
	struct task_struct *task = ctx->task;
	struct file *file = ctx->file;
	u64 word = capture_word(), begun;

	if (!task || !file || !room || !(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (filter_verdict(task, word) != VERDICT_KEEP) {
		account->filtered++;
		goto out;
	}
	account->tallied++;
	room->at = bpf_ktime_get_boot_ns();
	if (filter_event(STREAM_ID(file_held), task->tgid, CALL_NONE, 0, 0, word))
		held_stream(account, cpu, ctx, task, file, room);
	else
		account->result_filtered++;
out:
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

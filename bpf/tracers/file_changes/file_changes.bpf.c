// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Changes of files and folders: what is made, moved, linked, deleted, cut and made safe on its disk, counted by
 * process and call, and streamed one by one with their paths when asked for.
 *
 * A name that is gone, or that is not there, has no object to read it from: paths are what the caller wrote, joined to
 * the folder that they are relative to. Where a call has a descriptor, the path is its file's.
 */
#include "ringside.bpf.h"
#include "change-calls.bpf.h"

struct file_change_event {
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
	text_ref new_path; /* of a rename or a link; 0 without */
	file_length length; /* of truncate; -1 without */
	plain_number flags;
	file_mode mode;
	fd_nr fd;
	u32 unused;
};

struct file_change_key {
	process_ref process;
	call_nr call;
	u16 unused;
};

struct file_change_error_key {
	process_ref process;
	call_nr call;
	errno_nr error;
};

struct file_change_error_cell {
	event_count count;
};

EVENT_STREAM(file_change, file_change_event);
TALLY(file_changes, file_change_key, call_cell, 4096);
TALLY(file_change_errors, file_change_error_key, file_change_error_cell, 4096);

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct followed_call);
} change_states SEC(".maps");

TEXT_ROOM(change_room);

ACCOUNTS(on_change_enter);
ACCOUNTS(on_change_return);
ACCOUNTS(on_change_return_stream);

SEC("tp_btf/sys_enter")
int BPF_PROG(on_change_enter, struct pt_regs *regs, long number)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_change_enter, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;
	struct followed_call *followed;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, number);
	if (!change_kind(call)) {
		account->filtered++;
		goto out;
	}
	followed = bpf_task_storage_get(&change_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!followed) {
		account->no_storage++;
		goto out;
	}
	followed_enters(account, followed, task, call, word);
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline void tally_change(struct account *account, u32 cpu, struct followed_call *followed, u64 duration,
					 errno_nr error)
{
	u64 key = followed->view.process | (u64)followed->call << 32;
	struct file_change_error_cell *errors;

	if (!count_call(account, file_changes_cell(account, cpu, key), duration, error) || !error)
		return;
	errors = file_change_errors_cell(account, cpu, key | (u64)error << 48);
	if (errors)
		errors->count++;
}

static __always_inline void stream_change(struct account *account, struct followed_call *followed, struct task_struct *task,
					  struct pt_regs *regs, u64 now, s64 result)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&change_room, &zero);
	struct path_found found = {}, target = {};
	struct path_place place = {};
	struct file_change_event *event;
	struct change_asked asked;

	change_asked(regs, followed->call, &asked);
	if (room) {
		room->at = now;
		place_from_root(task, &place);
		if (!asked.path) {
			if (place_of_fd(task, asked.fd, &place))
				path_tell(&place, &found, account, room);
		} else {
			if (!asked.text)
				place_of_base(task, asked.dfd, &place);
			claim_tell(asked.path, &place, &found, account, room);
		}
		if (asked.new_path) {
			place_of_base(task, asked.new_dfd, &place);
			claim_tell(asked.new_path, &place, &target, account, room);
		}
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(file_change);
	event->cpu = cpu;
	event->call = followed->call;
	event->at = now;
	event->duration = now - followed->entered;
	event->process = followed->view.process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->error = call_error(result);
	event->path_kind = found.kind;
	event->path = found.text;
	event->new_path = target.text;
	event->length = asked.length;
	event->flags = asked.flags;
	event->mode = asked.mode;
	event->fd = asked.fd;
	event->unused = 0;
	stream_submit(account, event, sizeof(*event));
}

static __always_inline int book_change(struct account *accounts, struct pt_regs *regs, s64 result, bool stream)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts, cpu);
	u64 word = capture_word(), begun, now;
	struct followed_call *followed;
	errno_nr error;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (!change_kind(call_of(task, call_number(regs)))) {
		account->filtered++;
		goto out;
	}
	followed = bpf_task_storage_get(&change_states, task, 0, 0);
	if (!followed_returns(account, followed, word))
		goto out;
	result = followed_result(followed, result);
	now = bpf_ktime_get_boot_ns();
	error = call_error(result);
	tally_change(account, cpu, followed, now - followed->entered, error);
	if (stream) {
		if (filter_event(STREAM_ID(file_change), task->tgid, followed->call, now - followed->entered, error, word))
			stream_change(account, followed, task, regs, now, result);
		else
			account->result_filtered++;
	}
	followed->entered = 0;
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_change_return, struct pt_regs *regs, long result)
{
	return book_change(accounts_of_on_change_return, regs, result, false);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_change_return_stream, struct pt_regs *regs, long result)
{
	return book_change(accounts_of_on_change_return_stream, regs, result, true);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

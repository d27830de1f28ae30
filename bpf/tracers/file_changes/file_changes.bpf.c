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

struct file_change_cell {
	event_count count;
	event_count errors;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
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
TALLY(file_changes, file_change_key, file_change_cell, 4096);
TALLY(file_change_errors, file_change_error_key, file_change_error_cell, 4096);

struct change_state {
	struct task_view view;
	boot_ns entered; /* 0: in no call that we follow */
	call_nr call;
	u16 passed_over;
	u32 unused;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct change_state);
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
	struct change_state *state;
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
	state = bpf_task_storage_get(&change_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	if (state->entered)
		account->exit_missed++;
	state->entered = 0;
	state->passed_over = 1;
	/* From here on the call is what is noted: each value known before would be verified by itself. */
	state->call = call;
	if (view_is_stale(&state->view, task, word))
		view_refresh(&state->view, word);
	if (state->view.verdict == VERDICT_DROP || !filter_call(state->call, word)) {
		account->filtered++;
		goto out;
	}
	account->tallied++;
	state->passed_over = 0;
	state->entered = bpf_ktime_get_boot_ns();
out:
	meter_end(account, begun);
	return 0;
}

static __always_inline void tally_change(struct account *account, u32 cpu, struct change_state *state, u64 duration,
					 errno_nr error)
{
	struct file_change_cell *cell = file_changes_cell(account, cpu, state->view.process | (u64)state->call << 32);
	struct file_change_error_cell *errors;

	if (!cell) {
		account->tally_full++;
		return;
	}
	account->tallied++;
	cell->count++;
	cell->total += duration;
	if (duration > cell->max)
		cell->max = duration;
	cell->histogram[histogram_bucket(duration)]++;
	if (!error)
		return;
	cell->errors++;
	errors = file_change_errors_cell(account, cpu, state->view.process | (u64)state->call << 32 | (u64)error << 48);
	if (errors)
		errors->count++;
}

static __always_inline void stream_change(struct account *account, struct change_state *state, struct task_struct *task,
					  struct pt_regs *regs, u64 now, s64 result)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&change_room, &zero);
	struct path_found found = {}, target = {};
	struct path_place place = {};
	struct file_change_event *event;
	struct change_asked asked;

	change_asked(regs, state->call, &asked);
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
	event->call = state->call;
	event->at = now;
	event->duration = now - state->entered;
	event->process = state->view.process;
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
	struct change_state *state;
	errno_nr error;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (!change_kind(call_of(task, call_number(regs)))) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&change_states, task, 0, 0);
	if (!state || !state->entered || state->view.generation != word >> 32) {
		if (state && state->passed_over && state->view.generation == word >> 32)
			account->filtered++;
		else
			account->no_enter++;
		if (state)
			state->entered = state->passed_over = 0;
		goto out;
	}
	if (state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		state->entered = 0;
		goto out;
	}
	if (state->call >> 12 == ABI_I386)
		result = (s32)result;
	now = bpf_ktime_get_boot_ns();
	error = call_error(result);
	tally_change(account, cpu, state, now - state->entered, error);
	if (stream) {
		if (filter_event(STREAM_ID(file_change), task->tgid, state->call, now - state->entered, error, word))
			stream_change(account, state, task, regs, now, result);
		else
			account->result_filtered++;
	}
	state->entered = 0;
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

// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Opens of files: counted by process and errno, and streamed one by one with their paths when asked for.
 *
 * The path of an open that succeeded is read at its return from the file itself, so it is what was opened, whatever
 * was written where the path had been. An open that failed has no file: there it is what the caller wrote.
 */
#include "ringside.bpf.h"
#include "file-calls.bpf.h"

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
	text_ref host_path; /* where the process has a root of its own; else 0 */
	open_flags flags;
	file_mode mode;
	fd_nr fd;
	u32 unused;
};

struct file_open_key {
	process_ref process;
	u32 unused;
};

struct file_open_cell {
	event_count count;
	event_count errors;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
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
TALLY(file_opens, file_open_key, file_open_cell, 8192);
TALLY(file_open_errors, file_open_error_key, file_open_error_cell, 8192);

struct open_state {
	struct task_view view;
	boot_ns entered; /* 0: in no call that we follow */
	call_nr call;
	u16 passed_over;
	u32 root_is_top;
	u64 root_dentry; /* for which that was found out */
	u64 root_mount;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct open_state);
} open_states SEC(".maps");

TEXT_ROOM(open_room);

ACCOUNTS(on_open_enter);
ACCOUNTS(on_open_return);
ACCOUNTS(on_open_return_stream);

SEC("tp_btf/sys_enter")
int BPF_PROG(on_open_enter, struct pt_regs *regs, long number)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct account *account = account_here(accounts_of_on_open_enter, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun;
	struct open_state *state;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	call = call_of(task, number);
	if (!open_kind(call)) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&open_states, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
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
	if (view_is_stale(&state->view, task, word)) {
		view_refresh(&state->view, word);
		state->root_dentry = 0;
	}
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

static __always_inline void tally_open(struct account *account, u32 cpu, process_ref process, u64 duration,
				       errno_nr error)
{
	struct file_open_cell *cell = file_opens_cell(account, cpu, process);
	struct file_open_error_cell *errors;

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
	errors = file_open_errors_cell(account, cpu, process | (u64)error << 32);
	if (errors)
		errors->count++;
}

/* The path as the host has it, where the process has a root of its own. */
static __always_inline text_ref host_path(struct open_state *state, struct path_place *place, struct account *account,
					  struct text_room *room)
{
	struct path_found found = {};

	if (state->root_dentry != place->root_dentry || state->root_mount != place->root_mount) {
		state->root_is_top = root_is_top(place);
		state->root_dentry = place->root_dentry;
		state->root_mount = place->root_mount;
	}
	if (state->root_is_top)
		return 0;
	place->root_dentry = place->root_mount = 0;
	path_tell(place, &found, account, room);
	return found.text;
}

static __always_inline void stream_open(struct account *account, struct open_state *state, struct task_struct *task,
					struct pt_regs *regs, u64 now, s64 result)
{
	u32 cpu = bpf_get_smp_processor_id(), zero = 0;
	struct text_room *room = bpf_map_lookup_elem(&open_room, &zero);
	struct path_found found = {};
	struct path_place place = {};
	struct file_open_event *event;
	struct open_asked asked;
	text_ref host = 0;

	open_asked(regs, state->call, &asked);
	if (room) {
		room->at = now;
		place_from_root(task, &place);
		if (result >= 0 && place_of_fd(task, result, &place)) {
			path_tell(&place, &found, account, room);
			host = found.kind & PATH_PSEUDO ? 0 : host_path(state, &place, account, room);
			found.kind |= open_kind_bits(asked.flags);
		} else {
			place_of_base(task, asked.dfd, &place);
			claim_tell(asked.path, &place, &found, account, room);
		}
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(file_open);
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
	event->host_path = host;
	event->flags = asked.flags;
	event->mode = asked.mode;
	event->fd = result < 0 ? -1 : result;
	event->unused = 0;
	stream_submit(account, event, sizeof(*event));
}

static __always_inline int book_open(struct account *accounts, struct pt_regs *regs, s64 result, bool stream)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts, cpu);
	u64 word = capture_word(), begun, now;
	struct open_state *state;
	errno_nr error;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	if (!open_kind(call_of(task, call_number(regs)))) {
		account->filtered++;
		goto out;
	}
	state = bpf_task_storage_get(&open_states, task, 0, 0);
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
	tally_open(account, cpu, state->view.process, now - state->entered, error);
	if (stream) {
		if (filter_event(STREAM_ID(file_open), task->tgid, state->call, now - state->entered, error, word))
			stream_open(account, state, task, regs, now, result);
		else
			account->result_filtered++;
	}
	state->entered = 0;
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_open_return, struct pt_regs *regs, long result)
{
	return book_open(accounts_of_on_open_return, regs, result, false);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_open_return_stream, struct pt_regs *regs, long result)
{
	return book_open(accounts_of_on_open_return_stream, regs, result, true);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * System calls: counted by process and call, and streamed one by one when asked for.
 *
 * A call is noted at its entry in the task's storage and booked at its return; nothing is counted at the
 * entry, so a call costs one cell. Calls still under way are counted by walking the tasks (on_call_survey),
 * calls that never return when their task ends (on_call_death).
 */
#include "ringside.bpf.h"

struct syscall_event {
	stream_id stream;
	cpu_nr cpu;
	call_nr call;
	boot_ns at;
	duration_ns duration;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	errno_nr error;
	yes_no returned; /* 0: the task ended inside the call */
	call_result result;
	register_value args[6];
};

struct syscall_key {
	process_ref process;
	call_nr call;
	u16 unused;
};

struct syscall_cell {
	event_count returned;
	event_count never_returned;
	event_count errors;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

struct syscall_error_key {
	process_ref process;
	call_nr call;
	errno_nr error;
};

struct syscall_error_cell {
	event_count count;
};

struct syscall_survey_cell {
	event_count in_flight;
};

EVENT_STREAM(syscall, syscall_event);
TALLY(syscalls, syscall_key, syscall_cell, 32768);
TALLY(syscall_errors, syscall_error_key, syscall_error_cell, 16384);
/* Grows by one for each call that a survey finds under way: the difference of two readings is one survey. */
TALLY(syscall_survey, syscall_key, syscall_survey_cell, 8192);

struct call_state {
	struct task_view view;
	boot_ns entered; /* 0: in no call that we follow */
	call_nr call;
	u16 newborn;
	u32 passed_over; /* the entry was seen and not asked for */
	register_value args[6];
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct call_state);
} calls SEC(".maps");

ACCOUNTS(on_call_enter);
ACCOUNTS(on_call_enter_args);
ACCOUNTS(on_call_return);
ACCOUNTS(on_call_return_stream);
ACCOUNTS(on_call_fork);
ACCOUNTS(on_call_death);
ACCOUNTS(on_call_survey);

static __always_inline u64 syscall_key(process_ref process, call_nr call, u16 rest)
{
	return process | (u64)call << 32 | (u64)rest << 48;
}

static __always_inline int note_entry(struct account *accounts, struct pt_regs *regs, long number, bool with_args)
{
	u64 word = capture_word(), begun;
	struct account *account;
	struct task_struct *task;
	struct call_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account = account_here(accounts, bpf_get_smp_processor_id());
	account->seen++;
	begun = meter_begin(account);
	task = bpf_get_current_task_btf();
	state = bpf_task_storage_get(&calls, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	if (view_is_stale(&state->view, task, word)) {
		if (state->view.generation != word >> 32)
			state->entered = 0;
		view_refresh(&state->view, word);
	}
	state->newborn = 0;
	if (state->entered)
		account->exit_missed++;
	state->entered = 0;
	state->passed_over = 1;
	if (state->view.verdict == VERDICT_DROP) {
		account->filtered++;
		goto out;
	}
	state->call = call_of(task, number);
	if (!filter_call(state->call, word)) {
		account->filtered++;
		goto out;
	}
	if (with_args)
		call_arguments(regs, state->call, state->args);
	account->tallied++;
	state->passed_over = 0;
	state->entered = bpf_ktime_get_boot_ns();
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(on_call_enter, struct pt_regs *regs, long number)
{
	return note_entry(accounts_of_on_call_enter, regs, number, false);
}

SEC("tp_btf/sys_enter")
int BPF_PROG(on_call_enter_args, struct pt_regs *regs, long number)
{
	return note_entry(accounts_of_on_call_enter_args, regs, number, true);
}

static __always_inline void tally_return(struct account *account, u32 cpu, struct call_state *state, u64 duration,
					 errno_nr error)
{
	struct syscall_cell *cell = syscalls_cell(account, cpu, syscall_key(state->view.process, state->call, 0));
	struct syscall_error_cell *errors;

	if (!cell) {
		account->tally_full++;
		return;
	}
	account->tallied++;
	cell->returned++;
	cell->total += duration;
	if (duration > cell->max)
		cell->max = duration;
	cell->histogram[histogram_bucket(duration)]++;
	if (!error)
		return;
	cell->errors++;
	errors = syscall_errors_cell(account, cpu, syscall_key(state->view.process, state->call, error));
	if (errors)
		errors->count++;
}

static __always_inline void stream_call(struct account *account, u32 cpu, struct call_state *state,
					struct task_struct *task, u64 now, s64 result, errno_nr error, u16 returned)
{
	struct syscall_event *event =
		stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));

	if (!event)
		return;
	event->stream = STREAM_ID(syscall);
	event->cpu = cpu;
	event->call = state->call;
	event->at = now;
	event->duration = now - state->entered;
	event->process = state->view.process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->error = error;
	event->returned = returned;
	event->result = result;
	__builtin_memcpy(event->args, state->args, sizeof(event->args));
	stream_submit(account, event, sizeof(*event));
}

/* The call will not return to its program: exit and exit_group, or a kill inside the call. */
static __always_inline void book_unreturned(struct account *account, u32 cpu, struct call_state *state,
					    struct task_struct *task, u64 word, bool stream)
{
	struct syscall_cell *cell = syscalls_cell(account, cpu, syscall_key(state->view.process, state->call, 0));
	u64 now = bpf_ktime_get_boot_ns();

	if (cell) {
		account->tallied++;
		cell->never_returned++;
	} else {
		account->tally_full++;
	}
	if (stream) {
		if (filter_event(STREAM_ID(syscall), task->tgid, state->call, now - state->entered, 0, word))
			stream_call(account, cpu, state, task, now, 0, 0, 0);
		else
			account->result_filtered++;
	}
	state->entered = 0;
}

/*
 * A return without an entry that we noted: why. Without any entry it began before us, or seccomp or a debugger
 * refused it ahead of the tracepoint, or the kernel skipped our entry program (7.x).
 */
static __always_inline void unnoted_return(struct account *account, struct call_state *state, u64 word)
{
	if (state && state->newborn)
		account->newborn++;
	else if (state && state->passed_over && state->view.generation == word >> 32)
		account->filtered++;
	else
		account->no_enter++;
	if (state) {
		state->newborn = 0;
		state->passed_over = 0;
		state->entered = 0;
	}
}

static __always_inline int book_return(struct account *accounts, s64 result, bool stream)
{
	u32 cpu = bpf_get_smp_processor_id();
	u64 word = capture_word(), begun, now;
	struct account *account;
	struct task_struct *task;
	struct call_state *state;
	errno_nr error;

	if (!(word & CAPTURE_ON))
		return 0;
	account = account_here(accounts, cpu);
	account->seen++;
	begun = meter_begin(account);
	task = bpf_get_current_task_btf();
	state = bpf_task_storage_get(&calls, task, 0, 0);
	if (!state || !state->entered || state->view.generation != word >> 32) {
		unnoted_return(account, state, word);
		goto out;
	}
	/* The call was an exec that worked: it belongs to the program that it started. */
	if (state->view.execs != task->self_exec_id)
		view_refresh(&state->view, word);
	if (state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		state->entered = 0;
		goto out;
	}
	if (state->call >> 12 == ABI_I386)
		result = (s32)result;
	if (call_interrupted(result) && task_is_killed(task)) {
		book_unreturned(account, cpu, state, task, word, stream);
		goto out;
	}
	now = bpf_ktime_get_boot_ns();
	error = call_error(result);
	tally_return(account, cpu, state, now - state->entered, error);
	if (stream) {
		if (filter_event(STREAM_ID(syscall), task->tgid, state->call, now - state->entered, error, word))
			stream_call(account, cpu, state, task, now, result, error, 1);
		else
			account->result_filtered++;
	}
	state->entered = 0;
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_call_return, struct pt_regs *regs, long result)
{
	return book_return(accounts_of_on_call_return, result, false);
}

SEC("tp_btf/sys_exit")
int BPF_PROG(on_call_return_stream, struct pt_regs *regs, long result)
{
	return book_return(accounts_of_on_call_return_stream, result, true);
}

/* A new task leaves the kernel once without having entered it: tell that from a lost entry. */
SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_call_fork, struct task_struct *parent, struct task_struct *child)
{
	struct account *account = account_here(accounts_of_on_call_fork, bpf_get_smp_processor_id());
	struct call_state *state;
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	state = bpf_task_storage_get(&calls, child, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (state) {
		account->tallied++;
		state->newborn = 1;
	} else {
		account->no_storage++;
	}
	meter_end(account, begun);
	return 0;
}

/* Calls in which the task ends. One that was killed in its sleep has come back to the kernel already (book_return). */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_call_death, struct task_struct *task)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_call_death, cpu);
	u64 word = capture_word(), begun = meter_begin_each();
	struct call_state *state;

	/* Also after a stop: a call that was under way then, and whose task ends before the survey, is not lost. */
	account->seen++;
	state = bpf_task_storage_get(&calls, task, 0, 0);
	if (!state || !state->entered || state->view.generation != word >> 32)
		account->no_enter++;
	else if (state->view.verdict != VERDICT_KEEP)
		account->filtered++;
	else
		book_unreturned(account, cpu, state, task, word, true);
	meter_end(account, begun);
	return 0;
}

SEC("iter/task")
int on_call_survey(struct bpf_iter__task *ctx)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_call_survey, cpu);
	struct task_struct *task = ctx->task;
	struct syscall_survey_cell *cell;
	struct call_state *state;

	if (!task)
		return 0;
	account->seen++;
	state = bpf_task_storage_get(&calls, task, 0, 0);
	if (!state || !state->entered || state->view.generation != capture_word() >> 32) {
		account->no_enter++;
		return 0;
	}
	if (state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		return 0;
	}
	cell = syscall_survey_cell(account, cpu, syscall_key(state->view.process, state->call, 0));
	if (cell) {
		account->tallied++;
		cell->in_flight++;
	} else {
		account->tally_full++;
	}
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

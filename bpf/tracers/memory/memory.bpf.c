// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Page faults, by two counts that answer different questions:
 *
 *   page_faults             minor and major, by each thread's own counters, which are what getrusage() adds up: pages that
 *                           were fetched. Read when a thread is born, execs and ends, and of everybody at each tick.
 *   page_fault_exceptions   as the processor raised them, by what the access was. A fault that is tried again is two of
 *                           them; a page that the kernel maps for a program beforehand is a fault without one.
 */
#include "ringside.bpf.h"

typedef u16 fault_kind;        /* how a page was missing (minor, major), or who missed it (user_read, user_write,
                                * user_exec, kernel) */

enum fault_kind_word {
	FAULT_MINOR = 1, /* the page was in memory */
	FAULT_MAJOR,	 /* it had to be read */
	FAULT_USER_READ, /* exceptions of the program's own accesses */
	FAULT_USER_WRITE,
	FAULT_USER_EXEC,
	FAULT_KERNEL, /* of the kernel's, on behalf of it */
};
UNIT_WORDS(fault_kind);

#define PF_KTHREAD 0x00200000

struct page_fault_key {
	process_ref process;
	fault_kind kind_nr;
	u16 unused;
};

struct page_fault_cell {
	event_count count;
};

struct page_fault_exception_key {
	process_ref process;
	fault_kind kind_nr;
	u16 unused;
};

struct page_fault_exception_cell {
	event_count count;
};

TALLY(page_faults, page_fault_key, page_fault_cell, 8192);
TALLY(page_fault_exceptions, page_fault_exception_key, page_fault_exception_cell, 8192);

ACCOUNTS(on_fault_user);
ACCOUNTS(on_fault_kernel);
ACCOUNTS(on_faults_fork);
ACCOUNTS(on_faults_exec);
ACCOUNTS(on_faults_exit);
ACCOUNTS(on_faults_survey);

/* Of a thread. */
struct fault_state {
	struct task_view view;
	u64 minor; /* its counters, as far as they are booked */
	u64 major;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct fault_state);
} faults SEC(".maps");

/* Books two at a time may want to advance at once: the thread's own, and the survey on another CPU. */
#define ADVANCES 4

/* What a counter grew by since it was booked last. */
static __always_inline u64 advance(u64 *booked, u64 counter)
{
	for (u32 i = 0; i < ADVANCES; i++) {
		u64 held = *(volatile u64 *)booked;

		if (counter <= held)
			return 0;
		if (__sync_val_compare_and_swap(booked, held, counter) == held)
			return counter - held;
	}
	return 0;
}

/* Not static: it is verified once in each program, not at each use. */
__weak __noinline int tally_faults(struct account *account, process_ref process, u32 kind, u64 count)
{
	struct page_fault_cell *cell;

	if (!account || !count)
		return 0;
	cell = page_faults_cell(account, bpf_get_smp_processor_id(), process | (u64)kind << 32);
	if (!cell)
		return 1;
	cell->count += count;
	return 0;
}

/* Counts what the thread's counters grew by, for whom it was judged last; false when a cell was not to be had. */
static __always_inline bool book_growth(struct account *account, struct task_struct *task, struct fault_state *state)
{
	u64 minor = advance(&state->minor, BPF_CORE_READ(task, min_flt));
	u64 major = advance(&state->major, BPF_CORE_READ(task, maj_flt));

	if (state->view.verdict != VERDICT_KEEP)
		return true;
	return !(tally_faults(account, state->view.process, FAULT_MINOR, minor) +
		 tally_faults(account, state->view.process, FAULT_MAJOR, major));
}

static __always_inline void judge(struct task_struct *task, struct fault_state *state, u64 word)
{
	state->view.verdict = filter_verdict(task, word);
	if (state->view.verdict == VERDICT_KEEP)
		state->view.process = process_of(task);
	state->view.execs = BPF_CORE_READ(task, self_exec_id);
	state->view.generation = word >> 32;
}

/*
 * Books a thread, and judges it by what is asked for now. Whoever is seen for the first time begins to count here. Not
 * static, and a task by its address: so it is verified once, not in each program.
 */
__weak __noinline int faults_book(u64 address, struct fault_state *state, struct account *account, u32 judge_anew)
{
	struct task_struct *task = (struct task_struct *)address;
	u64 word = capture_word();
	bool booked = true;

	if (!state || !account)
		return 0;
	if (state->view.generation == word >> 32) {
		booked = book_growth(account, task, state);
	} else {
		state->minor = BPF_CORE_READ(task, min_flt);
		state->major = BPF_CORE_READ(task, maj_flt);
		judge_anew = true;
	}
	if (booked)
		account->tallied++;
	else
		account->tally_full++;
	if (judge_anew || word & CAPTURE_REJUDGE)
		judge(task, state, word);
	return 0;
}

static __always_inline int book(struct account *account, struct task_struct *task, bool judge_anew)
{
	u64 begun;
	struct fault_state *state;

	account->seen++;
	begun = meter_begin(account);
	state = bpf_task_storage_get(&faults, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (state)
		faults_book(address_of(task), state, account, judge_anew);
	else
		account->no_storage++;
	meter_end(account, begun);
	return 0;
}

/* Counts from its birth on. */
SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_faults_fork, struct task_struct *parent, struct task_struct *child)
{
	if (!(capture_word() & CAPTURE_ON))
		return 0;
	return book(account_here(accounts_of_on_faults_fork, bpf_get_smp_processor_id()), child, false);
}

/* Up to here they are of the program before. */
SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_faults_exec, struct task_struct *task)
{
	if (!(capture_word() & CAPTURE_ON))
		return 0;
	return book(account_here(accounts_of_on_faults_exec, bpf_get_smp_processor_id()), task, true);
}

/* Also after a stop, as the survey: what was not booked by then is not lost. */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_faults_exit, struct task_struct *task)
{
	return book(account_here(accounts_of_on_faults_exit, bpf_get_smp_processor_id()), task, false);
}

SEC("iter/task")
int on_faults_survey(struct bpf_iter__task *ctx)
{
	struct task_struct *task = ctx->task;

	if (!task || task->flags & PF_KTHREAD)
		return 0;
	return book(account_here(accounts_of_on_faults_survey, bpf_get_smp_processor_id()), task, false);
}

static __always_inline int count_exception(struct account *account, u32 kind)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u32 cpu = bpf_get_smp_processor_id();
	struct page_fault_exception_cell *cell;
	u64 word = capture_word(), begun;
	struct fault_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	state = bpf_task_storage_get(&faults, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	/* Who is not judged yet is so by the next look at his counters, and begins to count there. */
	if (state->view.generation != word >> 32 || state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		goto out;
	}
	cell = page_fault_exceptions_cell(account, cpu, state->view.process | (u64)kind << 32);
	if (cell) {
		account->tallied++;
		cell->count++;
	} else {
		account->tally_full++;
	}
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/page_fault_user")
int BPF_PROG(on_fault_user, unsigned long address, struct pt_regs *regs, unsigned long error)
{
	return count_exception(account_here(accounts_of_on_fault_user, bpf_get_smp_processor_id()),
			       fault_is_fetch(error)   ? FAULT_USER_EXEC
			       : fault_is_write(error) ? FAULT_USER_WRITE
						       : FAULT_USER_READ);
}

SEC("tp_btf/page_fault_kernel")
int BPF_PROG(on_fault_kernel)
{
	return count_exception(account_here(accounts_of_on_fault_kernel, bpf_get_smp_processor_id()), FAULT_KERNEL);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

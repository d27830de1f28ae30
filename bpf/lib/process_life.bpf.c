// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Birth, change and death of processes, as far as every tracer needs them: the watched subtree grows with
 * each fork, a row of the process table ends with its program. (What a person sees of processes is a tracer's.)
 */
#include "ringside.bpf.h"

ACCOUNTS(on_fork);
ACCOUNTS(on_exec);
ACCOUNTS(on_exit);
ACCOUNTS(on_gone);

/* Children that could not be followed because `subtree` was full. */
u64 subtree_not_followed SEC(".data.accounts");

/* What a watched or an own process starts is watched, or own, as well. */
static __always_inline void follow_child(void *processes_map, struct process_name *child, u32 state)
{
	if (bpf_map_update_elem(processes_map, child, &state, BPF_ANY))
		__sync_fetch_and_add(&subtree_not_followed, 1);
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_fork, struct task_struct *parent, struct task_struct *child)
{
	struct account *account = account_here(accounts_of_on_fork, bpf_get_smp_processor_id());
	struct process_name name = { .pid = parent->tgid, .start_ticks = process_start_ticks(parent) };
	struct process_name born = { .pid = child->tgid, .start_ticks = process_start_ticks(child) };
	u64 word = capture_word(), begun;
	u32 *own;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (parent->tgid != child->tgid) {
		own = bpf_map_lookup_elem(&own_processes, &name);
		if (own && *own == OWN_TREE)
			follow_child(&own_processes, &born, OWN_TREE);
		if (capture_filter(word)->by & BY_SUBTREE && bpf_map_lookup_elem(&subtree, &name)) {
			follow_child(&subtree, &born, SUBTREE_MEMBER);
			/* A row from its birth, not from its first call: whoever waits for children can see it. */
			process_row_of(child);
		}
	}
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_exec, struct task_struct *task, pid_t old_pid, struct linux_binprm *bprm)
{
	struct account *account = account_here(accounts_of_on_exec, bpf_get_smp_processor_id());
	struct process_name name = { .pid = task->tgid, .start_ticks = process_start_ticks(task) };
	u64 word = capture_word(), begun;
	u32 *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (capture_filter(word)->by & BY_SUBTREE) {
		state = bpf_map_lookup_elem(&subtree, &name);
		if (state)
			*state = SUBTREE_MEMBER;
	}
	process_end(task, task->self_exec_id - 1);
	group_note_host(task);
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_exit, struct task_struct *task)
{
	struct account *account = account_here(accounts_of_on_exit, bpf_get_smp_processor_id());
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (task->signal->live.counter == 0)
		process_end(task, task->self_exec_id);
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

/* After every other program of this hook: they ask whether the process is watched, or ours. */
SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_gone, struct task_struct *task)
{
	struct account *account = account_here(accounts_of_on_gone, bpf_get_smp_processor_id());
	struct process_name name = { .pid = task->tgid, .start_ticks = process_start_ticks(task) };
	u64 word = capture_word(), begun;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (task->signal->live.counter == 0) {
		bpf_map_delete_elem(&own_processes, &name);
		if (capture_filter(word)->by & BY_SUBTREE)
			bpf_map_delete_elem(&subtree, &name);
	}
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

static long clear_row(u32 slot, struct clear_context *context)
{
	struct process_row *row = bpf_map_lookup_elem(&processes, &slot);

	if (!row)
		return 1;
	if (!row->owner || !process_ended_before(row->process, context->before))
		return 0;
	row->process = 0;
	row->ended = 0;
	row->pid = 0;
	__builtin_memset(row->comm, 0, sizeof(row->comm));
	/* Last: from here on the row is anybody's. */
	*(volatile u64 *)&row->owner = 0;
	context->cleared++;
	return 0;
}

/* Run by the helper after every tally's <name>_clear: those look the ended programs up here. */
SEC("raw_tp")
int processes_clear(struct bpf_raw_tracepoint_args *arguments)
{
	struct clear_context context = { .before = arguments->args[0] };

	bpf_loop(process_slots, clear_row, &context, 0);
	return context.cleared;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

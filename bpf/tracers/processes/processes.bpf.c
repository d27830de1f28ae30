// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Processes: who starts what, and how it ends; who sends which signal to whom; who takes another name. Counted by
 * process, and told one by one when asked for.
 *
 * All of it is rare, so who it is and whether he is watched is judged each time and nothing is remembered of a task,
 * but for the name that an exec takes away.
 */
#include "ringside.bpf.h"
#include "process-events.bpf.h"
#include "process-texts.bpf.h"
#include "process-end.bpf.h"
#include "process-exec.bpf.h"

#define SI_USER 0
#define SI_KERNEL 0x80

ACCOUNTS(on_process_fork);
ACCOUNTS(on_process_exec);
ACCOUNTS(on_process_exec_failure);
ACCOUNTS(on_process_exit);
ACCOUNTS(on_process_signal);
ACCOUNTS(on_process_rename);
ACCOUNTS(on_process_switch);

/* Tasks by their addresses: a function that is verified once in a program takes no pointer of the kernel's. */
__noinline int is_watched(u64 task, u64 word)
{
	return filter_verdict((struct task_struct *)task, word) == VERDICT_KEEP;
}

/* Who it is. Of a process that has ended already, the row ends with it, whoever made the row. */
__noinline u32 who(u64 address)
{
	struct task_struct *task = (struct task_struct *)address;
	process_ref process = process_of(task);

	if (!BPF_CORE_READ(task, signal, live.counter))
		process_end(task, BPF_CORE_READ(task, self_exec_id));
	return process;
}

/* Counts an act of the process, and says whether it becomes an event as well. */
static __always_inline bool book_act(struct account *account, process_ref process, u32 act, u64 word, u32 stream,
				     pid_nr pid, const struct process_end *end, errno_nr error)
{
	if (count_act(account, process, act, end))
		account->tallied++;
	else
		account->tally_full++;
	if (filter_event(stream, pid, CALL_NONE, end->lifetime_ns, error, word))
		return true;
	account->result_filtered++;
	return false;
}

SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_process_fork, struct task_struct *parent, struct task_struct *child)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_process_fork, cpu);
	bool thread = parent->tgid == child->tgid;
	struct process_end none = {};
	u64 word = capture_word(), begun;
	struct process_fork_event *event;
	process_ref process;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (!is_watched(bpf_get_current_task(), word)) {
		account->filtered++;
		goto out;
	}
	process = who(bpf_get_current_task());
	if (!book_act(account, process, thread ? ACT_THREAD : ACT_FORK, word, STREAM_ID(process_fork), parent->tgid, &none, 0))
		goto out;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		goto out;
	event->stream = STREAM_ID(process_fork);
	event->cpu = cpu;
	event->thread = thread;
	event->at = bpf_ktime_get_boot_ns();
	event->process = process;
	event->pid = parent->tgid;
	event->tid = parent->pid;
	event->child = thread ? process : who(address_of(child));
	event->child_pid = child->tgid;
	event->child_tid = child->pid;
	stream_submit(account, event, sizeof(*event));
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(on_process_exec, struct task_struct *task, pid_t old_pid, struct linux_binprm *bprm)
{
	struct account *account = account_here(accounts_of_on_process_exec, bpf_get_smp_processor_id());
	struct process_end none = {};
	u64 word = capture_word(), begun;
	process_ref process;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (!is_watched(bpf_get_current_task(), word)) {
		account->filtered++;
		goto out;
	}
	process = who(bpf_get_current_task());
	if (book_act(account, process, ACT_EXEC, word, STREAM_ID(process_exec), task->tgid, &none, 0))
		stream_exec(account, task, process, old_pid, bprm);
out:
	bpf_task_storage_delete(&exec_names, task);
	meter_end(account, begun);
	return 0;
}

/* Of all calls that return the few that are an exec which failed: one that works returns to another program. */
SEC("tp_btf/sys_exit")
int BPF_PROG(on_process_exec_failure, struct pt_regs *regs, long result)
{
	struct account *account = account_here(accounts_of_on_process_exec_failure, bpf_get_smp_processor_id());
	struct task_struct *task = bpf_get_current_task_btf();
	struct process_end none = {};
	u64 word = capture_word(), begun;
	process_ref process;
	errno_nr error;
	call_nr call;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	error = call_error((s32)result);
	call = error ? call_of(task, call_number(regs)) : CALL_NONE;
	if (!error || !is_exec(call) || !is_watched(bpf_get_current_task(), word)) {
		account->filtered++;
		goto out;
	}
	process = who(bpf_get_current_task());
	if (book_act(account, process, ACT_EXEC_ERROR, word, STREAM_ID(process_exec), task->tgid, &none, error))
		stream_exec_failure(account, task, process, regs, call, error);
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/sched_process_exit")
int BPF_PROG(on_process_exit, struct task_struct *task)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_process_exit, cpu);
	u64 word = capture_word(), begun, now;
	struct process_exit_event *event;
	struct process_end end = {};
	process_ref process;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (!tells_end(task) || !is_watched(bpf_get_current_task(), word)) {
		account->filtered++;
		goto out;
	}
	now = bpf_ktime_get_boot_ns();
	process = who(bpf_get_current_task());
	read_end(task, now, &end);
	count_end(account, process, &end);
	if (!book_act(account, process, ACT_EXIT, word, STREAM_ID(process_exit), task->tgid, &end, end.status || end.signal))
		goto out;
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		goto out;
	event->stream = STREAM_ID(process_exit);
	event->cpu = cpu;
	event->status = end.status;
	event->at = now;
	event->duration = end.lifetime_ns;
	event->process = process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->signal = end.signal;
	event->core_dumped = end.core_dumped;
	event->cpu_ns = end.cpu_ns;
	event->peak_rss_bytes = end.peak_rss_bytes;
	stream_submit(account, event, sizeof(*event));
out:
	meter_end(account, begun);
	return 0;
}

/* As the kernel's own tracepoint tells it: some senders have no siginfo and say so by what stands in its place. */
static __always_inline s32 code_of(struct kernel_siginfo *info)
{
	if (!info)
		return SI_USER;
	if ((u64)info == 1)
		return SI_KERNEL;
	return BPF_CORE_READ(info, si_code);
}

SEC("tp_btf/signal_generate")
int BPF_PROG(on_process_signal, int signal, struct kernel_siginfo *info, struct task_struct *receiver, int group,
	     int result)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_process_signal, cpu);
	struct task_struct *sender = bpf_get_current_task_btf();
	struct process_signal_event *event;
	struct process_end none = {};
	u64 word = capture_word(), begun, to_address;
	process_ref from, to;
	bool sent, got, counted = false;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	to_address = address_of(receiver);
	sent = is_watched(bpf_get_current_task(), word);
	got = is_watched(to_address, word);
	if (!sent && !got) {
		account->filtered++;
		goto out;
	}
	from = who(bpf_get_current_task());
	to = who(to_address);
	if (sent)
		counted |= count_act(account, from, ACT_SIGNAL_SENT, &none);
	if (got)
		counted |= count_act(account, to, ACT_SIGNAL_RECEIVED, &none);
	if (counted)
		account->tallied++;
	else
		account->tally_full++;
	if (!filter_event(STREAM_ID(process_signal), sent ? sender->tgid : receiver->tgid, CALL_NONE, 0, 0, word)) {
		account->result_filtered++;
		goto out;
	}
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		goto out;
	event->stream = STREAM_ID(process_signal);
	event->cpu = cpu;
	event->signal = signal;
	event->at = bpf_ktime_get_boot_ns();
	event->process = from;
	event->pid = sender->tgid;
	event->tid = sender->pid;
	event->receiver = to;
	event->receiver_pid = receiver->tgid;
	event->receiver_tid = receiver->pid;
	event->code = code_of(info);
	event->result = result;
	event->group = group;
	stream_submit(account, event, sizeof(*event));
out:
	meter_end(account, begun);
	return 0;
}

SEC("tp_btf/task_rename")
int BPF_PROG(on_process_rename, struct task_struct *task, const char *name)
{
	struct account *account = account_here(accounts_of_on_process_rename, bpf_get_smp_processor_id());
	struct process_end none = {};
	u64 word = capture_word(), begun, address;
	struct exec_name *noted;
	process_ref process;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (is_in_exec(task)) {
		/* Told with the exec. */
		account->filtered++;
		noted = bpf_task_storage_get(&exec_names, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
		if (noted)
			bpf_probe_read_kernel_str(noted->old, sizeof(noted->old), task->comm);
		goto out;
	}
	address = address_of(task);
	if (!is_watched(address, word)) {
		account->filtered++;
		goto out;
	}
	process = who(address);
	if (book_act(account, process, ACT_RENAME, word, STREAM_ID(process_rename), task->tgid, &none, 0))
		stream_rename(account, task, process, name);
out:
	meter_end(account, begun);
	return 0;
}

/* Only since when the CPU runs what it runs: see cpu_time_here(). */
SEC("tp_btf/sched_switch")
int BPF_PROG(on_process_switch)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_process_switch, cpu);
	u64 begun;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	switched_at[cpu & (MAX_CPUS - 1)] = bpf_ktime_get_ns();
	account->tallied++;
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

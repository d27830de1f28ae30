/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* How a process ended, as its parent's wait4() will tell it. */
#ifndef RINGSIDE_PROCESS_END_H
#define RINGSIDE_PROCESS_END_H

#define SIGNAL_GROUP_EXIT 4 /* linux/sched/signal.h */
#define THREADS_MOST 4096
/* The longest time between two looks of the scheduler at a task that runs: a tick of the slowest clock. */
#define TICK_MOST_NS 10000000ull

/* Since when each CPU runs what it runs, CLOCK_MONOTONIC; 0 when it began before us. */
u64 switched_at[MAX_CPUS] SEC(".data.switched");

/* Groups of several threads whose end was told: two that end at once may both find that no thread lives on. */
struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, u64);
	__type(value, u64);
} ended_groups SEC(".maps");

/* Whether this thread, which ends, is the one that the end of its group is told with. */
static __always_inline bool tells_end(struct task_struct *task)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);
	u64 owner = process_owner(task, 0), at = 1;

	if (BPF_CORE_READ(signal, live.counter))
		return false;
	if (BPF_CORE_READ(signal, nr_threads) == 1)
		return true;
	return !bpf_map_update_elem(&ended_groups, &owner, &at, BPF_NOEXIST);
}

/*
 * CPU time of the task that runs. The scheduler adds it up at each tick and switch; what a short process ran since is
 * most of what it ran, so the time on this CPU is added that is in no sum yet.
 */
static __always_inline u64 cpu_time_here(struct task_struct *task)
{
	u64 sum = BPF_CORE_READ(task, se.sum_exec_runtime);
	u64 since = switched_at[bpf_get_smp_processor_id() & (MAX_CPUS - 1)], rest;

	if (!since)
		return sum;
	rest = bpf_ktime_get_ns() - since - (sum - BPF_CORE_READ(task, se.prev_sum_exec_runtime));
	if ((s64)rest < 0)
		return sum;
	return sum + (rest < TICK_MOST_NS ? rest : TICK_MOST_NS);
}

struct thread_walk {
	u64 node;
	u64 end;
	u64 leave_out;
	u64 sum;
};

static long add_thread(u32 index, struct thread_walk *walk)
{
	struct task_struct *task;
	u64 ran = 0;

	if (walk->node == walk->end || !walk->node)
		return 1;
	task = (struct task_struct *)(walk->node - bpf_core_field_offset(struct task_struct, thread_node));
	if ((u64)task != walk->leave_out)
		bpf_core_read(&ran, sizeof(ran), &task->se.sum_exec_runtime);
	walk->sum += ran;
	bpf_core_read(&walk->node, sizeof(walk->node), &task->thread_node.next);
	return 0;
}

/* Adds up all threads; false when one was let go meanwhile, and moved from the list to the sum. */
static __always_inline bool add_threads(struct signal_struct *signal, struct thread_walk *walk)
{
	u32 before = BPF_CORE_READ(signal, stats_lock.seqcount.seqcount.sequence);

	walk->end = (u64)__builtin_preserve_access_index(&signal->thread_head);
	walk->sum = BPF_CORE_READ(signal, sum_sched_runtime);
	walk->node = (u64)BPF_CORE_READ(signal, thread_head.next);
	bpf_loop(THREADS_MOST, add_thread, walk, 0);
	return !(before & 1) && before == BPF_CORE_READ(signal, stats_lock.seqcount.seqcount.sequence);
}

/* Of the whole group: threads that were let go are in one sum, the others are walked. */
static __always_inline u64 cpu_time_of_group(struct task_struct *task)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);
	struct thread_walk walk = { .leave_out = bpf_get_current_task() };
	u64 here = cpu_time_here(task);

	if (BPF_CORE_READ(signal, nr_threads) == 1)
		return here + BPF_CORE_READ(signal, sum_sched_runtime);
	/* No loop: clang leaves it one, and 6.1 refuses a jump back in a program that calls bpf_loop(). */
	if (!add_threads(signal, &walk))
		add_threads(signal, &walk);
	return here + walk.sum;
}

static __always_inline void read_end(struct task_struct *task, u64 now, struct process_end *end)
{
	struct signal_struct *signal = BPF_CORE_READ(task, signal);
	u32 code = BPF_CORE_READ(signal, flags) & SIGNAL_GROUP_EXIT ? BPF_CORE_READ(signal, group_exit_code) :
								       BPF_CORE_READ(task, group_leader, exit_code);

	end->cpu_ns = cpu_time_of_group(task);
	end->lifetime_ns = now - BPF_CORE_READ(task, group_leader, start_boottime);
	end->peak_rss_bytes = BPF_CORE_READ(signal, maxrss) * PAGE_BYTES;
	end->status = code >> 8 & 0xff;
	end->signal = code & 0x7f;
	end->core_dumped = code >> 7 & 1;
}

#endif

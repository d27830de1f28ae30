// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Who waits until memory is freed: tasks that have to free some themselves before they get any, those whose pages are
 * moved together for a large one, and the kernel's own thread that does it beforehand. And who is killed when nothing
 * helps.
 */
#include "ringside.bpf.h"
#include "memory-kill.bpf.h"

typedef u16 stall_kind;        /* what a wait for memory was for (reclaim, group_reclaim, compaction), the work of
                                * kswapd, or a kill for want of memory */
typedef s32 oom_adjustment;    /* oom_score_adj of the process: -1000 is never killed, 1000 is killed first */

enum stall_kind_word {
	STALL_RECLAIM,	     /* the task frees memory itself: the machine has none */
	STALL_GROUP_RECLAIM, /* ... its control group has none */
	STALL_COMPACTION,    /* pages are moved together for a large one */
	STALL_KSWAPD,	     /* the kernel's thread frees some beforehand: its work, nobody's wait */
	STALL_KILL,	     /* killed, since nothing helped */
};
UNIT_WORDS(stall_kind);

/* Those that take time. */
#define STALL_KINDS STALL_KILL

struct memory_stall_key {
	process_ref process;
	stall_kind kind_nr;
	u16 unused;
};

struct memory_stall_cell {
	event_count count;
	byte_count freed;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

/* `process`, `pid` and `tid` are of the victim; `asker` wanted memory, and may be the same. */
struct memory_kill_event {
	stream_id stream;
	cpu_nr cpu;
	u16 unused;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	process_ref asker;
	pid_nr asker_pid;
	uid_nr uid;
	oom_adjustment score_adjustment;
	u32 unused_too;
	byte_count anon;
	byte_count file;
	byte_count shmem;
	byte_count page_tables;
	byte_count mapped;
	byte_count limit; /* of the control group that has no room left; 0 where the machine has none */
	byte_count used;
};

EVENT_STREAM(memory_kill, memory_kill_event);
TALLY(memory_stalls, memory_stall_key, memory_stall_cell, 2048);

#define FROM_THE_KERNEL 1 /* SEND_SIG_PRIV, in place of an address */

/* Of a task. Kinds may lie in one another: each has its own begin. */
struct stall_state {
	struct task_view view;
	boot_ns begun[STALL_KINDS];
	u64 generations[STALL_KINDS]; /* of what was asked for then */
	u64 killed; /* address of the task that it sent the last SIGKILL of the kernel's to */
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct stall_state);
} stalls SEC(".maps");

ACCOUNTS(on_reclaim_begin);
ACCOUNTS(on_reclaim_end);
ACCOUNTS(on_group_reclaim_begin);
ACCOUNTS(on_group_reclaim_end);
ACCOUNTS(on_compaction_begin);
ACCOUNTS(on_compaction_end);
ACCOUNTS(on_kswapd_wake);
ACCOUNTS(on_kswapd_sleep);
ACCOUNTS(on_memory_kill_signal);
ACCOUNTS(on_memory_kill);

/* Whose it is, is judged at the end: that is once, and these programs stay small. */
static __always_inline int stall_begins(struct account *account, u32 kind)
{
	u64 word = capture_word(), begun;
	struct stall_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	state = bpf_task_storage_get(&stalls, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (state) {
		account->tallied++;
		state->begun[kind] = bpf_ktime_get_boot_ns();
		state->generations[kind] = word >> 32;
	} else {
		account->no_storage++;
	}
	meter_end(account, begun);
	return 0;
}

static __always_inline int stall_ends(struct account *account, u32 kind, u64 pages)
{
	struct task_struct *task = bpf_get_current_task_btf();
	u64 word = capture_word(), begun, took;
	struct memory_stall_cell *cell;
	struct stall_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	state = bpf_task_storage_get(&stalls, task, 0, 0);
	if (!state || !state->begun[kind] || state->generations[kind] != word >> 32) {
		account->no_enter++;
		goto out;
	}
	took = bpf_ktime_get_boot_ns() - state->begun[kind];
	state->begun[kind] = 0;
	if (view_is_stale(&state->view, task, word))
		view_refresh(&state->view, word);
	if (state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		goto out;
	}
	cell = memory_stalls_cell(account, bpf_get_smp_processor_id(), state->view.process | (u64)kind << 32);
	if (!cell) {
		account->tally_full++;
		goto out;
	}
	account->tallied++;
	cell->count++;
	cell->freed += pages * PAGE_BYTES;
	cell->total += took;
	if (took > cell->max)
		cell->max = took;
	cell->histogram[histogram_bucket(took)]++;
out:
	meter_end(account, begun);
	return 0;
}

#define STALL(begins, begin_hook, ends, end_hook, kind, pages)                                          \
	SEC("tp_btf/" begin_hook)                                                                       \
	int begins(u64 *arguments)                                                                      \
	{                                                                                               \
		return stall_begins(account_here(accounts_of_##begins, bpf_get_smp_processor_id()), kind); \
	}                                                                                               \
	SEC("tp_btf/" end_hook)                                                                         \
	int ends(u64 *arguments)                                                                        \
	{                                                                                               \
		return stall_ends(account_here(accounts_of_##ends, bpf_get_smp_processor_id()), kind, pages); \
	}

/* Of reclaim the first argument of the end is how many pages it freed. */
STALL(on_reclaim_begin, "mm_vmscan_direct_reclaim_begin", on_reclaim_end, "mm_vmscan_direct_reclaim_end",
      STALL_RECLAIM, arguments[0])
STALL(on_group_reclaim_begin, "mm_vmscan_memcg_reclaim_begin", on_group_reclaim_end, "mm_vmscan_memcg_reclaim_end",
      STALL_GROUP_RECLAIM, arguments[0])
STALL(on_compaction_begin, "mm_compaction_begin", on_compaction_end, "mm_compaction_end", STALL_COMPACTION, 0)
STALL(on_kswapd_wake, "mm_vmscan_kswapd_wake", on_kswapd_sleep, "mm_vmscan_kswapd_sleep", STALL_KSWAPD, 0)

static __always_inline void kill_tell(struct account *account, struct task_struct *victim, process_ref process)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct task_struct *asker = bpf_get_current_task_btf();
	u64 mm = (u64)BPF_CORE_READ(victim, mm);
	struct memory_limit limit = {};
	struct memory_held held = {};
	struct memory_kill_event *event;

	if (mm)
		memory_held(mm, &held);
	memory_limit_of(victim, &limit);
	event = stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));
	if (!event)
		return;
	event->stream = STREAM_ID(memory_kill);
	event->cpu = cpu;
	event->unused = 0;
	event->at = bpf_ktime_get_boot_ns();
	event->process = process;
	event->pid = BPF_CORE_READ(victim, tgid);
	event->tid = BPF_CORE_READ(victim, pid);
	event->asker = process_of(asker);
	event->asker_pid = asker->tgid;
	event->uid = BPF_CORE_READ(victim, cred, uid.val);
	event->score_adjustment = BPF_CORE_READ(victim, signal, oom_score_adj);
	event->unused_too = 0;
	event->anon = held.anon_pages * PAGE_BYTES;
	event->file = held.file_pages * PAGE_BYTES;
	event->shmem = held.shmem_pages * PAGE_BYTES;
	event->page_tables = held.table_bytes;
	event->mapped = held.mapped_pages * PAGE_BYTES;
	event->limit = limit.limit_pages * PAGE_BYTES;
	event->used = limit.used_pages * PAGE_BYTES;
	stream_submit(account, event, sizeof(*event));
}

static __always_inline void book_kill(struct account *account, u64 address, u64 word)
{
	struct task_struct *victim = (struct task_struct *)address;
	struct memory_stall_cell *cell;
	process_ref process;

	if (filter_verdict(victim, word) != VERDICT_KEEP) {
		account->filtered++;
		return;
	}
	process = process_of(victim);
	cell = memory_stalls_cell(account, bpf_get_smp_processor_id(), process | (u64)STALL_KILL << 32);
	if (cell) {
		account->tallied++;
		cell->count++;
	} else {
		account->tally_full++;
	}
	if (filter_event(STREAM_ID(memory_kill), BPF_CORE_READ(victim, tgid), CALL_NONE, 0, 0, word))
		kill_tell(account, victim, process);
	else
		account->result_filtered++;
}

/* From 6.9 on the hook tells the victim itself, before it only his number. */
static __always_inline bool victim_is_told(void)
{
	return bpf_core_field_exists(((struct trace_event_raw_mark_victim *)0)->uid);
}

/* Where the victim is told by his number: he is whom the kernel has just sent a SIGKILL, by this same task. */
SEC("tp_btf/signal_generate")
int BPF_PROG(on_memory_kill_signal, int signal, struct kernel_siginfo *info, struct task_struct *receiver)
{
	struct account *account = account_here(accounts_of_on_memory_kill_signal, bpf_get_smp_processor_id());
	struct stall_state *state;

	if (!(capture_word() & CAPTURE_ON))
		return 0;
	account->seen++;
	if (victim_is_told() || signal != SIGKILL || (u64)info != FROM_THE_KERNEL) {
		account->filtered++;
		return 0;
	}
	state = bpf_task_storage_get(&stalls, bpf_get_current_task_btf(), 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (state) {
		account->tallied++;
		state->killed = address_of(receiver);
	} else {
		account->no_storage++;
	}
	return 0;
}

SEC("tp_btf/mark_victim")
int on_memory_kill(u64 *arguments)
{
	struct account *account = account_here(accounts_of_on_memory_kill, bpf_get_smp_processor_id());
	u64 word = capture_word(), begun, victim = 0;
	struct stall_state *state;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin_each();
	if (victim_is_told()) {
		victim = address_of((const void *)arguments[0]);
	} else {
		state = bpf_task_storage_get(&stalls, bpf_get_current_task_btf(), 0, 0);
		victim = state ? state->killed : 0;
		if (BPF_CORE_READ((struct task_struct *)victim, pid) != (pid_t)arguments[0])
			victim = 0;
	}
	if (victim)
		book_kill(account, victim, word);
	else
		account->no_enter++;
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

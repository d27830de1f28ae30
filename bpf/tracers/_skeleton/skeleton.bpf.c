// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * A tracer to begin with: signals, by who sends them. Copy the folder, rename everything that says skeleton,
 * and change the hook, the key and the value. Nothing outside the folder has to know.
 */
#include "ringside.bpf.h"
#include "skeleton-words.bpf.h"

/* Begins as every record does: stream, cpu, 16 bits, at. No hidden padding: the generator refuses it. */
struct skeleton_event {
	stream_id stream;
	cpu_nr cpu;
	skeleton_result result;
	boot_ns at;
	process_ref process;
	pid_nr pid;
	tid_nr tid;
	plain_number signal;
};

/* Eight bytes, the process first. */
struct skeleton_key {
	process_ref process;
	signal_nr signal;
	skeleton_result result;
};

struct skeleton_cell {
	event_count sent;
};

EVENT_STREAM(skeleton_event, skeleton_event);
TALLY(skeleton, skeleton_key, skeleton_cell, 4096);
ACCOUNTS(on_signal);

/* What the tracer remembers of a task between two events: here only who it is and whether it is watched. */
struct signal_state {
	struct task_view view;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct signal_state);
} signal_senders SEC(".maps");

static __always_inline void stream_signal(struct account *account, u32 cpu, struct task_view *view,
					  struct task_struct *task, u32 signal, u32 result)
{
	struct skeleton_event *event =
		stream_reserve(account, cpu, bpf_map_lookup_elem(&rings, &cpu), sizeof(*event));

	if (!event)
		return;
	event->stream = STREAM_ID(skeleton_event);
	event->cpu = cpu;
	event->result = result;
	event->at = bpf_ktime_get_boot_ns();
	event->process = view->process;
	event->pid = task->tgid;
	event->tid = task->pid;
	event->signal = signal;
	stream_submit(account, event, sizeof(*event));
}

SEC("tp_btf/signal_generate")
int BPF_PROG(on_signal, int signal, struct kernel_siginfo *info, struct task_struct *target, int group, int result)
{
	u32 cpu = bpf_get_smp_processor_id();
	struct account *account = account_here(accounts_of_on_signal, cpu);
	struct task_struct *task = bpf_get_current_task_btf();
	u64 word = capture_word(), begun;
	struct signal_state *state;
	struct skeleton_cell *cell;

	if (!(word & CAPTURE_ON))
		return 0;
	account->seen++;
	begun = meter_begin(account);
	state = bpf_task_storage_get(&signal_senders, task, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!state) {
		account->no_storage++;
		goto out;
	}
	if (view_is_stale(&state->view, task, word))
		view_refresh(&state->view, word);
	if (state->view.verdict != VERDICT_KEEP) {
		account->filtered++;
		goto out;
	}
	cell = skeleton_cell(account, cpu, state->view.process | (u64)(u16)signal << 32 | (u64)(u16)result << 48);
	if (cell) {
		account->tallied++;
		cell->sent++;
	} else {
		account->tally_full++;
	}
	if (word & CAPTURE_STREAM)
		stream_signal(account, cpu, &state->view, task, signal, result);
out:
	meter_end(account, begun);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

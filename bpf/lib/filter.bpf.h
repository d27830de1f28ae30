/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What was asked for, judged in the kernel. The helper writes a slot of `capture`, then one word that names
 * it: a program that has read the word finds a slot that will not change under it for fifteen more requests.
 *
 *   word = generation << 32 | slot << 8 | flags
 */
#ifndef RINGSIDE_FILTER_H
#define RINGSIDE_FILTER_H

/* Kept in BTF for the generator. */
const enum capture_flag *__enum_of_capture_flag __weak;
const enum filter_by *__enum_of_filter_by __weak;

struct capture capture SEC(".data.capture") __weak;

const enum subtree_state *__enum_of_subtree_state __weak;
const enum own_state *__enum_of_own_state __weak;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 32768);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct process_name);
	__type(value, u32);
} subtree SEC(".maps") __weak;

/* Ringside's own, by enum own_state. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct process_name);
	__type(value, u32);
} own_processes SEC(".maps") __weak;

enum verdict {
	VERDICT_DROP = 0,
	VERDICT_KEEP = 1,
	VERDICT_GATE = 2, /* keep if the call turns out to be the exec that starts the command */
};

/* A tracer keeps one of these in its task storage, first, and calls view_refresh() when view_is_stale(). */
struct task_view {
	u32 generation;
	process_ref process;
	u64 execs;
	u32 verdict;
	u32 unused;
};

static __always_inline u64 capture_word(void)
{
	return *(volatile u64 *)&capture.word;
}

static __always_inline struct capture_filter *capture_filter(u64 word)
{
	return &capture.filters[(word >> 8) & (FILTER_SLOTS - 1)];
}

static __always_inline bool view_is_stale(struct task_view *view, struct task_struct *task, u64 word)
{
	return view->generation != word >> 32 || view->execs != task->self_exec_id || word & CAPTURE_REJUDGE;
}

static __always_inline u32 filter_verdict(struct task_struct *task, u64 word)
{
	struct process_name name = { .pid = BPF_CORE_READ(task, tgid), .start_ticks = process_start_ticks(task) };
	struct capture_filter *filter = capture_filter(word);
	u32 *state;

	if (bpf_map_lookup_elem(&own_processes, &name))
		return VERDICT_DROP;
	if (filter->by & BY_PID &&
	    (filter->pid != name.pid || (filter->start_ticks && filter->start_ticks != name.start_ticks)))
		return VERDICT_DROP;
	if (filter->by & BY_UID && BPF_CORE_READ(task, cred, uid.val) != filter->uid)
		return VERDICT_DROP;
	if (filter->by & BY_CGROUP && !task_is_within(task, filter->cgroup, filter->hierarchy))
		return VERDICT_DROP;
	if (filter->by & BY_COMM) {
		u64 held[2];
		u64 *asked = (u64 *)filter->comm;

		task_comm(task, (char *)held);
		if (held[0] != asked[0] || held[1] != asked[1])
			return VERDICT_DROP;
	}
	if (filter->by & BY_SUBTREE) {
		state = bpf_map_lookup_elem(&subtree, &name);
		if (!state)
			return VERDICT_DROP;
		if (*state == SUBTREE_GATE)
			return VERDICT_GATE;
	}
	return VERDICT_KEEP;
}

/* Of the current task. Not static: so it is verified once in each program, not once for each way to each call of it. */
__weak __noinline int view_refresh(struct task_view *view, u64 word)
{
	struct task_struct *task = bpf_get_current_task_btf();

	if (!view)
		return 0;
	view->verdict = filter_verdict(task, word);
	if (view->verdict != VERDICT_DROP && (!view->process || view->execs != task->self_exec_id))
		view->process = process_of(task);
	view->execs = task->self_exec_id;
	view->generation = word >> 32;
	return 0;
}

/* A call without a bit is in no set. */
static __always_inline bool has_call(const u64 *calls, call_nr call)
{
	u32 bit = (call & 0x1ff) | (call >> 12 == 1 ? 512 : 0), index;

	if ((call & 0xfff) >= 512)
		return false;
	index = bit >> 6;
	/* Or the compiler takes the bound for proved, and the verifier of 6.1 does not follow the proof. */
	barrier_var(index);
	return calls[index & (FILTER_CALL_WORDS - 1)] >> (bit & 63) & 1;
}

/* Whether the call itself was asked for; judged at its entry. */
static __always_inline bool filter_call(call_nr call, u64 word)
{
	return !(word & CAPTURE_CALLS) || has_call(capture_filter(word)->calls, call);
}

static __always_inline bool has_stream(const stream_id *streams, stream_id stream)
{
	for (u32 i = 0; i < FILTER_STREAMS; i++)
		if (streams[i] == stream)
			return true;
	return false;
}

/* Whether what was counted becomes an event as well; judged at the return of a call. A tally keeps both sides. */
static __always_inline bool filter_event(stream_id stream, pid_nr pid, call_nr call, u64 duration, errno_nr error,
					 u64 word)
{
	struct capture_filter *filter;

	if (!(word & CAPTURE_STREAM))
		return false;
	if (!(word & CAPTURE_EVENTS))
		return true;
	filter = capture_filter(word);
	if (filter->event_by & BY_WHOLE && has_stream(filter->event_whole, stream))
		return true;
	if (filter->event_by & BY_ERRORS && !error)
		return false;
	if (filter->event_by & BY_LONGER && duration <= filter->longer_than)
		return false;
	if (filter->event_by & BY_PID && filter->event_pid != pid)
		return false;
	if (filter->event_by & BY_STREAM && !has_stream(filter->event_streams, stream))
		return false;
	return !(filter->event_by & BY_CALL) || has_call(filter->event_calls, call);
}

#endif

/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A call from its entry to its return, for tracers that follow a few of all calls: what they note of it in the task's
 * storage, what becomes of it in the books, and the cell that counts it.
 *
 *   entry    struct followed_call *call = bpf_task_storage_get(...CREATE);
 *            followed_enters(account, call, task, number, word);
 *   return   if (!followed_returns(account, call, word))
 *                    goto out;                                  no entry, or not asked for: booked already
 *            ... count_call(account, cell, duration, error) ...
 *            call->entered = 0;
 */
#ifndef RINGSIDE_FOLLOWED_CALL_H
#define RINGSIDE_FOLLOWED_CALL_H

/* First in what a tracer keeps of a task. */
struct followed_call {
	struct task_view view;
	boot_ns entered; /* 0: in no call that we follow */
	call_nr call;
	u16 passed_over; /* the entry was seen and not asked for */
	u32 unused;
};

struct call_cell {
	event_count count;
	event_count errors;
	duration_ns total;
	duration_max_ns max;
	histogram_count histogram[HISTOGRAM_BUCKETS];
};

static __always_inline void followed_enters(struct account *account, struct followed_call *followed,
					    struct task_struct *task, call_nr call, u64 word)
{
	if (followed->entered)
		account->exit_missed++;
	followed->entered = 0;
	followed->passed_over = 1;
	/* From here on the call is what is noted: each value known before would be verified by itself. */
	followed->call = call;
	if (view_is_stale(&followed->view, task, word))
		view_refresh(&followed->view, word);
	if (followed->view.verdict == VERDICT_DROP || !filter_call(followed->call, word)) {
		account->filtered++;
		return;
	}
	account->tallied++;
	followed->passed_over = 0;
	followed->entered = bpf_ktime_get_boot_ns();
}

/* Whether the call is to be counted; where it is not, why is in the books. `followed` may be NULL. */
static __always_inline bool followed_returns(struct account *account, struct followed_call *followed, u64 word)
{
	if (!followed || !followed->entered || followed->view.generation != word >> 32) {
		if (followed && followed->passed_over && followed->view.generation == word >> 32)
			account->filtered++;
		else
			account->no_enter++;
		if (followed)
			followed->entered = followed->passed_over = 0;
		return false;
	}
	if (followed->view.verdict == VERDICT_KEEP)
		return true;
	account->filtered++;
	followed->entered = 0;
	return false;
}

/* Of 32 bits, where the caller has no more. */
static __always_inline s64 followed_result(const struct followed_call *followed, s64 result)
{
	return followed->call >> 12 == ABI_I386 ? (s32)result : result;
}

/* False when there was no cell for it, not even in the fold. */
static __always_inline bool count_call(struct account *account, struct call_cell *cell, u64 duration, errno_nr error)
{
	if (!cell) {
		account->tally_full++;
		return false;
	}
	account->tallied++;
	cell->count++;
	cell->total += duration;
	if (duration > cell->max)
		cell->max = duration;
	cell->histogram[histogram_bucket(duration)]++;
	if (error)
		cell->errors++;
	return true;
}

#endif

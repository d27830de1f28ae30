/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The books. Each program has one row per CPU, written by that program alone: from 7.x on a program on a
 * system-call tracepoint can be preempted, and a row shared by two programs would lose additions.
 *
 *   seen = tallied + tally_full + filtered + no_enter + newborn + no_storage      (what became of each run)
 *   tallied + tally_full = delivered + ring_full + busy + result_filtered         (while the stream is on)
 *
 * Both hold exactly, per program and CPU, once the program is at rest. What the kernel skipped before our
 * first instruction is not in here; it is the program's own `recursion_misses`.
 */
#ifndef RINGSIDE_ACCOUNT_H
#define RINGSIDE_ACCOUNT_H

#define ACCOUNTS(program) struct account accounts_of_##program[MAX_CPUS] SEC(".data.accounts")

/*
 * One run in 64 is timed: seldom enough to cost 1 ns a run, often enough to tell what a short work cost. Which one
 * is told by the golden ratio, so that no rhythm of calls keeps step with it.
 */
#define METER_BITS 6

/* A run that takes longer was interrupted, by an interrupt or by the host of this machine: not our cost. */
#define METER_MOST_NS 50000

static __always_inline struct account *account_here(struct account *accounts, u32 cpu)
{
	return &accounts[cpu & (MAX_CPUS - 1)];
}

static __always_inline u64 meter_begin(struct account *account)
{
	return account->seen * 0x9e3779b97f4a7c15ull >> (64 - METER_BITS) ? 0 : bpf_ktime_get_ns();
}

/* For programs that run seldom: every run is timed. */
static __always_inline u64 meter_begin_each(void)
{
	return bpf_ktime_get_ns();
}

static __always_inline void meter_end(struct account *account, u64 begun)
{
	u64 took;

	if (!begun)
		return;
	took = bpf_ktime_get_ns() - begun;
	if (took > METER_MOST_NS)
		return;
	account->metered++;
	account->metered_ns += took;
}

#endif

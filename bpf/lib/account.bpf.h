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

/* One run in this many is timed. */
#define METER_EVERY 1024

static __always_inline struct account *account_here(struct account *accounts, u32 cpu)
{
	return &accounts[cpu & (MAX_CPUS - 1)];
}

static __always_inline u64 meter_begin(struct account *account)
{
	return (account->seen & (METER_EVERY - 1)) == 0 ? bpf_ktime_get_ns() : 0;
}

static __always_inline void meter_end(struct account *account, u64 begun)
{
	if (!begun)
		return;
	account->metered++;
	account->metered_ns += bpf_ktime_get_ns() - begun;
}

#endif

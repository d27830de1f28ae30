// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What no watcher of system calls can be cheaper than: two programs that do nothing, two that only look at the clock, as
 * everything does that tells how long a call took, and two that also tell a reader of each call: its number, time,
 * duration and result, in a ring of the CPU's own.
 */
#include "vmlinux.h"
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define CPUS_MOST 128

struct told {
	u64 at, duration;
	s64 result;
	u32 call, pid;
};

struct ring_template {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8 << 20);
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, CPUS_MOST);
	__type(key, u32);
	__array(values, struct ring_template);
} rings SEC(".maps");

static u64 last_look;
/* Of each CPU; a call that sleeps is told with the duration of another. */
static u64 entered[CPUS_MOST];

SEC("tp_btf/sys_enter")
int BPF_PROG(empty_enter)
{
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(empty_return)
{
	return 0;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(clock_enter)
{
	last_look = bpf_ktime_get_boot_ns();
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(clock_return)
{
	last_look = bpf_ktime_get_boot_ns();
	return 0;
}

SEC("tp_btf/sys_enter")
int BPF_PROG(ring_enter)
{
	entered[bpf_get_smp_processor_id() & (CPUS_MOST - 1)] = bpf_ktime_get_boot_ns();
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(ring_return, struct pt_regs *regs, long result)
{
	u32 cpu = bpf_get_smp_processor_id();
	void *ring = bpf_map_lookup_elem(&rings, &cpu);
	u64 now = bpf_ktime_get_boot_ns();
	struct told *told;

	if (!ring)
		return 0;
	told = bpf_ringbuf_reserve(ring, sizeof(*told), 0);
	if (!told)
		return 0;
	told->at = now;
	told->duration = now - entered[cpu & (CPUS_MOST - 1)];
	told->result = result;
	told->call = regs->orig_ax;
	told->pid = bpf_get_current_task_btf()->pid;
	bpf_ringbuf_submit(told, BPF_RB_NO_WAKEUP);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * What no watcher of system calls can be cheaper than: two programs that do nothing, and two that only look at
 * the clock, as everything does that tells how long a call took.
 */
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

static u64 last_look;

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

char LICENSE[] SEC("license") = "Dual BSD/GPL";

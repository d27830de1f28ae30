// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Two programs that do nothing. What a system call costs more with them attached is the floor under every
 * observer: the kernel's slow path and the dispatch. The engine measures it once at start (see its cost meter).
 */
#include "ringside.bpf.h"

SEC("tp_btf/sys_enter")
int BPF_PROG(floor_enter)
{
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(floor_return)
{
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";

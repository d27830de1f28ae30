// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * Whether this kernel's ring buffer can be given to an unprivileged reader. Before the fix of CVE-2024-41009
 * ("bpf: Fix overrunning reservations in ringbuf") the reader, who owns the consumer position, could make two
 * reservations overlap. The helper sets that position as an attacker would, runs this program once while it
 * still may, and looks: behaviour, not a version number.
 */
#include "ringside.bpf.h"

#define RING_PROBE_BYTES 0x4000
#define RING_PROBE_RECORD 0x3000

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_PROBE_BYTES);
} ring_probe_ring SEC(".maps");

/* Returns 1 when a second reservation overlaps the first, 0 when it is refused. */
SEC("raw_tp")
int ring_probe(void *ctx)
{
	void *first = bpf_ringbuf_reserve(&ring_probe_ring, RING_PROBE_RECORD, 0), *second;

	if (!first)
		return 2;
	second = bpf_ringbuf_reserve(&ring_probe_ring, RING_PROBE_RECORD, 0);
	if (second)
		bpf_ringbuf_discard(second, BPF_RB_NO_WAKEUP);
	bpf_ringbuf_discard(first, BPF_RB_NO_WAKEUP);
	return second != 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
